package dev.gotrust.facts;

import java.util.Arrays;

/** A set of numbers that are not negative, without an object for each. Not thread-safe. */
final class LongSet {
  private static final int FIRST_SIZE = 1 << 12;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private long[] slots = empty(FIRST_SIZE);
  private int size;

  private static long[] empty(int length) {
    long[] slots = new long[length];
    Arrays.fill(slots, -1);
    return slots;
  }

  int size() {
    return size;
  }

  /** Adds a number; returns whether it is new. */
  boolean add(long value) {
    int slot = slot(slots, value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    if (size > slots.length / 2) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = empty(slots.length * 2);
    for (long value : slots) {
      if (value >= 0) {
        larger[slot(larger, value)] = value;
      }
    }
    slots = larger;
  }

  /** Where a number stands, or the free place for it. */
  private static int slot(long[] slots, long value) {
    int slot = (int) (value * MIX >>> 33) & slots.length - 1;
    while (slots[slot] >= 0 && slots[slot] != value) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
