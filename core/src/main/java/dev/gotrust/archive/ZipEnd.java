package dev.gotrust.archive;

import static dev.gotrust.archive.ZipBytes.malformed;
import static dev.gotrust.archive.ZipBytes.u16;
import static dev.gotrust.archive.ZipBytes.u32;
import static dev.gotrust.archive.ZipBytes.u64;

import dev.gotrust.bytes.Limits;
import java.io.IOException;

/**
 * What the end of a zip archive says of its directory, in the old form or that of zip64. See
 * PKWARE's APPNOTE, sections 4.3.14 to 4.3.16.
 *
 * @param entries how many there are
 * @param offset where the first stands
 * @param length of all of them, in bytes
 */
record ZipEnd(long entries, long offset, long length) {
  private static final int END = 22;
  private static final int LONGEST_COMMENT = 65_535;
  private static final int LOCATOR = 20;
  private static final int END_64 = 56;
  private static final long LOCATED = 0x07064b50L;

  /** The last mark of an end counts for every reader, so it must be a whole one. */
  static ZipEnd find(ZipBytes zip) throws ArchiveException, IOException {
    int tail = (int) Math.min(zip.size(), END + LONGEST_COMMENT);
    long from = zip.size() - tail;
    byte[] bytes = zip.at(from, tail);
    for (int at = tail - END; at >= 0; at--) {
      if (u32(bytes, at) == 0x06054b50L) {
        if (u16(bytes, at + 20) != tail - END - at) {
          throw malformed("its comment has another length than it states");
        }
        return read(zip, zip.at(from + at, END), from + at);
      }
    }
    throw malformed("it has no end of its directory");
  }

  private static ZipEnd read(ZipBytes zip, byte[] end, long at)
      throws ArchiveException, IOException {
    int entries = u16(end, 10);
    long length = u32(end, 12);
    long offset = u32(end, 16);
    ZipEnd found = new ZipEnd(entries, offset, length);
    boolean large = entries == 0xffff || length == ZipBytes.NONE_32 || offset == ZipBytes.NONE_32;
    if (u16(end, 8) != entries || !isFirst(u16(end, 4), large) || !isFirst(u16(end, 6), large)) {
      throw malformed("it is of several parts");
    }
    return large || isLocated(zip, at) ? read64(zip, found, at) : found.check(at);
  }

  /** Some tools write the form of zip64 where nothing needs it. */
  private static boolean isLocated(ZipBytes zip, long end) throws ArchiveException, IOException {
    return end >= LOCATOR && u32(zip.at(end - LOCATOR, 4), 0) == LOCATED;
  }

  private static boolean isFirst(int disk, boolean large) {
    return disk == 0 || (large && disk == 0xffff);
  }

  /** Nothing may stand between the record, what locates it, and the end: readers go both ways. */
  private static ZipEnd read64(ZipBytes zip, ZipEnd old, long end)
      throws ArchiveException, IOException {
    long at = end - LOCATOR - END_64;
    byte[] record = zip.at(at, END_64 + LOCATOR);
    boolean located = u32(record, END_64) == LOCATED && u64(record, END_64 + 8) == at;
    boolean whole = u32(record, 0) == 0x06064b50L && u64(record, 4) == END_64 - 12;
    if (!located || !whole) {
      throw malformed("it has no end of its directory for zip64");
    }
    if (u32(record, END_64 + 4) != 0
        || u64(record, 16) != 0
        || u64(record, 24) != u64(record, 32)) {
      throw malformed("it is of several parts");
    }
    ZipEnd found = new ZipEnd(u64(record, 32), u64(record, 48), u64(record, 40));
    if (!agrees(old.entries, found.entries, 0xffff)
        || !agrees(old.offset, found.offset, ZipBytes.NONE_32)
        || !agrees(old.length, found.length, ZipBytes.NONE_32)) {
      throw malformed("both ends of its directory differ");
    }
    return found.check(at);
  }

  private static boolean agrees(long old, long found, long none) {
    return old == none || old == found;
  }

  private ZipEnd check(long end) throws ArchiveException {
    if (entries < 0 || entries > Limits.ARCHIVE_MEMBERS) {
      throw ArchiveException.tooLarge("the zip archive holds " + entries + " entries");
    }
    if (offset < 0 || length < 0 || offset + length != end) {
      throw malformed("its directory does not end where the end of it is");
    }
    return this;
  }
}
