package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The COFF file header and the optional header of a PE image, as they stand.
 *
 * @param coff offset of the COFF file header, behind {@code PE\0\0}
 * @param machine IMAGE_FILE_MACHINE_*
 * @param sectionCount entries of the section table
 * @param timestamp TimeDateStamp
 * @param symbolTable file offset of the COFF symbol table, 0 if none
 * @param symbolCount entries of 18 bytes
 * @param characteristics IMAGE_FILE_* flags
 * @param wide whether this is PE32+
 * @param linkerVersion major in the upper, minor in the lower byte
 * @param initializedData SizeOfInitializedData
 * @param imageBase preferred load address
 * @param headersSize SizeOfHeaders
 * @param checkSum CheckSum, 0 if it was not set
 * @param dllCharacteristics IMAGE_DLLCHARACTERISTICS_* flags
 * @param optional offset of the optional header
 * @param sectionTable offset of the section table
 * @param directories offset of the data directories
 * @param directoryCount how many of them the optional header holds, at most 16
 */
record PeHeaders(
    long coff,
    int machine,
    int sectionCount,
    long timestamp,
    long symbolTable,
    long symbolCount,
    int characteristics,
    boolean wide,
    int linkerVersion,
    long initializedData,
    long imageBase,
    long headersSize,
    long checkSum,
    int dllCharacteristics,
    long optional,
    long sectionTable,
    long directories,
    int directoryCount) {

  static final int IMPORT = 1;
  static final int SECURITY = 4;
  static final int DELAY_IMPORT = 13;

  private static final int COFF_SIZE = 20;
  private static final int SYMBOL_SIZE = 18;
  private static final byte[] SIGNATURE = {'P', 'E', 0, 0};

  /** Where {@code PE\0\0} stands, or -1 if the bytes are no PE image. */
  static long signature(ByteView view) throws FormatException, IOException {
    if (!view.holds(0, 0x40) || view.u8(0) != 'M' || view.u8(1) != 'Z') {
      return -1;
    }
    long at = view.u32(0x3c);
    return view.matches(at, SIGNATURE) ? at : -1;
  }

  static PeHeaders read(ByteView view) throws FormatException, IOException {
    long signature = signature(view);
    if (signature < 0) {
      throw FormatException.malformed(
          view.base(), "expected MZ, and PE\\0\\0 at the offset that stands at 0x3c");
    }
    long coff = signature + SIGNATURE.length;
    ByteView header = view.slice("PE file header", coff, COFF_SIZE);
    ByteView optional = view.slice("PE optional header", coff + COFF_SIZE, header.u16(16));
    int magic = optional.size() < 2 ? 0 : optional.u16(0);
    if (magic != 0x10b && magic != 0x20b) {
      throw FormatException.malformed(
          optional.base(),
          "PE optional header: expected magic 0x10b or 0x20b, found 0x"
              + Integer.toHexString(magic));
    }
    return read(coff, header, optional, magic == 0x20b);
  }

  private static PeHeaders read(long coff, ByteView header, ByteView optional, boolean wide)
      throws FormatException, IOException {
    int fixed = wide ? 112 : 96;
    long room = Math.max(0, optional.size() - fixed) / 8;
    long start = coff + COFF_SIZE;
    return new PeHeaders(
        coff,
        header.u16(0),
        header.u16(2),
        header.u32(4),
        header.u32(8),
        header.u32(12),
        header.u16(18),
        wide,
        optional.u8(2) << 8 | optional.u8(3),
        optional.u32(8),
        wide ? optional.u64(24) : optional.u32(28),
        optional.u32(60),
        optional.u32(64),
        optional.u16(70),
        start,
        start + optional.size(),
        start + fixed,
        (int) Math.min(16, Math.min(room, optional.u32(fixed - 4))));
  }

  /** Offset of the header field CheckSum. */
  long checkSumOffset() {
    return optional + 64;
  }

  /** Offset of a data directory's 8 bytes, or -1 if the optional header does not hold it. */
  long directory(int index) {
    return index < directoryCount ? directories + 8L * index : -1;
  }

  /** What a data directory points to (file offset for SECURITY, else RVA), null if it is empty. */
  @Nullable Span directory(ByteView view, int index) throws FormatException, IOException {
    long at = directory(index);
    if (at < 0 || view.u32(at) == 0 || view.u32(at + 4) == 0) {
      return null;
    }
    return new Span(view.u32(at), view.u32(at + 4));
  }

  /**
   * The COFF string table with its length field, empty if the file holds none. Loaders ignore it,
   * so a pointer that leads out of the file is no error.
   */
  ByteView strings(ByteView view) throws FormatException, IOException {
    String label = "COFF string table";
    long at = symbolTable + SYMBOL_SIZE * symbolCount;
    if (symbolTable == 0 || !view.holds(at, 4)) {
      return view.slice(label, 0, 0);
    }
    long size = Math.max(4, view.u32(at));
    return view.holds(at, size) ? view.slice(label, at, size) : view.slice(label, 0, 0);
  }

  /** The offset behind the COFF symbols and strings, 0 if the file holds none. */
  long symbolsEnd(ByteView view) throws FormatException, IOException {
    ByteView strings = strings(view);
    return strings.size() == 0 ? 0 : strings.base() - view.base() + strings.size();
  }
}
