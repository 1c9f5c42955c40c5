package dev.gotrust.archive;

import dev.gotrust.bytes.ByteSource;
import java.io.IOException;

/** Reads structures of a zip archive, none of them beyond its end. */
final class ZipBytes {
  /** In a field of 32 bits: the number stands elsewhere, in the form of zip64. */
  static final long NONE_32 = 0xffffffffL;

  private final ByteSource source;

  ZipBytes(ByteSource source) {
    this.source = source;
  }

  long size() {
    return source.size();
  }

  byte[] at(long at, int length) throws ArchiveException, IOException {
    if (at < 0 || at > source.size() - length) {
      throw malformed("it is cut short");
    }
    byte[] bytes = new byte[length];
    source.read(at, bytes, 0, length);
    return bytes;
  }

  static int u16(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  static long u32(byte[] bytes, int at) {
    return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
  }

  static long u64(byte[] bytes, int at) {
    return u32(bytes, at) | u32(bytes, at + 4) << 32;
  }

  static ArchiveException malformed(String problem) {
    return new ArchiveException("the zip archive is malformed: " + problem);
  }
}
