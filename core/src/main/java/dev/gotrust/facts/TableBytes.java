package dev.gotrust.facts;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Format;
import dev.gotrust.image.Image;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a table that is read out of order and more than once: the chunks that were read last
 * are kept, {@link #MOST_HELD} of them at most. Where a table is loaded from many segments of the
 * file, as in wasm, these are joined, with zeros between them. Not thread-safe.
 */
final class TableBytes {
  private static final int CHUNK = 16 * 1024;

  /** 8 MiB; the tables of the largest known programs have some 50 MB, each read mostly in order. */
  private static final int MOST_HELD = 512;

  private final ByteView view;
  private final @Nullable AddressMap segments;
  private final long start;
  private final long size;
  private final boolean big;
  private final byte[] @Nullable [] chunks;
  private final long[] held;

  private TableBytes(ByteView view, @Nullable AddressMap segments, long start, long size) {
    this.view = view;
    this.segments = segments;
    this.start = start;
    this.size = size;
    this.big = view.order() == ByteOrder.BIG_ENDIAN;
    int slots = (int) Math.min(MOST_HELD, size / CHUNK + 1);
    this.chunks = new byte[slots] @Nullable [];
    this.held = new long[slots];
    Arrays.fill(held, -1);
  }

  /**
   * Returns the bytes of an image from an offset on: up to the end of the segment that holds it, or
   * in wasm up to the end of what is loaded.
   *
   * @param offset of a byte that the image holds
   */
  static TableBytes from(Image image, long offset) {
    AddressMap segments = new AddressMap(image);
    ByteView view = image.view();
    if (image.format() == Format.WASM) {
      long address = segments.address(offset);
      return new TableBytes(view, segments, address, segments.end() - address);
    }
    return new TableBytes(view, null, offset, Math.min(segments.end(offset), view.size()) - offset);
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

  int u8(long at) throws FormatException, IOException {
    need(at, 1);
    return chunk(at)[(int) (at % CHUNK)] & 0xff;
  }

  long u32(long at) throws FormatException, IOException {
    return number(at, 4);
  }

  /** Returns the unsigned number of {@code width} bytes; from 2^63 on it comes out negative. */
  long number(long at, int width) throws FormatException, IOException {
    need(at, width);
    int within = (int) (at % CHUNK);
    byte[] bytes = chunk(at);
    long value = 0;
    for (int i = 0; i < width; i++) {
      if (within == CHUNK) {
        bytes = chunk(at + i);
        within = 0;
      }
      long next = bytes[within++] & 0xffL;
      value = big ? value << 8 | next : value | next << 8 * i;
    }
    return value;
  }

  /**
   * Copies up to a NUL, the end of the table, or as much as there is room for.
   *
   * @return how many bytes were copied
   */
  int text(long at, byte[] into) throws FormatException, IOException {
    need(at, 0);
    int most = (int) Math.min(into.length, size - at);
    int done = 0;
    while (done < most) {
      byte[] bytes = chunk(at + done);
      int from = (int) ((at + done) % CHUNK);
      int run = Math.min(most - done, CHUNK - from);
      for (int i = 0; i < run; i++) {
        byte next = bytes[from + i];
        if (next == 0) {
          return done + i;
        }
        into[done + i] = next;
      }
      done += run;
    }
    return done;
  }

  private void need(long at, long length) throws FormatException {
    if (!holds(at, length)) {
      throw FormatException.malformed(
          position(0),
          "the function table ends after "
              + size
              + " bytes, but "
              + length
              + " bytes at its offset "
              + Long.toUnsignedString(at)
              + " are needed");
    }
  }

  private byte[] chunk(long at) throws IOException {
    long index = at / CHUNK;
    int slot = (int) (index % chunks.length);
    byte[] bytes = chunks[slot];
    if (bytes == null || held[slot] != index) {
      bytes = bytes == null ? new byte[CHUNK] : bytes;
      fill(index * CHUNK, bytes);
      chunks[slot] = bytes;
      held[slot] = index;
    }
    return bytes;
  }

  private void fill(long at, byte[] into) throws IOException {
    int length = (int) Math.min(CHUNK, size - at);
    if (segments == null) {
      view.source().read(view.base() + start + at, into, 0, length);
    } else {
      segments.copy(start + at, into, length);
    }
  }
}
