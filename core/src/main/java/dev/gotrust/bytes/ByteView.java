package dev.gotrust.bytes;

import dev.gotrust.bytes.ByteSource.Page;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A labelled window on a {@link ByteSource} that checks every bound before it reads or allocates.
 * Hostile bytes are touched through views only. Offsets are relative to the window; errors name the
 * label and the offset in the file.
 *
 * <p>A view keeps the page that it read last, which is immutable. Thread-safe if its source is.
 */
public final class ByteView {
  private final ByteSource source;
  private final String label;
  private final long base;
  private final long size;
  private final ByteOrder order;
  private Page page = new Page(0, new byte[0], 0);

  private ByteView(ByteSource source, String label, long base, long size, ByteOrder order) {
    this.source = source;
    this.label = label;
    this.base = base;
    this.size = size;
    this.order = order;
  }

  /**
   * {@return a little-endian view of all of {@code source}}
   *
   * @param source the bytes
   * @param label what they are, as messages call them
   */
  public static ByteView of(ByteSource source, String label) {
    return new ByteView(source, label, 0, source.size(), ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * {@return the same window with another byte order}
   *
   * @param newOrder the order that the multi-byte readers of the new view use
   */
  public ByteView order(ByteOrder newOrder) {
    return new ByteView(source, label, base, size, newOrder);
  }

  /**
   * {@return a window of {@code length} bytes from {@code offset}, in the same byte order}
   *
   * @param newLabel what the bytes are, for messages
   * @param offset from the start of this view; negative and huge values are refused, not wrapped
   * @param length in bytes
   * @throws FormatException if the range does not lie in this view
   */
  public ByteView slice(String newLabel, long offset, long length) throws FormatException {
    if (offset < 0 || length < 0 || offset > size || length > size - offset) {
      throw FormatException.malformed(
          offset >= 0 && offset <= size ? base + offset : base,
          newLabel
              + " should lie within "
              + label
              + " ("
              + size
              + " bytes), but claims "
              + Long.toUnsignedString(length)
              + " bytes from offset "
              + Long.toUnsignedString(offset));
    }
    return new ByteView(source, newLabel, base + offset, length, order);
  }

  /**
   * {@return whether {@code length} bytes from {@code offset} lie in this view}
   *
   * @param offset from the start of this view; any value may be asked for
   * @param length in bytes; any value may be asked for
   */
  public boolean holds(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
  }

  /** {@return what these bytes are, as messages call them} */
  public String label() {
    return label;
  }

  /** {@return the number of bytes} */
  public long size() {
    return size;
  }

  /** {@return where in the file the view starts} */
  public long base() {
    return base;
  }

  /** {@return the byte order that the multi-byte readers use} */
  public ByteOrder order() {
    return order;
  }

  /** {@return the source under this view} */
  public ByteSource source() {
    return source;
  }

  /**
   * {@return the unsigned byte at {@code offset}}
   *
   * @param offset from the start of this view
   * @throws FormatException if it lies outside
   * @throws IOException if it can't be read
   */
  public int u8(long offset) throws FormatException, IOException {
    need(offset, 1);
    return at(base + offset);
  }

  /**
   * {@return the unsigned 16-bit number at {@code offset}}
   *
   * @param offset of the first of two bytes, from the start of this view
   * @throws FormatException if it lies outside
   * @throws IOException if it can't be read
   */
  public int u16(long offset) throws FormatException, IOException {
    return (int) number(offset, 2);
  }

  /**
   * {@return the unsigned 32-bit number at {@code offset}}
   *
   * @param offset of the first of four bytes, from the start of this view
   * @throws FormatException if it lies outside
   * @throws IOException if it can't be read
   */
  public long u32(long offset) throws FormatException, IOException {
    return number(offset, 4);
  }

  /**
   * {@return the 64-bit number at {@code offset}; values from 2^63 come out negative, which every
   * bound check of this class refuses}
   *
   * @param offset of the first of eight bytes, from the start of this view
   * @throws FormatException if it lies outside
   * @throws IOException if it can't be read
   */
  public long u64(long offset) throws FormatException, IOException {
    return number(offset, 8);
  }

  /**
   * {@return the unsigned number of {@code width} bytes at {@code offset}}
   *
   * @param offset of the first byte, from the start of this view
   * @param width in bytes, 1 to 8; with 8, values from 2^63 come out negative
   * @throws FormatException if it lies outside
   * @throws IOException if it can't be read
   */
  public long number(long offset, int width) throws FormatException, IOException {
    need(offset, width);
    long value = 0;
    boolean big = order == ByteOrder.BIG_ENDIAN;
    for (int i = 0; i < width; i++) {
      value = value << 8 | at(base + offset + (big ? i : width - 1 - i));
    }
    return value;
  }

  /**
   * {@return a copy of {@code length} bytes from {@code offset}}
   *
   * @param offset from the start of this view
   * @param length in bytes; checked against the view and {@link Limits#COPY} before anything is
   *     allocated
   * @throws FormatException if the range lies outside, or is too large to copy
   * @throws IOException if it can't be read
   */
  public byte[] copy(long offset, long length) throws FormatException, IOException {
    need(offset, length);
    if (length > Limits.COPY) {
      throw FormatException.tooLarge(
          base + offset,
          label + ": " + length + " bytes are more than the " + Limits.COPY + " read at once");
    }
    byte[] copy = new byte[(int) length];
    fill(base + offset, copy);
    return copy;
  }

  /** Through the pages, so that what is parsed is later compared with what is hashed. */
  private void fill(long position, byte[] into) throws IOException {
    int done = 0;
    while (done < into.length) {
      Page here = load(position + done);
      int from = (int) (position + done - here.offset());
      int run = Math.min(into.length - done, here.length() - from);
      System.arraycopy(here.data(), from, into, done, run);
      done += run;
    }
  }

  /**
   * {@return whether the bytes at {@code offset} are those of {@code expected}; false where the
   * view ends before them}
   *
   * @param offset from the start of this view; any value may be asked for
   * @param expected the bytes to compare with
   * @throws IOException if they can't be read
   */
  public boolean matches(long offset, byte[] expected) throws IOException {
    if (!holds(offset, expected.length)) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((byte) at(base + offset + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return the Latin-1 text from {@code offset} up to a NUL, the view's end, or {@code max}
   * bytes}
   *
   * @param offset of the first character, from the start of this view
   * @param max the most bytes to take, not negative; {@link Limits#NAME} bytes are taken at most
   * @throws FormatException if {@code offset} lies outside
   * @throws IOException if it can't be read
   */
  public String text(long offset, int max) throws FormatException, IOException {
    need(offset, 0);
    int limit = (int) Math.min(max, size - offset);
    byte[] buffer = new byte[Math.min(limit, Limits.NAME)];
    int length = 0;
    while (length < buffer.length) {
      int value = at(base + offset + length);
      if (value == 0) {
        break;
      }
      buffer[length++] = (byte) value;
    }
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  /**
   * {@return the Latin-1 text from {@code offset} up to a NUL or the view's end}
   *
   * @param offset of the first character, from the start of this view
   * @throws FormatException if {@code offset} lies outside, or the text is longer than {@link
   *     Limits#NAME}
   * @throws IOException if it can't be read
   */
  public String name(long offset) throws FormatException, IOException {
    String name = text(offset, Limits.NAME);
    long end = offset + name.length();
    if (name.length() == Limits.NAME && end < size && at(base + end) != 0) {
      throw FormatException.tooLarge(
          base + offset, label + ": a name is longer than the " + Limits.NAME + " bytes read");
    }
    return name;
  }

  private int at(long position) throws IOException {
    Page here = load(position);
    return here.data()[(int) (position - here.offset())] & 0xff;
  }

  /** Returns the page that holds a byte; another thread may set the last one at the same time. */
  private Page load(long position) throws IOException {
    Page here = page;
    long within = position - here.offset();
    if (within < 0 || within >= here.length()) {
      here = source.page(position);
      page = here;
    }
    return here;
  }

  private void need(long offset, long length) throws FormatException {
    if (!holds(offset, length)) {
      throw FormatException.malformed(
          offset >= 0 && offset <= size ? base + offset : base + size,
          label
              + " ends after "
              + size
              + " bytes, but "
              + Long.toUnsignedString(length)
              + " bytes at its offset "
              + Long.toUnsignedString(offset)
              + " are needed");
    }
  }
}
