package dev.gotrust.archive;

import static dev.gotrust.archive.ZipBytes.NONE_32;
import static dev.gotrust.archive.ZipBytes.malformed;
import static dev.gotrust.archive.ZipBytes.u16;
import static dev.gotrust.archive.ZipBytes.u32;
import static dev.gotrust.archive.ZipBytes.u64;

import dev.gotrust.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a zip archive by its central directory, and holds each entry's own header against it: an
 * archive that could be read in two ways is refused. See PKWARE's APPNOTE, sections 4.3 and 4.5.3.
 */
final class ZipWalk {
  private static final int ENTRY = 46;
  private static final int LOCAL = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;
  private static final int DESCRIBED = 8;

  /** Patches, strong encryption, masked headers. */
  private static final int UNREAD = 0x2060;

  /** The flag that says in which letters the name is, and those above. */
  private static final int MEANING = 0x0800 | UNREAD | DESCRIBED | ENCRYPTED;

  private final ByteSource source;
  private final Archive archive;
  private final MemberNames names;
  private final ZipBytes zip;

  ZipWalk(ByteSource source, Archive archive, MemberNames names) {
    this.source = source;
    this.archive = archive;
    this.names = names;
    this.zip = new ZipBytes(source);
  }

  /** The fields of an entry that count; where its content begins is told by its own header. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(
      String name, byte[] rawName, int flags, int method, long crc, ZipExtra numbers) {
    boolean isDirectory() {
      return name.endsWith("/");
    }

    boolean is(int flag) {
      return (flags & flag) != 0;
    }
  }

  void walk() throws ArchiveException, IOException {
    ZipEnd end = ZipEnd.find(zip);
    long at = end.offset();
    long next = 0;
    for (long i = 0; i < end.entries(); i++) {
      byte[] fixed = zip.at(at, ENTRY);
      if (u32(fixed, 0) != 0x02014b50L) {
        throw malformed("an entry of its directory was expected at " + at);
      }
      byte[] name = zip.at(at + ENTRY, u16(fixed, 28));
      byte[] extra = zip.at(at + ENTRY + name.length, u16(fixed, 30));
      Entry entry = entry(fixed, name, extra);
      if (entry.numbers().offset() != next) {
        throw malformed("bytes that no entry names, or a second order of entries, at " + next);
      }
      next = take(entry);
      at += ENTRY + name.length + extra.length + u16(fixed, 32);
    }
    if (at != end.offset() + end.length()) {
      throw malformed("its directory has another length than it states");
    }
    if (next != end.offset()) {
      throw malformed("bytes that no entry names, at " + next);
    }
  }

  private static Entry entry(byte[] fixed, byte[] rawName, byte[] extra) throws ArchiveException {
    String name = new String(rawName, StandardCharsets.UTF_8);
    ZipExtra numbers =
        new ZipExtra(u32(fixed, 24), u32(fixed, 20), u32(fixed, 42)).with(extra, rawName);
    if (numbers.size() < 0 || numbers.compressed() < 0) {
      throw malformed(name + " has a size that is too large");
    }
    int flags = u16(fixed, 8);
    if ((flags & (UNREAD | ENCRYPTED)) != 0) {
      throw malformed(name + " is encrypted, or a patch");
    }
    return new Entry(name, rawName, flags, u16(fixed, 10), u32(fixed, 16), numbers);
  }

  /** Takes an entry, and returns where the next one begins. */
  private long take(Entry entry) throws ArchiveException, IOException {
    long from = content(entry);
    long to = from + entry.numbers().compressed();
    if (to < from || to > zip.size()) {
      throw malformed(entry.name() + " is longer than the archive");
    }
    if (entry.isDirectory()) {
      names.addDirectory(entry.name());
    } else {
      names.add(entry.name());
    }
    visit(entry, from, to);
    return entry.is(DESCRIBED) ? to + descriptor(entry, to) : to;
  }

  /** Holds the entry's own header against the directory, and returns where the content begins. */
  private long content(Entry entry) throws ArchiveException, IOException {
    long at = entry.numbers().offset();
    byte[] local = zip.at(at, LOCAL);
    byte[] name = zip.at(at + LOCAL, u16(local, 26));
    byte[] extra = zip.at(at + LOCAL + name.length, u16(local, 28));
    if (u32(local, 0) != 0x04034b50L || !Arrays.equals(name, entry.rawName())) {
      throw malformed(entry.name() + " has another name of its own than its directory says");
    }
    if (u16(local, 8) != entry.method()) {
      throw malformed(entry.name() + " has another method of its own than its directory says");
    }
    if (((u16(local, 6) ^ entry.flags()) & MEANING) != 0) {
      throw malformed(entry.name() + " has other flags of its own than its directory says");
    }
    ZipExtra own = new ZipExtra(u32(local, 22), u32(local, 18), 0).with(extra, name);
    if (!states(entry, u32(local, 14), entry.crc())
        || !states(entry, own.compressed(), entry.numbers().compressed())
        || !states(entry, own.size(), entry.numbers().size())) {
      throw malformed(entry.name() + " has another size of its own than its directory says");
    }
    return at + LOCAL + name.length + extra.length;
  }

  /** Where a descriptor follows, a header leaves its numbers out. */
  private static boolean states(Entry entry, long own, long number) {
    return own == number || (entry.is(DESCRIBED) && (own == 0 || own == NONE_32));
  }

  /** The length of what follows the content: checksum and sizes once more, in one of four forms. */
  private int descriptor(Entry entry, long at) throws ArchiveException, IOException {
    for (int length : new int[] {24, 20, 16, 12}) {
      if (at <= zip.size() - length) {
        byte[] bytes = zip.at(at, length);
        int mark = length % 8 == 0 ? 4 : 0;
        boolean marked = mark == 0 || u32(bytes, 0) == 0x08074b50L;
        boolean large = length >= 20;
        long compressed = large ? u64(bytes, mark + 4) : u32(bytes, mark + 4);
        long size = large ? u64(bytes, mark + 12) : u32(bytes, mark + 8);
        if (marked
            && u32(bytes, mark) == entry.crc()
            && compressed == entry.numbers().compressed()
            && size == entry.numbers().size()) {
          return length;
        }
      }
    }
    throw malformed(entry.name() + " is followed by another size than its directory says");
  }

  private void visit(Entry entry, long from, long to) throws ArchiveException, IOException {
    InputStream raw = new SourceStream(source, from, to);
    CRC32 crc = new CRC32();
    Inflater inflater = new Inflater(true);
    boolean inflates = entry.method() == DEFLATED && !(entry.isDirectory() && to == from);
    if (entry.method() != STORED && entry.method() != DEFLATED) {
      throw malformed(entry.name() + " is packed by a method that is not read here");
    }
    try {
      InputStream content = inflates ? new InflaterInputStream(raw, inflater, 64 * 1024) : raw;
      CountingStream counted = new CountingStream(new CheckedInputStream(content, crc));
      if (!entry.isDirectory()) {
        archive.member(entry.name(), counted);
      } else if (counted.read() >= 0) {
        throw malformed(entry.name() + " is a directory that has content");
      }
      if (counted.count() != entry.numbers().size() || crc.getValue() != entry.crc()) {
        throw malformed(entry.name() + " has another length or checksum than its directory says");
      }
      if (inflates && inflater.getBytesRead() != entry.numbers().compressed()) {
        throw malformed(entry.name() + " ends before its directory says");
      }
    } finally {
      inflater.end();
    }
  }
}
