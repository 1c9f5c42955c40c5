package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The guard in front of the ELF library: the file header, read with 64-bit arithmetic, and the two
 * header tables, proven to lie in the file before anything is allocated (System V gABI, chapter 4).
 *
 * @param view the image in its byte order
 * @param wide whether the class is ELFCLASS64
 * @param type e_type
 * @param machine e_machine
 * @param osAbi EI_OSABI
 * @param programs the program header table
 * @param sections the section header table
 * @param nameSection index of the section that holds section names
 */
record ElfHeader(
    ByteView view,
    boolean wide,
    int type,
    int machine,
    int osAbi,
    Table programs,
    Table sections,
    long nameSection) {
  static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

  private static final int EXTENDED_PROGRAMS = 0xffff; // PN_XNUM
  private static final int EXTENDED_INDEX = 0xffff; // SHN_XINDEX

  /** A header table: where it stands, how many entries, bytes an entry. */
  record Table(long offset, long count, int entrySize) {
    long end() {
      return offset + count * entrySize;
    }
  }

  static ElfHeader read(ByteView bytes) throws FormatException, IOException {
    boolean wide = isWide(bytes);
    ByteView view = bytes.order(byteOrder(bytes));
    if (view.u8(6) != 1) {
      throw FormatException.unsupported(
          view.base() + 6, "ELF version should be 1, is " + view.u8(6));
    }
    view.slice("ELF header", 0, wide ? 64 : 52);
    Counts counts = Counts.read(view, wide);
    long sectionOffset = sectionOffset(view, wide);
    Table programs =
        table(
            view,
            "program headers",
            new Table(address(view, wide, wide ? 0x20 : 0x1c), counts.programs, wide ? 56 : 32),
            view.u16(Counts.at(wide) + 2),
            Limits.SEGMENTS);
    Table sections =
        table(
            view,
            "section headers",
            new Table(sectionOffset, sectionOffset == 0 ? 0 : counts.sections, wide ? 64 : 40),
            view.u16(Counts.at(wide) + 6),
            Limits.SECTIONS);
    return new ElfHeader(
        view, wide, view.u16(16), view.u16(18), view.u8(7), programs, sections, counts.names);
  }

  /** Entries of the two tables, and the index of the section that holds names. */
  private record Counts(long programs, long sections, long names) {
    static int at(boolean wide) {
      return wide ? 0x34 : 0x28;
    }

    static Counts read(ByteView view, boolean wide) throws FormatException, IOException {
      long programs = view.u16(at(wide) + 4);
      long sections = view.u16(at(wide) + 8);
      long names = view.u16(at(wide) + 10);
      boolean extended = sections == 0 || programs == EXTENDED_PROGRAMS || names == EXTENDED_INDEX;
      if (!extended || sectionOffset(view, wide) == 0) {
        return new Counts(programs, sections, names);
      }
      // The first section header, otherwise unused, carries what does not fit into 16 bits.
      ByteView first =
          view.slice("first ELF section header", sectionOffset(view, wide), wide ? 64 : 40);
      return new Counts(
          programs == EXTENDED_PROGRAMS ? first.u32(wide ? 0x2c : 0x1c) : programs,
          sections == 0 ? address(first, wide, wide ? 0x20 : 0x14) : sections,
          names == EXTENDED_INDEX ? first.u32(wide ? 0x28 : 0x18) : names);
    }
  }

  private static long sectionOffset(ByteView view, boolean wide)
      throws FormatException, IOException {
    return address(view, wide, wide ? 0x28 : 0x20);
  }

  private static boolean isWide(ByteView view) throws FormatException, IOException {
    return switch (view.u8(4)) {
      case 1 -> false;
      case 2 -> true;
      default ->
          throw FormatException.malformed(
              view.base() + 4, "ELF class should be 1 (32 bit) or 2 (64 bit), is " + view.u8(4));
    };
  }

  private static ByteOrder byteOrder(ByteView view) throws FormatException, IOException {
    return switch (view.u8(5)) {
      case 1 -> ByteOrder.LITTLE_ENDIAN;
      case 2 -> ByteOrder.BIG_ENDIAN;
      default ->
          throw FormatException.malformed(
              view.base() + 5,
              "ELF data encoding should be 1 (little-endian) or 2 (big-endian), is " + view.u8(5));
    };
  }

  private static Table table(ByteView view, String label, Table table, int entrySize, int limit)
      throws FormatException {
    if (table.count() == 0) {
      return new Table(0, 0, table.entrySize());
    }
    if (table.count() < 0 || table.count() > limit) {
      throw FormatException.tooLarge(
          view.base(),
          "ELF header claims "
              + Long.toUnsignedString(table.count())
              + " "
              + label
              + "; at most "
              + limit
              + " are read");
    }
    if (entrySize != table.entrySize()) {
      throw FormatException.malformed(
          view.base(),
          "ELF " + label + " should have " + table.entrySize() + " bytes each, have " + entrySize);
    }
    view.slice("ELF " + label, table.offset(), table.count() * entrySize);
    return table;
  }

  static long address(ByteView view, boolean wide, long offset)
      throws FormatException, IOException {
    return wide ? view.u64(offset) : view.u32(offset);
  }
}
