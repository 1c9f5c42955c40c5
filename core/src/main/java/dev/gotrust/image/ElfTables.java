package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Region.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSectionHeader;
import net.fornwall.jelf.ElfSegment;

/**
 * Program and section headers, decoded by jelf from a small projection of the file: its ELF header
 * and a run of entries, nothing else.
 *
 * <p>The projection contains the library. It reads counts as signed 16-bit numbers (hence runs of
 * at most 0x7fff entries), loads symbol and string tables whole as soon as their header is asked
 * for (hence every section type is shown to it as PROGBITS and the true one is kept here), and
 * extends the sign of 32-bit addresses (hence the mask).
 */
final class ElfTables {
  private static final int RUN = 0x7fff;
  private static final int SHT_PROGBITS = 1;
  private static final int SHT_NULL = 0; // with extended numbering its size is a count
  static final int SHT_NOBITS = 8;

  /** A program header; unsigned values that do not fit are negative. */
  record Program(int type, int flags, long offset, long address, long size, long memorySize) {}

  /** A section header; unsigned values that do not fit are negative. */
  record Section(int type, long flags, long alignment, Region region) {}

  private final ElfHeader header;

  ElfTables(ElfHeader header) {
    this.header = header;
  }

  List<Program> programs() throws FormatException, IOException {
    List<Program> programs = new ArrayList<>();
    ElfHeader.Table table = header.programs();
    for (long from = 0; from < table.count(); from += RUN) {
      int run = (int) Math.min(RUN, table.count() - from);
      byte[] entries = copy(table, from, run);
      ElfFile elf = parse(projection(entries, run, true));
      for (int i = 0; i < run; i++) {
        programs.add(program(elf, i));
      }
    }
    return programs;
  }

  private Program program(ElfFile elf, int index) throws FormatException {
    try {
      ElfSegment segment = elf.getProgramHeader(index);
      return new Program(
          segment.p_type,
          segment.p_flags,
          unsigned(segment.p_offset),
          unsigned(segment.p_vaddr),
          unsigned(segment.p_filesz),
          unsigned(segment.p_memsz));
    } catch (ElfException | IndexOutOfBoundsException | ClassCastException refused) {
      throw refused("program header " + index, refused);
    }
  }

  List<Section> sections() throws FormatException, IOException {
    List<Section> sections = new ArrayList<>();
    ElfHeader.Table table = header.sections();
    ByteView names = names();
    for (long from = 0; from < table.count(); from += RUN) {
      int run = (int) Math.min(RUN, table.count() - from);
      byte[] entries = copy(table, from, run);
      int[] types = hideTypes(entries, run, table.entrySize());
      ElfFile elf = parse(projection(entries, run, false));
      for (int i = 0; i < run; i++) {
        sections.add(section(elf, i, types[i], names));
      }
    }
    return sections;
  }

  private Section section(ElfFile elf, int index, int type, ByteView names)
      throws FormatException, IOException {
    ElfSectionHeader entry;
    try {
      entry = elf.getSection(index).header;
    } catch (ElfException | IndexOutOfBoundsException | ClassCastException refused) {
      throw refused("section header " + index, refused);
    }
    long nameAt = entry.sh_name & 0xffffffffL;
    String name = nameAt < names.size() ? names.text(nameAt, Limits.SECTION_NAME + 1) : "";
    long size = unsigned(entry.sh_size);
    return new Section(
        type,
        entry.sh_flags,
        entry.sh_addralign,
        new Region(
            name.length() > Limits.SECTION_NAME ? "" : name,
            unsigned(entry.sh_offset),
            type == SHT_NOBITS || type == SHT_NULL ? 0 : size,
            unsigned(entry.sh_addr),
            size,
            access(entry.sh_flags)));
  }

  private static Access access(long flags) {
    if ((flags & 2) == 0) { // SHF_ALLOC
      return Access.NONE;
    }
    if ((flags & 4) != 0) { // SHF_EXECINSTR
      return Access.EXECUTE;
    }
    return (flags & 1) != 0 ? Access.WRITE : Access.READ; // SHF_WRITE
  }

  /** The section name table; an empty window where the header names none that lies in the file. */
  private ByteView names() throws FormatException, IOException {
    ByteView view = header.view();
    ElfHeader.Table table = header.sections();
    if (header.nameSection() == 0 || header.nameSection() >= table.count()) {
      return view.slice("ELF section names", 0, 0);
    }
    long at = table.offset() + header.nameSection() * table.entrySize();
    boolean wide = header.wide();
    long offset = ElfHeader.address(view, wide, at + (wide ? 0x18 : 0x10));
    long size = ElfHeader.address(view, wide, at + (wide ? 0x20 : 0x14));
    if (!view.holds(offset, 0)) {
      return view.slice("ELF section names", 0, 0);
    }
    // A file that was cut may hold only the start of the table.
    long held = view.holds(offset, size) ? size : view.size() - offset;
    return view.slice("ELF section names", offset, held);
  }

  private byte[] copy(ElfHeader.Table table, long from, int run)
      throws FormatException, IOException {
    return header
        .view()
        .copy(table.offset() + from * table.entrySize(), (long) run * table.entrySize());
  }

  private int[] hideTypes(byte[] entries, int run, int entrySize) {
    ByteBuffer buffer = ByteBuffer.wrap(entries).order(header.view().order());
    int[] types = new int[run];
    for (int i = 0; i < run; i++) {
      types[i] = buffer.getInt(i * entrySize + 4);
      buffer.putInt(i * entrySize + 4, SHT_PROGBITS);
    }
    return types;
  }

  private byte[] projection(byte[] entries, int run, boolean programs)
      throws FormatException, IOException {
    boolean wide = header.wide();
    int size = wide ? 64 : 52;
    byte[] bytes = new byte[size + entries.length];
    System.arraycopy(header.view().copy(0, size), 0, bytes, 0, size);
    System.arraycopy(entries, 0, bytes, size, entries.length);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.view().order());
    putAddress(buffer, wide ? 0x20 : 0x1c, programs ? size : 0);
    putAddress(buffer, wide ? 0x28 : 0x20, programs ? 0 : size);
    int counts = wide ? 0x34 : 0x28;
    buffer.putShort(counts + 4, (short) (programs ? run : 0));
    buffer.putShort(counts + 8, (short) (programs ? 0 : run));
    buffer.putShort(counts + 10, (short) 0);
    return bytes;
  }

  private void putAddress(ByteBuffer buffer, int at, int value) {
    if (header.wide()) {
      buffer.putLong(at, value);
    } else {
      buffer.putInt(at, value);
    }
  }

  private ElfFile parse(byte[] projection) throws FormatException {
    try {
      return ElfFile.from(projection);
    } catch (ElfException | IndexOutOfBoundsException | NegativeArraySizeException refused) {
      throw refused("header", refused);
    }
  }

  private FormatException refused(String part, RuntimeException cause) {
    FormatException exception =
        FormatException.malformed(
            header.view().base(), "ELF " + part + " can't be read: " + cause.getMessage());
    exception.initCause(cause);
    return exception;
  }

  private long unsigned(long value) {
    return header.wide() ? value : value & 0xffffffffL;
  }
}
