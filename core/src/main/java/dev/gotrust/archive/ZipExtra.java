package dev.gotrust.archive;

import static dev.gotrust.archive.ZipBytes.NONE_32;
import static dev.gotrust.archive.ZipBytes.malformed;
import static dev.gotrust.archive.ZipBytes.u16;
import static dev.gotrust.archive.ZipBytes.u64;

import java.util.Arrays;

/**
 * What the extra field of an entry adds to the fixed ones: numbers in the form of zip64. A name in
 * Unicode must be that of the entry, for only some readers look at it.
 *
 * @param size of the file
 * @param compressed what it has in the archive
 * @param offset of the entry's own header; 0 where that field is of it
 */
record ZipExtra(long size, long compressed, long offset) {
  private static final int ZIP64 = 1;
  private static final int UNICODE_PATH = 0x7075;

  /** Behind the version of the field and the checksum of the other name. */
  private static final int NAME = 5;

  /** Completes what the fixed fields say of an entry. */
  ZipExtra with(byte[] extra, byte[] name) throws ArchiveException {
    ZipExtra known = this;
    for (int at = 0; at + 4 <= extra.length; ) {
      int from = at + 4;
      int to = from + u16(extra, at + 2);
      if (to > extra.length) {
        throw malformed("an extra field is longer than it can be");
      }
      int id = u16(extra, at);
      if (id == ZIP64) {
        known = known.zip64(extra, from, to);
      } else if (id == UNICODE_PATH
          && (to - from < NAME || !Arrays.equals(extra, from + NAME, to, name, 0, name.length))) {
        throw malformed("an entry has two names");
      }
      at = to;
    }
    return known;
  }

  private ZipExtra zip64(byte[] extra, int from, int to) {
    int at = from;
    long[] numbers = {size, compressed, offset};
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == NONE_32 && at + 8 <= to) {
        numbers[i] = u64(extra, at);
        at += 8;
      }
    }
    return new ZipExtra(numbers[0], numbers[1], numbers[2]);
  }
}
