package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Region.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the section table of a PE image. */
final class PeSections {
  private static final int ENTRY = 40;
  private static final long EXECUTE = 0x20000000L;
  private static final long READ = 0x40000000L;
  private static final long WRITE = 0x80000000L;

  /**
   * An entry of the section table.
   *
   * @param region the section, loaded at the image base plus its RVA
   * @param rva its VirtualAddress
   * @param flags IMAGE_SCN_* flags
   */
  record Section(Region region, long rva, long flags) {}

  private final ByteView view;
  private final PeHeaders headers;

  private PeSections(ByteView view, PeHeaders headers) {
    this.view = view;
    this.headers = headers;
  }

  static List<Section> read(ByteView view, PeHeaders headers) throws FormatException, IOException {
    return new PeSections(view, headers).read();
  }

  private List<Section> read() throws FormatException, IOException {
    int count = headers.sectionCount();
    if (count > Limits.PE_SECTIONS) {
      throw FormatException.tooLarge(
          view.base() + headers.coff() + 2,
          "PE file header: "
              + count
              + " sections are more than the "
              + Limits.PE_SECTIONS
              + " that are read");
    }
    ByteView table = view.slice("PE section table", headers.sectionTable(), (long) ENTRY * count);
    List<Section> sections = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sections.add(section(table, (long) ENTRY * i));
    }
    return List.copyOf(sections);
  }

  private Section section(ByteView table, long at) throws FormatException, IOException {
    String name = name(table.text(at, 8));
    long rva = table.u32(at + 12);
    long offset = table.u32(at + 20);
    // Go and the Windows loader take offset 0 as "no bytes in the file", whatever the size says.
    long size = offset == 0 ? 0 : table.u32(at + 16);
    long flags = table.u32(at + 36);
    Region region =
        new Region(name, offset, size, headers.imageBase() + rva, table.u32(at + 8), access(flags));
    return new Section(region, rva, flags);
  }

  private static Access access(long flags) {
    if ((flags & EXECUTE) != 0) {
      return Access.EXECUTE;
    }
    if ((flags & WRITE) != 0) {
      return Access.WRITE;
    }
    return (flags & READ) != 0 ? Access.READ : Access.NONE;
  }

  /**
   * {@code /123} names a string at that offset of the COFF string table, {@code //AAAAAB} the same
   * in base 64. Loaders ignore names, so one that leads nowhere, or to a name that nobody looks
   * for, stays as it is spelt.
   */
  private String name(String spelt) throws FormatException, IOException {
    long at = stringOffset(spelt);
    if (at < 4) {
      return spelt;
    }
    ByteView strings = headers.strings(view);
    String name = at < strings.size() ? strings.text(at, Limits.SECTION_NAME + 1) : spelt;
    return name.length() > Limits.SECTION_NAME ? spelt : name;
  }

  private static long stringOffset(String spelt) {
    if (spelt.startsWith("//")) {
      return digits(spelt, 2, 64);
    }
    return spelt.startsWith("/") ? digits(spelt, 1, 10) : -1;
  }

  private static long digits(String text, int from, int radix) {
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = radix == 10 ? text.charAt(i) - '0' : base64(text.charAt(i));
      if (digit < 0 || digit >= radix) {
        return -1;
      }
      value = value * radix + digit;
    }
    return text.length() == from ? -1 : value;
  }

  private static int base64(char c) {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(c);
  }
}
