package dev.gotrust.facts;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Byte strings, none twice, each with a number above 0: an open-addressing hash over one array,
 * without an object for each. The hash is CRC-32, which the JVM computes in machine code from its
 * first call on.
 */
final class NameTable {
  private final byte[] bytes;
  private final int[] ends;
  private final int[] numbers;

  /** Entry + 1 in each taken place; half of the places stay empty. */
  private final int[] places;

  private NameTable(byte[] bytes, int[] ends, int[] numbers) {
    this.bytes = bytes;
    this.ends = ends;
    this.numbers = numbers;
    this.places = new int[Integer.highestOneBit(Math.max(1, ends.length)) * 4];
    for (int entry = 0; entry < ends.length; entry++) {
      int place = first(bytes, start(entry), ends[entry]);
      while (places[place] != 0) {
        place = next(place);
      }
      places[place] = entry + 1;
    }
  }

  /** Returns the number of a byte string, 0 when it is not in the table. */
  int number(byte[] name, int from, int to) {
    int place = first(name, from, to);
    while (places[place] != 0) {
      int entry = places[place] - 1;
      if (isAt(entry, name, from, to)) {
        return numbers[entry];
      }
      place = next(place);
    }
    return 0;
  }

  int size() {
    return ends.length;
  }

  private int first(byte[] name, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(name, from, to - from);
    return (int) crc.getValue() & (places.length - 1);
  }

  private int next(int place) {
    return (place + 1) & (places.length - 1);
  }

  private boolean isAt(int entry, byte[] name, int from, int to) {
    return Arrays.equals(bytes, start(entry), ends[entry], name, from, to);
  }

  private int start(int entry) {
    return entry == 0 ? 0 : ends[entry - 1];
  }

  /** Gathers what a table will hold. */
  static final class Builder {
    private byte[] bytes = new byte[1 << 16];
    private int[] ends = new int[1 << 11];
    private int[] numbers = new int[1 << 11];
    private int size;
    private int length;

    /** Goes on with the entry that {@link #end} will close. */
    Builder append(byte[] from, int start, int end) {
      if (bytes.length - length < end - start) {
        bytes = Arrays.copyOf(bytes, (length + end - start) * 2);
      }
      System.arraycopy(from, start, bytes, length, end - start);
      length += end - start;
      return this;
    }

    void end(int number) {
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, size * 2);
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      ends[size] = length;
      numbers[size++] = number;
    }

    NameTable build() {
      return new NameTable(
          Arrays.copyOf(bytes, length), Arrays.copyOf(ends, size), Arrays.copyOf(numbers, size));
    }
  }
}
