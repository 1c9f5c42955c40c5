package dev.gotrust.module;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Limits;
import java.io.IOException;

/**
 * The end of a zip: where its directory lies. Found as Go's archive/zip finds it, and taken only
 * where no other reader can find another one: nothing lies between directory and end record, or
 * behind the comment.
 *
 * @param offset of the directory
 * @param size bytes of the directory
 * @param count entries of the directory
 */
record ZipEnd(long offset, int size, int count) {
  private static final int END = 22;
  private static final int LOCATOR64 = 20;
  private static final int END64 = 56;
  private static final int LONGEST_COMMENT = 0xffff;

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR64_SIGNATURE = 0x07064b50;
  private static final int END64_SIGNATURE = 0x06064b50;

  static ZipEnd read(ByteSource source, ZipProblems problems)
      throws IOException, ModuleContentException {
    int length = (int) Math.min(source.size(), END + LONGEST_COMMENT);
    byte[] tail = new byte[length];
    long start = source.size() - length;
    source.read(start, tail, 0, length);
    int at = find(tail);
    if (at < 0) {
      throw problems.malformed(
          source.size(), "the end record of a zip was expected, but there is none");
    }
    int comment = LittleEndian.u16(tail, at + 20);
    if (at + END + comment != length) {
      throw problems.malformed(
          start + at,
          "the end record should end the file with its comment of "
              + comment
              + " bytes, but "
              + (length - at - END)
              + " bytes follow it");
    }
    return new Reader(source, problems, start + at).read(tail, at);
  }

  /** Returns where the last end record stands, negative if there is none. */
  private static int find(byte[] tail) {
    for (int i = tail.length - END; i >= 0; i--) {
      if (tail[i] == 'P' && LittleEndian.i32(tail, i) == END_SIGNATURE) {
        return i;
      }
    }
    return -1;
  }

  /** Reads what the end record says. */
  private record Reader(ByteSource source, ZipProblems problems, long at) {
    ZipEnd read(byte[] tail, int from) throws IOException, ModuleContentException {
      checkDisks(LittleEndian.i32(tail, from + 4));
      int here = LittleEndian.u16(tail, from + 8);
      int count = LittleEndian.u16(tail, from + 10);
      long size = LittleEndian.u32(tail, from + 12);
      long offset = LittleEndian.u32(tail, from + 16);
      // 0xffff is the very value by which Go looks for a larger end record here.
      if (count == 0xffff || size == 0xffff || offset == 0xffffffffL) {
        ZipEnd large = readLarge();
        if (large != null) {
          return large;
        }
      }
      return checked(here, count, size, offset, at);
    }

    private void checkDisks(int disks) throws ModuleContentException {
      if (disks != 0) {
        throw problems.unsupported(
            at, "a zip in one part was expected, but this is one of several");
      }
    }

    private @org.jspecify.annotations.Nullable ZipEnd readLarge()
        throws IOException, ModuleContentException {
      long locatorAt = at - LOCATOR64;
      if (locatorAt < END64) {
        return null;
      }
      byte[] locator = new byte[LOCATOR64];
      source.read(locatorAt, locator, 0, LOCATOR64);
      if (LittleEndian.i32(locator, 0) != LOCATOR64_SIGNATURE) {
        return null;
      }
      long recordAt = locatorAt - END64;
      if (LittleEndian.i32(locator, 4) != 0
          || LittleEndian.i64(locator, 8) != recordAt
          || LittleEndian.i32(locator, 16) != 1) {
        throw problems.malformed(
            locatorAt, "the ZIP64 end record should stand right before its locator");
      }
      return readRecord(recordAt);
    }

    private ZipEnd readRecord(long recordAt) throws IOException, ModuleContentException {
      byte[] data = new byte[END64];
      source.read(recordAt, data, 0, END64);
      if (LittleEndian.i32(data, 0) != END64_SIGNATURE || LittleEndian.i64(data, 4) != END64 - 12) {
        throw problems.malformed(
            recordAt, "a ZIP64 end record of 56 bytes was expected, but there is none");
      }
      if (LittleEndian.i64(data, 16) != 0) {
        throw problems.unsupported(
            recordAt, "a zip in one part was expected, but this is one of several");
      }
      return checked(
          LittleEndian.i64(data, 24),
          LittleEndian.i64(data, 32),
          LittleEndian.i64(data, 40),
          LittleEndian.i64(data, 48),
          recordAt);
    }

    private ZipEnd checked(long here, long count, long size, long offset, long end)
        throws ModuleContentException {
      if (offset < 0 || size < 0 || size > end || offset != end - size) {
        throw problems.malformed(
            at,
            "the directory should end at offset "
                + end
                + ", but it has "
                + size
                + " bytes from offset "
                + offset);
      }
      if (here != count) {
        throw problems.malformed(
            at, "one part should have all " + count + " entries, but it has " + here);
      }
      problems.checkCap("entries", count, Limits.MODULE_FILES, at);
      problems.checkCap("bytes of the directory", size, Limits.MODULE_ZIP_DIRECTORY, at);
      return new ZipEnd(offset, (int) size, (int) count);
    }
  }
}
