package dev.gotrust.bytes;

import java.util.Arrays;

/**
 * A byte pattern to look for. Immutable, thread-safe.
 *
 * <p>Horspool's algorithm looks at one byte in many, but compares each of them hundreds of times
 * where pattern and data were made for it. Once a search has compared more than it may, the rest of
 * it is done by Knuth, Morris and Pratt's, which looks at every byte once.
 */
public final class Pattern {
  /** Bytes that a search may compare before it counts as made to hurt, and for each byte passed. */
  private static final int ALLOWED = 4096;

  private static final int ALLOWED_PER_BYTE = 2;

  private final byte[] bytes;
  private final int[] shift;

  /**
   * Prepares a pattern.
   *
   * @param bytes what to look for, at least one byte; copied
   * @throws IllegalArgumentException if there is no byte
   */
  public Pattern(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("an empty pattern stands everywhere");
    }
    this.bytes = bytes.clone();
    this.shift = shifts(bytes);
  }

  /** How far a mismatch moves the pattern, by the byte under its end. */
  private static int[] shifts(byte[] bytes) {
    int[] shifts = new int[256];
    Arrays.fill(shifts, bytes.length);
    for (int i = 0; i < bytes.length - 1; i++) {
      shifts[bytes[i] & 0xff] = bytes.length - 1 - i;
    }
    return shifts;
  }

  /** {@return the number of bytes} */
  public int length() {
    return bytes.length;
  }

  /**
   * {@return the index in {@code data} of the first occurrence, or -1 if there is none}
   *
   * @param data where to look
   * @param from first index at which the pattern may start
   * @param to index before which the pattern ends
   */
  public int indexOf(byte[] data, int from, int to) {
    int last = bytes.length - 1;
    byte end = bytes[last];
    long allowed = ALLOWED;
    int at = from;
    while (at + last < to) {
      byte under = data[at + last];
      if (under == end) {
        int same = same(data, at);
        if (same == last) {
          return at;
        }
        allowed -= same - ALLOWED_PER_BYTE;
        if (allowed < 0) {
          return indexInOnePass(data, at, to);
        }
      }
      at += shift[under & 0xff];
    }
    return -1;
  }

  /** Returns how many bytes agree before the last one. */
  private int same(byte[] data, int at) {
    int last = bytes.length - 1;
    int same = 0;
    while (same < last && data[at + same] == bytes[same]) {
      same++;
    }
    return same;
  }

  private int indexInOnePass(byte[] data, int from, int to) {
    int[] fallback = borders();
    int matched = 0;
    for (int at = from; at < to; at++) {
      while (matched > 0 && data[at] != bytes[matched]) {
        matched = fallback[matched - 1];
      }
      if (data[at] == bytes[matched] && ++matched == bytes.length) {
        return at - bytes.length + 1;
      }
    }
    return -1;
  }

  /** For each prefix the length of the longest one that is also its end, and shorter. */
  private int[] borders() {
    int[] table = new int[bytes.length];
    int matched = 0;
    for (int i = 1; i < bytes.length; i++) {
      while (matched > 0 && bytes[i] != bytes[matched]) {
        matched = table[matched - 1];
      }
      if (bytes[i] == bytes[matched]) {
        matched++;
      }
      table[i] = matched;
    }
    return table;
  }
}
