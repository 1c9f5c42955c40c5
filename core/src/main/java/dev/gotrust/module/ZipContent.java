package dev.gotrust.module;

import dev.gotrust.bytes.ByteSource;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a zip in the order in which they lie, once and without a gap, and hashes
 * their files. Buffers are those of one zip, whatever it holds.
 */
final class ZipContent implements AutoCloseable {
  private static final int HEADER = 30;
  private static final int SIGNATURE = 0x04034b50;
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int BUFFER = 64 * 1024;

  /** Told the first bytes of every file, to look at while they are there. */
  interface Beginnings {
    void see(String name, byte[] data, int length);
  }

  private final ByteSource source;
  private final ZipProblems problems;
  private final ZipDirectory directory;
  private final @Nullable Beginnings beginnings;
  private final MessageDigest digest = Sha256.create();
  private final CRC32 crc = new CRC32();
  private final Inflater inflater = new Inflater(true);
  private final byte[] inflated = new byte[BUFFER];

  /** The bytes of the zip from {@link #at} on, as many as are there. */
  private final byte[] buffer = new byte[BUFFER];

  private int next;
  private int filled;
  private long at;

  ZipContent(
      ByteSource source,
      ZipProblems problems,
      ZipDirectory directory,
      @Nullable Beginnings beginnings) {
    this.source = source;
    this.problems = problems;
    this.directory = directory;
    this.beginnings = beginnings;
  }

  FileHashes hash() throws IOException, ModuleContentException {
    int count = directory.count();
    FileHashesBuilder files = new FileHashesBuilder(count);
    for (int i = 0; i < count; i++) {
      int entry = directory.inFileOrder(i);
      long end =
          i + 1 < count ? directory.localOffset(directory.inFileOrder(i + 1)) : directory.offset();
      hash(entry, end);
      files.add(directory.name(entry), digest, directory.size(entry));
    }
    if (count == 0 && directory.offset() != 0) {
      throw problems.malformed(0, "the directory has no entries, but bytes lie before it");
    }
    return files.build();
  }

  private void hash(int entry, long end) throws IOException, ModuleContentException {
    if (directory.localOffset(entry) != at) {
      throw malformed(
          entry,
          at,
          "the next entry should lie here, but it lies at offset " + directory.localOffset(entry));
    }
    readHeader(entry, end);
    long compressed = directory.compressedSize(entry);
    if (compressed > end - at) {
      throw malformed(
          entry, at, compressed + " bytes don't lie before the next entry, at offset " + end);
    }
    crc.reset();
    if (directory.method(entry) == ZipDirectory.DEFLATED) {
      inflate(entry, compressed);
    } else {
      copy(entry, compressed);
    }
    if ((int) crc.getValue() != directory.crc(entry)) {
      throw malformed(
          entry,
          directory.localOffset(entry),
          "the CRC-32 should be "
              + Integer.toHexString(directory.crc(entry))
              + ", but that of the bytes is "
              + Integer.toHexString((int) crc.getValue()));
    }
    readDescriptor(entry, end);
  }

  private void readHeader(int entry, long end) throws IOException, ModuleContentException {
    long start = at;
    need(entry, HEADER, end);
    if (LittleEndian.i32(buffer, next) != SIGNATURE) {
      throw malformed(entry, start, "its own header was expected, but there is none");
    }
    int nameLength = LittleEndian.u16(buffer, next + 26);
    int extraLength = LittleEndian.u16(buffer, next + 28);
    checkSame(entry, "flags", directory.flags(entry), LittleEndian.u16(buffer, next + 6));
    checkSame(entry, "method", directory.method(entry), LittleEndian.u16(buffer, next + 8));
    boolean isLater = hasDescriptor(entry) && isZero(next + 14, 12);
    if (!isLater) {
      checkSame(entry, "CRC-32", directory.crc(entry), LittleEndian.i32(buffer, next + 14));
      checkSame(
          entry,
          "compressed size",
          directory.compressedSize(entry),
          LittleEndian.u32(buffer, next + 18));
      checkSame(entry, "size", directory.size(entry), LittleEndian.u32(buffer, next + 22));
    }
    skip(HEADER);
    if (nameLength > BUFFER / 2) {
      throw malformed(entry, start, "its own header has another name than the directory");
    }
    need(entry, nameLength, end);
    if (!directory.isNamed(entry, buffer, next, nameLength)) {
      throw malformed(entry, start, "its own header has another name than the directory");
    }
    skip(nameLength);
    for (int left = extraLength; left > 0; ) {
      int piece = Math.min(left, BUFFER / 2);
      need(entry, piece, end);
      skip(piece);
      left -= piece;
    }
  }

  private void checkSame(int entry, String what, long expected, long found)
      throws ModuleContentException {
    if (expected != found) {
      throw malformed(
          entry,
          at,
          "its own header should have the "
              + what
              + " of the directory, "
              + expected
              + ", but it has "
              + found);
    }
  }

  private boolean isZero(int from, int length) {
    int all = 0;
    for (int i = from; i < from + length; i++) {
      all |= buffer[i];
    }
    return all == 0;
  }

  private boolean hasDescriptor(int entry) {
    return (directory.flags(entry) & ZipDirectory.HAS_DESCRIPTOR) != 0;
  }

  private void copy(int entry, long length) throws IOException, ModuleContentException {
    long left = length;
    int held = 0;
    while (left > 0) {
      fill();
      int piece = (int) Math.min(Math.min(left, filled - next), inflated.length - held);
      System.arraycopy(buffer, next, inflated, held, piece);
      skip(piece);
      held += piece;
      left -= piece;
      if (held == inflated.length || left == 0) {
        take(entry, held, length - left == held);
        held = 0;
      }
    }
  }

  private void inflate(int entry, long length) throws IOException, ModuleContentException {
    long size = directory.size(entry);
    long done = 0;
    long left = length;
    int held = 0;
    inflater.reset();
    while (!inflater.finished()) {
      if (inflater.needsInput()) {
        left -= feed(entry, left);
      }
      held += inflateSome(entry, held);
      if (done + held > size) {
        throw malformed(
            entry, at, "should have " + size + " bytes, but more come out of its compression");
      }
      if (held == inflated.length || inflater.finished()) {
        take(entry, held, done == 0);
        done += held;
        held = 0;
      }
    }
    left += inflater.getRemaining();
    if (left != 0 || done != size) {
      throw malformed(
          entry,
          at,
          "should have "
              + size
              + " bytes from all its "
              + length
              + " compressed ones, but has "
              + done
              + ", and "
              + left
              + " are left");
    }
  }

  /** Hands on what is there of the compressed bytes; they stay in the buffer meanwhile. */
  private int feed(int entry, long left) throws IOException, ModuleContentException {
    if (left == 0) {
      throw malformed(entry, at, "its compressed bytes end too soon");
    }
    fill();
    int piece = (int) Math.min(left, filled - next);
    inflater.setInput(buffer, next, piece);
    skip(piece);
    return piece;
  }

  private int inflateSome(int entry, int held) throws ModuleContentException {
    try {
      int piece = inflater.inflate(inflated, held, inflated.length - held);
      if (piece == 0 && inflater.needsDictionary()) {
        throw malformed(entry, at, "its compression needs a dictionary, which no zip has");
      }
      return piece;
    } catch (DataFormatException malformed) {
      throw malformed(entry, at, "its compressed bytes are no deflate stream");
    }
  }

  /** Pieces are whole but for the last: the first of a file begins it, wherever the zip is cut. */
  private void take(int entry, int length, boolean isFirst) {
    digest.update(inflated, 0, length);
    crc.update(inflated, 0, length);
    if (isFirst && beginnings != null && length > 0) {
      beginnings.see(directory.name(entry), inflated, length);
    }
  }

  /** What is left before the next entry tells which of the forms of a descriptor this is. */
  private void readDescriptor(int entry, long end) throws IOException, ModuleContentException {
    long length = end - at;
    if (!hasDescriptor(entry)) {
      if (length != 0) {
        throw malformed(entry, at, length + " bytes lie behind it that belong to no entry");
      }
      return;
    }
    if (length != 12 && length != 16 && length != 20 && length != 24) {
      throw malformed(
          entry, at, "a data descriptor should have 12, 16, 20 or 24 bytes, but has " + length);
    }
    need(entry, (int) length, end);
    boolean isSigned = LittleEndian.i32(buffer, next) == DESCRIPTOR_SIGNATURE;
    boolean isLong = length >= 20;
    int from = next + (isSigned ? 4 : 0);
    if (isSigned != (length % 8 == 0)) {
      throw malformed(entry, at, "a data descriptor of " + length + " bytes has another form");
    }
    checkSame(entry, "CRC-32", directory.crc(entry), LittleEndian.i32(buffer, from));
    checkSame(entry, "compressed size", directory.compressedSize(entry), size(from + 4, isLong));
    checkSame(entry, "size", directory.size(entry), size(from + (isLong ? 12 : 8), isLong));
    skip((int) length);
  }

  private long size(int from, boolean isLong) {
    return isLong ? LittleEndian.i64(buffer, from) : LittleEndian.u32(buffer, from);
  }

  /** Has that many bytes lie in the buffer, all before the next entry. */
  private void need(int entry, int length, long end) throws IOException, ModuleContentException {
    if (length > end - at) {
      throw malformed(entry, at, "the next entry, at offset " + end + ", lies inside of this one");
    }
    if (filled - next < length) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
      read();
    }
  }

  private void fill() throws IOException {
    if (next == filled) {
      next = 0;
      filled = 0;
      read();
    }
  }

  private void read() throws IOException {
    long from = at + filled;
    int length = (int) Math.min(BUFFER - filled, directory.offset() - from);
    source.read(from, buffer, filled, length);
    filled += length;
  }

  private void skip(int length) {
    next += length;
    at += length;
  }

  private ModuleContentException malformed(int entry, long offset, String problem) {
    return problems.malformed(directory.name(entry), offset, problem);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
