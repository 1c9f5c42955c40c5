package dev.gotrust.archive;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a zip archive by its central directory, and holds each entry's own header against it: an
 * archive that could be read in two ways is refused. See PKWARE's APPNOTE, sections 4.3 and 4.5.3.
 */
final class ZipWalk {
  private static final int END = 22;
  private static final int LONGEST_COMMENT = 65_535;
  private static final int LOCATOR = 20;
  private static final int END_64 = 56;
  private static final int ENTRY = 46;
  private static final int LOCAL = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final long NONE_32 = 0xffffffffL;

  private final ByteSource source;
  private final Archive archive;

  ZipWalk(ByteSource source, Archive archive) {
    this.source = source;
    this.archive = archive;
  }

  /** The fields of an entry that count. */
  private record Entry(
      String name, int flags, int method, long crc, long compressed, long size, long offset) {}

  void walk() throws ArchiveException, IOException {
    long[] directory = directory();
    long at = directory[1];
    long expected = 0;
    for (long i = 0; i < directory[0]; i++) {
      byte[] fixed = bytes(at, ENTRY);
      if (u32(fixed, 0) != 0x02014b50L) {
        throw malformed("an entry of its directory was expected at " + at);
      }
      int name = u16(fixed, 28);
      int extra = u16(fixed, 30);
      byte[] variable = bytes(at + ENTRY, name + extra);
      Entry entry = entry(fixed, variable, name);
      expected = check(entry, variable, name, expected);
      if (!entry.name().endsWith("/")) {
        visit(entry);
      } else if (entry.size() != 0) {
        throw malformed(entry.name() + " is a directory that has content");
      }
      at += ENTRY + name + extra + u16(fixed, 32);
    }
    if (at != directory[1] + directory[2]) {
      throw malformed("its directory has another length than it states");
    }
    if (expected != directory[1]) {
      throw malformed("bytes that no entry names, at " + expected);
    }
  }

  /** Returns count, offset and length of the directory. */
  private long[] directory() throws ArchiveException, IOException {
    long size = source.size();
    int tail = (int) Math.min(size, END + LONGEST_COMMENT);
    byte[] bytes = bytes(size - tail, tail);
    for (int at = tail - END; at >= 0; at--) {
      if (u32(bytes, at) == 0x06054b50L && u16(bytes, at + 20) == tail - END - at) {
        long end = size - tail + at;
        long[] found = {u16(bytes, at + 10), u32(bytes, at + 16), u32(bytes, at + 12)};
        return found[0] == 0xffff || found[1] == NONE_32 || found[2] == NONE_32
            ? directory64(end)
            : within(found, end);
      }
    }
    throw malformed("it has no end of its directory");
  }

  private long[] directory64(long end) throws ArchiveException, IOException {
    if (end < LOCATOR) {
      throw malformed("it has no end of its directory for zip64");
    }
    byte[] locator = bytes(end - LOCATOR, LOCATOR);
    long at = u64(locator, 8);
    if (u32(locator, 0) != 0x07064b50L || at < 0 || at > end - LOCATOR - END_64) {
      throw malformed("it has no end of its directory for zip64");
    }
    byte[] record = bytes(at, END_64);
    if (u32(record, 0) != 0x06064b50L || u64(record, 4) != end - LOCATOR - at - 12) {
      throw malformed("it has no end of its directory for zip64");
    }
    return within(new long[] {u64(record, 32), u64(record, 48), u64(record, 40)}, at);
  }

  private long[] within(long[] found, long end) throws ArchiveException {
    if (found[0] < 0 || found[0] > Limits.ARCHIVE_MEMBERS) {
      throw malformed("it holds " + found[0] + " entries");
    }
    if (found[1] < 0 || found[2] < 0 || found[1] + found[2] != end) {
      throw malformed("its directory does not end where the end of it is");
    }
    return found;
  }

  private static Entry entry(byte[] fixed, byte[] variable, int nameLength)
      throws ArchiveException {
    String name = new String(variable, 0, nameLength, StandardCharsets.UTF_8);
    long size = u32(fixed, 24);
    long compressed = u32(fixed, 20);
    long offset = u32(fixed, 42);
    int at = nameLength;
    while (at + 4 <= variable.length) {
      int length = u16(variable, at + 2);
      int field = at + 4;
      int end = field + length;
      if (end > variable.length) {
        throw malformed("an extra field is longer than it can be");
      }
      if (u16(variable, at) == 1) {
        if (size == NONE_32 && field + 8 <= end) {
          size = u64(variable, field);
          field += 8;
        }
        if (compressed == NONE_32 && field + 8 <= end) {
          compressed = u64(variable, field);
          field += 8;
        }
        if (offset == NONE_32 && field + 8 <= end) {
          offset = u64(variable, field);
        }
      }
      at = end;
    }
    return new Entry(name, u16(fixed, 8), u16(fixed, 10), u32(fixed, 16), compressed, size, offset);
  }

  /** Holds the entry's own header against the directory; entries follow each other without gap. */
  private long check(Entry entry, byte[] variable, int nameLength, long expected)
      throws ArchiveException, IOException {
    if (entry.offset() != expected) {
      throw malformed("bytes that no entry names, or a second order of entries, at " + expected);
    }
    byte[] local = bytes(entry.offset(), LOCAL);
    if (u32(local, 0) != 0x04034b50L || u16(local, 26) != nameLength) {
      throw malformed(entry.name() + " has another header of its own than its directory says");
    }
    byte[] name = bytes(entry.offset() + LOCAL, nameLength);
    for (int i = 0; i < nameLength; i++) {
      if (name[i] != variable[i]) {
        throw malformed(entry.name() + " has another name of its own than its directory says");
      }
    }
    if (u16(local, 8) != entry.method() || entry.size() < 0 || entry.compressed() < 0) {
      throw malformed(entry.name() + " has another method of its own than its directory says");
    }
    if ((u16(local, 6) & 9) != (entry.flags() & 9)) {
      throw malformed(entry.name() + " has other flags of its own than its directory says");
    }
    boolean described = (entry.flags() & 8) != 0;
    if (!described
        && !(u32(local, 14) == entry.crc()
            && states(u32(local, 18), entry.compressed())
            && states(u32(local, 22), entry.size()))) {
      throw malformed(entry.name() + " has another size of its own than its directory says");
    }
    return end(entry, local, nameLength);
  }

  /** Whether a field of 32 bits holds a size, or leaves it to the extra field for zip64. */
  private static boolean states(long field, long size) {
    return field == size || field == NONE_32;
  }

  /** Where the next entry begins: behind the data, and what describes it. */
  private long end(Entry entry, byte[] local, int nameLength) throws ArchiveException, IOException {
    long end = entry.offset() + LOCAL + nameLength + u16(local, 28) + entry.compressed();
    if ((entry.flags() & 8) == 0) {
      return end;
    }
    boolean signed = end + 4 <= source.size() && u32(bytes(end, 4), 0) == 0x08074b50L;
    boolean large = entry.size() > NONE_32 || entry.compressed() > NONE_32;
    return end + (signed ? 4 : 0) + (large ? 20 : 12);
  }

  private void visit(Entry entry) throws ArchiveException, IOException {
    byte[] local = bytes(entry.offset(), LOCAL);
    long from = entry.offset() + LOCAL + u16(local, 26) + u16(local, 28);
    if ((entry.flags() & 1) != 0) {
      throw malformed(entry.name() + " is encrypted");
    }
    if (from + entry.compressed() > source.size()) {
      throw malformed(entry.name() + " is longer than the archive");
    }
    InputStream raw = new SourceStream(source, from, from + entry.compressed());
    CRC32 crc = new CRC32();
    Inflater inflater = new Inflater(true);
    try {
      InputStream content =
          switch (entry.method()) {
            case STORED -> raw;
            case DEFLATED -> new InflaterInputStream(raw, inflater, 64 * 1024);
            default ->
                throw malformed(entry.name() + " is packed by a method that is not read here");
          };
      CountingStream counted = new CountingStream(new CheckedInputStream(content, crc));
      archive.member(entry.name(), counted);
      if (counted.count() != entry.size() || crc.getValue() != entry.crc()) {
        throw malformed(entry.name() + " has another length or checksum than its directory says");
      }
      if (entry.method() == DEFLATED && inflater.getBytesRead() != entry.compressed()) {
        throw malformed(entry.name() + " ends before its directory says");
      }
    } finally {
      inflater.end();
    }
  }

  private byte[] bytes(long at, int length) throws ArchiveException, IOException {
    if (at < 0 || at > source.size() - length) {
      throw malformed("it is cut short");
    }
    byte[] bytes = new byte[length];
    source.read(at, bytes, 0, length);
    return bytes;
  }

  private static int u16(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  private static long u32(byte[] bytes, int at) {
    return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
  }

  private static long u64(byte[] bytes, int at) {
    return u32(bytes, at) | u32(bytes, at + 4) << 32;
  }

  private static ArchiveException malformed(String problem) {
    return new ArchiveException("the zip archive is malformed: " + problem);
  }
}
