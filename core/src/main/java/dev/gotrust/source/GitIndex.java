package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Git's index, versions 2 to 4 (gitformat-index): which files are tracked, each with its content.
 *
 * @param entries in the order of the file
 * @param doubt why it does not list all, as a phrase; empty if it does
 */
record GitIndex(List<Entry> entries, String doubt) {
  private static final int MAGIC = 0x44495243;
  private static final int HEADER = 12;
  private static final int FIXED = 62;
  private static final int HASH = 20;
  private static final int LONG_NAME = 0xfff;

  private static final int ASSUME_VALID = 0x8000;
  private static final int EXTENDED = 0x4000;
  private static final int STAGE = 0x3000;
  private static final int SKIP_WORKTREE = 0x4000;
  private static final int INTENT_TO_ADD = 0x2000;

  /**
   * A tracked file.
   *
   * @param name its path with slashes
   * @param mode type and permission, as in trees
   * @param id of its content
   * @param conflict whether it is one side of a merge that is not settled
   * @param skipped whether git does not look at the file
   * @param intended whether it was added without content
   */
  record Entry(
      String name, int mode, String id, boolean conflict, boolean skipped, boolean intended) {}

  /** Reads an index; one that is not there lists nothing. */
  static GitIndex read(Path file) throws IOException {
    byte[] data = GitFiles.read(file, Limits.GIT_INDEX);
    return data == null ? new GitIndex(List.of(), "") : parse(data);
  }

  static GitIndex parse(byte[] data) throws IOException {
    if (data.length < HEADER + HASH || ByteBuffer.wrap(data).getInt() != MAGIC) {
      throw malformed(0);
    }
    int version = ByteBuffer.wrap(data).getInt(4);
    long count = Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt(8));
    if (version < 2 || version > 4) {
      throw new IOException("its index has the version " + version);
    }
    if (count * FIXED > data.length) {
      throw malformed(8);
    }
    if (count > Limits.GIT_FILES) {
      throw new IOException("its index lists more than the " + Limits.GIT_FILES + " files read");
    }
    List<Entry> entries = new ArrayList<>((int) count);
    int end = data.length - HASH;
    Cursor cursor = new Cursor(data, end, version);
    for (long i = 0; i < count; i++) {
      entries.add(cursor.next());
    }
    return new GitIndex(List.copyOf(entries), extensions(data, cursor.at, end));
  }

  /** Extensions that move entries elsewhere leave a doubt; others change nothing. */
  private static String extensions(byte[] data, int from, int end) throws IOException {
    for (int at = from; at < end; ) {
      if (end - at < 8) {
        throw malformed(at);
      }
      String name = new String(data, at, 4, StandardCharsets.ISO_8859_1);
      long size = Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt(at + 4));
      if (size > end - at - 8) {
        throw malformed(at);
      }
      if (name.equals("link")) {
        return "its index is split";
      }
      if (name.equals("sdir")) {
        return "its index is sparse";
      }
      at += (int) size + 8;
    }
    return "";
  }

  private static IOException malformed(int offset) {
    return new IOException("its index is malformed at byte " + offset);
  }

  /** The entries, one behind the other. */
  private static final class Cursor {
    private final byte[] data;
    private final ByteBuffer numbers;
    private final int end;
    private final int version;
    private byte[] before = new byte[0];
    private int at = HEADER;
    private long names;

    Cursor(byte[] data, int end, int version) {
      this.data = data;
      this.numbers = ByteBuffer.wrap(data);
      this.end = end;
      this.version = version;
    }

    Entry next() throws IOException {
      int start = at;
      need(FIXED);
      int flags = numbers.getShort(start + 60);
      at = start + FIXED;
      int more = 0;
      if ((flags & EXTENDED) != 0) {
        need(2);
        more = numbers.getShort(at);
        at += 2;
      }
      byte[] name = version == 4 ? compressed() : plain(start, flags & LONG_NAME);
      before = name;
      names += name.length;
      if (names > Limits.GIT_INDEX) {
        throw new IOException("the names in its index are longer than the index that is read");
      }
      return new Entry(
          new String(name, StandardCharsets.UTF_8),
          numbers.getInt(start + 24),
          HexFormat.of().formatHex(data, start + 40, start + 40 + HASH),
          (flags & STAGE) != 0,
          (flags & ASSUME_VALID) != 0 || (more & SKIP_WORKTREE) != 0,
          (more & INTENT_TO_ADD) != 0);
    }

    private void need(int bytes) throws IOException {
      if (bytes > end - at) {
        throw malformed(at);
      }
    }

    /** A name that zeros follow, up to a multiple of eight bytes. */
    private byte[] plain(int start, int length) throws IOException {
      int zero = zero();
      if (length < LONG_NAME && zero - at != length) {
        throw malformed(at);
      }
      byte[] name = Arrays.copyOfRange(data, at, zero);
      at = start + ((zero - start + 8) & ~7);
      if (at > end) {
        throw malformed(start);
      }
      return name;
    }

    /** A name that begins as the one before it, but for some bytes at that one's end. */
    private byte[] compressed() throws IOException {
      long dropped = 0;
      int digit;
      do {
        need(1);
        digit = data[at++];
        dropped = (dropped << 7) + (digit & 0x7f);
        if (dropped > before.length) {
          throw malformed(at - 1);
        }
        dropped += digit < 0 ? 1 : 0;
      } while (digit < 0);
      int zero = zero();
      int kept = before.length - (int) dropped;
      byte[] name = Arrays.copyOf(before, kept + zero - at);
      System.arraycopy(data, at, name, kept, zero - at);
      at = zero + 1;
      if (name.length > Limits.NAME) {
        throw malformed(at);
      }
      return name;
    }

    private int zero() throws IOException {
      for (int i = at; i < end && i - at <= Limits.NAME; i++) {
        if (data[i] == 0) {
          return i;
        }
      }
      throw malformed(at);
    }
  }
}
