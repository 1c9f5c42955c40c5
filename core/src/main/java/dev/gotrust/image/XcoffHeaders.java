package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file header and section table of an XCOFF file (AIX Files Reference, "XCOFF Object File
 * Format"; Go's internal/xcoff).
 *
 * @param wide whether it is the 64-bit form
 * @param flags f_flags
 * @param symbolOffset of the symbol table, 0 if the header names none
 * @param symbolCount entries of the symbol table, auxiliary ones included
 * @param sections in table order
 */
record XcoffHeaders(
    boolean wide, int flags, long symbolOffset, long symbolCount, List<Section> sections) {
  /** s_flags of initialised data. */
  static final int DATA = 0x40;

  private static final int MAGIC_32 = 0x1df;
  private static final int MAGIC_64 = 0x1f7;
  private static final int EXECUTABLE = 0x2;
  private static final int DYNAMIC = 0x1000;
  private static final int SHARED = 0x2000;
  private static final int SYMBOL = 18;

  /** A count of relocations or line numbers that an overflow section holds instead. */
  private static final int OVERFLOWN = 0xffff;

  /** Copies the list. */
  XcoffHeaders {
    sections = List.copyOf(sections);
  }

  /**
   * A section header.
   *
   * @param region where its bytes stand
   * @param flags s_flags: the type in the lower half, the kind of DWARF data in the upper
   * @param tail the offset behind its relocations and line numbers, 0 if it has none
   */
  record Section(Region region, long flags, long tail) {
    boolean isLoaded() {
      return region.access() != Region.Access.NONE;
    }

    boolean isDwarf() {
      return (flags & 0xffff) == 0x10;
    }

    boolean isLoader() {
      return (flags & 0xffff) == 0x1000;
    }
  }

  static boolean recognise(ByteView view) throws FormatException, IOException {
    if (!view.holds(0, 20)) {
      return false;
    }
    int magic = view.u16(0);
    if (magic != MAGIC_32 && magic != MAGIC_64 || !view.holds(0, fileHeader(magic == MAGIC_64))) {
      return false;
    }
    return view.u16(2) != 0 && (view.u16(18) & (EXECUTABLE | SHARED)) != 0;
  }

  static XcoffHeaders read(ByteView view) throws FormatException, IOException {
    if (!recognise(view)) {
      throw new FormatException(
          FormatException.Kind.NOT_GO,
          view.base(),
          "expected the header of an XCOFF program, found none");
    }
    boolean wide = view.u16(0) == MAGIC_64;
    long symbolOffset = wide ? view.u64(8) : view.u32(8);
    return new XcoffHeaders(
        wide,
        view.u16(18),
        symbolOffset,
        symbolOffset == 0 ? 0 : view.u32(wide ? 20 : 12),
        table(view, wide));
  }

  private static List<Section> table(ByteView view, boolean wide)
      throws FormatException, IOException {
    int count = view.u16(2);
    long start = tableStart(view, wide);
    int size = wide ? 72 : 40;
    ByteView table = view.slice("XCOFF section table", start, (long) count * size);
    List<Section> sections = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      ByteView entry = table.slice("XCOFF section header", (long) i * size, size);
      sections.add(section(entry, wide));
    }
    return sections;
  }

  private static long tableStart(ByteView view, boolean wide) throws FormatException, IOException {
    return (long) fileHeader(wide) + view.u16(16);
  }

  private static int fileHeader(boolean wide) {
    return wide ? 24 : 20;
  }

  private static Section section(ByteView entry, boolean wide) throws FormatException, IOException {
    int word = wide ? 8 : 4;
    long address = entry.number(8 + word, word);
    long size = entry.number(8 + 2 * word, word);
    long offset = entry.number(8 + 3 * word, word);
    long flags = entry.u32(8 + 6 * word + (wide ? 8 : 4));
    String name = entry.text(0, 8);
    end(entry, "XCOFF section " + name, offset, size);
    // An offset of zero says that the file holds none of it.
    long held = offset == 0 ? 0 : size;
    Region region = new Region(name, offset, held, address, size, access(flags));
    return new Section(region, flags, tail(entry, word));
  }

  private static Region.Access access(long flags) {
    return switch ((int) flags & 0xffff) {
      case 0x20 -> Region.Access.EXECUTE;
      case DATA, 0x80, 0x400, 0x800 -> Region.Access.WRITE;
      default -> Region.Access.NONE;
    };
  }

  private static long tail(ByteView entry, int word) throws FormatException, IOException {
    boolean wide = word == 8;
    int width = word / 2;
    long counts = 8 + 6L * word;
    long relocations = entry.number(counts, width);
    long lines = entry.number(counts + width, width);
    if (!wide && (relocations == OVERFLOWN || lines == OVERFLOWN)) {
      throw FormatException.unsupported(
          entry.base(), "XCOFF overflow sections are not read: programs that Go links have none");
    }
    long end = 0;
    if (relocations != 0) {
      long at = entry.number(8 + 4L * word, word);
      end = end(entry, "XCOFF relocations", at, relocations * (wide ? 14 : 10));
    }
    if (lines != 0) {
      long at = entry.number(8 + 5L * word, word);
      end = Math.max(end, end(entry, "XCOFF line numbers", at, lines * (wide ? 12 : 6)));
    }
    return end;
  }

  boolean isShared() {
    return (flags & SHARED) != 0;
  }

  /** Whether the program was made for the system loader; Go's linker leaves the flag out. */
  boolean isDynamic() {
    return (flags & DYNAMIC) != 0;
  }

  /**
   * The offset behind everything that the headers name, the file's size at least where they name no
   * symbol table. A file that was cut is still read: its end is then behind the file's.
   */
  long end(ByteView view) throws FormatException, IOException {
    long end = tableStart(view, wide) + (long) sections.size() * (wide ? 72 : 40);
    for (Section section : sections) {
      end = Math.max(end, Math.max(section.region().end(), section.tail()));
    }
    return Math.max(end, symbolCount == 0 ? view.size() : symbolsEnd(view));
  }

  /** The string table stands right behind the symbols and counts its own length. */
  private long symbolsEnd(ByteView view) throws FormatException, IOException {
    long end = end(view, "XCOFF symbol table", symbolOffset, symbolCount * SYMBOL);
    return view.holds(end, 4) ? end + Math.max(view.u32(end), 4) : end;
  }

  /** Returns the offset behind a part; refuses one that no file can hold. */
  private static long end(ByteView claim, String what, long offset, long size)
      throws FormatException {
    if (offset < 0 || size < 0 || offset + size < 0) {
      throw FormatException.malformed(
          claim.base(),
          what
              + ": expected an offset and a size below 2^63, found "
              + Long.toUnsignedString(offset)
              + " and "
              + Long.toUnsignedString(size));
    }
    return offset + size;
  }
}
