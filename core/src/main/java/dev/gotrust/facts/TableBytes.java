package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.Format;
import dev.gotrust.image.Image;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a table that is read out of order and more than once: what was read last is kept.
 * Where a table is loaded from many segments of the file, as in wasm, these are joined, with zeros
 * between them. Not thread-safe.
 */
final class TableBytes {
  private static final int SHIFT = 14;
  private static final int CHUNK = 1 << SHIFT;

  /** A chunk is held with the bytes behind it, so that a name lies in one piece. */
  private static final int STRIDE = CHUNK + Limits.NAME;

  /** Chunks that are held at most, 15 MiB: more than the tables of most programs have. */
  private static final int MOST_HELD = 768;

  /** How often a table is read: the parts of an intact one lie in the order of its code. */
  private static final int MOST_TIMES = 32;

  /** A wasm memory has no more, whatever the segments claim. */
  private static final long WASM_MEMORY = 1L << 32;

  private final ByteView view;
  private final @Nullable AddressMap segments;
  private final long start;
  private final long size;
  private final boolean big;

  /** The chunks, one behind the other: many arrays would be moved about by the collector. */
  private final byte[] bytes;

  /** The number of the chunk in each place. */
  private final long[] held;

  /** Bytes that may still be read. */
  private long allowance;

  private TableBytes(
      ByteView view, @Nullable AddressMap segments, long start, long size, int places) {
    this.view = view;
    this.segments = segments;
    this.start = start;
    this.size = size;
    this.big = view.order() == ByteOrder.BIG_ENDIAN;
    this.bytes = new byte[places * STRIDE];
    this.held = new long[places];
    // A wasm file leaves zeros out, but not most of a table.
    this.allowance = MOST_TIMES * (Math.min(size, 4 * view.size()) + STRIDE);
    Arrays.fill(held, -1);
  }

  /**
   * Returns the bytes of an image from an offset on: up to the end of the segment that holds it, or
   * in wasm up to the end of what is loaded.
   *
   * @param offset of its first byte
   */
  static TableBytes from(Image image, long offset) {
    AddressMap segments = new AddressMap(image);
    ByteView view = image.view();
    if (image.format() == Format.WASM) {
      long address = segments.address(offset);
      long size = address < 0 ? 0 : Math.min(segments.end() - address, WASM_MEMORY);
      return new TableBytes(view, segments, address, size, 1);
    }
    // What no segment holds is not loaded, and no table.
    long size = Math.min(segments.end(offset), view.size()) - offset;
    return new TableBytes(view, null, offset, Math.max(0, size), 1);
  }

  /**
   * Returns the same table with memory of its own.
   *
   * @param length how many of its first bytes are read out of order, 0 if none
   */
  TableBytes again(long length) {
    long chunks = (Math.min(length, size) >> SHIFT) + 1;
    return new TableBytes(view, segments, start, size, (int) Math.min(chunks, MOST_HELD));
  }

  long size() {
    return size;
  }

  boolean holds(long at, long length) {
    return at >= 0 && length >= 0 && at <= size && length <= size - at;
  }

  /** Returns where in the image a byte of the table stands, -1 where the file does not hold it. */
  long imageOffset(long at) {
    return segments == null ? start + at : segments.offset(start + at);
  }

  /** Returns where in the file a byte of the table stands, -1 where the file does not hold it. */
  long position(long at) {
    long offset = imageOffset(at);
    return offset < 0 ? -1 : view.base() + offset;
  }

  /**
   * Finds bytes of the table in {@link #array}, where they stay until others are looked for.
   *
   * @param length how many are needed, {@link Limits#NAME} at most
   * @return from which index on they stand there
   * @throws FormatException if the table ends before them
   */
  int locate(long at, int length) throws FormatException, IOException {
    if (at < 0 || at > size - length) {
      throw missing(at, length);
    }
    long chunk = at >> SHIFT;
    int place = chunk < held.length ? (int) chunk : (int) (chunk % held.length);
    if (held[place] != chunk) {
      load(chunk, place);
    }
    return place * STRIDE + ((int) at & CHUNK - 1);
  }

  /**
   * Finds a text of the table as {@link #locate} does. A NUL stands behind it, unless it has more
   * than {@link Limits#NAME} bytes.
   */
  int locateText(long at) throws FormatException, IOException {
    return locate(at, 0);
  }

  /** What was located stands in here; behind the table's end are zeros. */
  byte[] array() {
    return bytes;
  }

  int u8(long at) throws FormatException, IOException {
    int index = locate(at, 1);
    return bytes[index] & 0xff;
  }

  long u32(long at) throws FormatException, IOException {
    return u32At(locate(at, 4));
  }

  private long u32At(int index) {
    int one = bytes[index] & 0xff;
    int two = bytes[index + 1] & 0xff;
    int three = bytes[index + 2] & 0xff;
    int four = bytes[index + 3] & 0xff;
    int value =
        big ? one << 24 | two << 16 | three << 8 | four : four << 24 | three << 16 | two << 8 | one;
    return value & 0xffffffffL;
  }

  /** Returns the number of 4 or 8 bytes; from 2^63 on it comes out negative. */
  long number(long at, int width) throws FormatException, IOException {
    int index = locate(at, width);
    long first = u32At(index);
    if (width == 4) {
      return first;
    }
    long second = u32At(index + 4);
    return big ? first << 32 | second : second << 32 | first;
  }

  private FormatException missing(long at, int length) {
    return FormatException.malformed(
        position(0),
        "the function table ends after "
            + size
            + " bytes, but "
            + length
            + " bytes at its offset "
            + Long.toUnsignedString(at)
            + " are needed");
  }

  private void load(long chunk, int place) throws FormatException, IOException {
    allowance -= STRIDE;
    if (allowance < 0) {
      throw FormatException.malformed(position(0), "the function table is out of all order");
    }
    held[place] = -1;
    long at = chunk << SHIFT;
    int index = place * STRIDE;
    int length = (int) Math.min(STRIDE, size - at);
    if (segments == null) {
      view.source().read(view.base() + start + at, bytes, index, length);
    } else {
      segments.copy(start + at, bytes, index, length);
    }
    Arrays.fill(bytes, index + length, index + STRIDE, (byte) 0);
    held[place] = chunk;
  }
}
