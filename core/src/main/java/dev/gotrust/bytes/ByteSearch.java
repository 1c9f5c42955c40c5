package dev.gotrust.bytes;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds a pattern in a view, one place after the other (Horspool's algorithm), reading through a
 * buffer of its own. Confined to one thread.
 */
public final class ByteSearch {
  private static final int BUFFER = 64 * 1024;

  private final ByteView view;
  private final byte[] pattern;
  private final int[] shift;
  private final byte[] buffer;
  private long bufferAt;
  private int held;
  private long next;

  /**
   * Prepares a search from the start of {@code view}.
   *
   * @param view where to look
   * @param pattern what to look for, 1 to 4,096 bytes; occurrences may overlap
   */
  public ByteSearch(ByteView view, byte[] pattern) {
    this.view = view;
    this.pattern = pattern.clone();
    this.buffer = new byte[(int) Math.min(BUFFER, view.size())];
    this.shift = shifts(pattern);
  }

  /**
   * {@return the offset in the view of the next occurrence, or -1 if there is none left}
   *
   * @throws IOException if the bytes can't be read
   */
  public long next() throws IOException {
    while (next + pattern.length <= view.size()) {
      fill();
      int found = indexOf(buffer, (int) (next - bufferAt), held, pattern, shift);
      if (found >= 0) {
        long at = bufferAt + found;
        next = at + 1;
        return at;
      }
      next = bufferAt + held - pattern.length + 1;
    }
    return -1;
  }

  private void fill() throws IOException {
    if (held > 0 && next >= bufferAt && next + pattern.length <= bufferAt + held) {
      return;
    }
    bufferAt = next;
    held = (int) Math.min(buffer.length, view.size() - next);
    view.source().read(view.base() + next, buffer, 0, held);
  }

  /**
   * Finds {@code pattern} in a part of {@code data}.
   *
   * @param data where to look
   * @param from first index at which the pattern may start
   * @param to index before which the pattern ends
   * @param pattern what to look for, at least one byte
   * @param shift how far a mismatch moves the pattern, by the byte under its end
   * @return the index in {@code data} of the first occurrence, or -1 if there is none
   */
  public static int indexOf(byte[] data, int from, int to, byte[] pattern, int[] shift) {
    int last = pattern.length - 1;
    int at = from;
    while (at + last < to) {
      int end = data[at + last] & 0xff;
      if (end == (pattern[last] & 0xff) && equal(data, at, pattern, last)) {
        return at;
      }
      at += shift[end];
    }
    return -1;
  }

  private static boolean equal(byte[] data, int at, byte[] pattern, int length) {
    for (int i = 0; i < length; i++) {
      if (data[at + i] != pattern[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return how far a mismatch moves the pattern, in bytes, for each of the 256 values of the byte
   * under its end; {@link #indexOf} takes it}
   *
   * @param pattern what will be looked for
   */
  public static int[] shifts(byte[] pattern) {
    int[] shifts = new int[256];
    Arrays.fill(shifts, pattern.length);
    for (int i = 0; i < pattern.length - 1; i++) {
      shifts[pattern[i] & 0xff] = pattern.length - 1 - i;
    }
    return shifts;
  }
}
