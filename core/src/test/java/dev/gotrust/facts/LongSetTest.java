package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongSetTest {
  @Test
  void isASet() {
    LongSet set = new LongSet();
    Set<Long> expected = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong() & (i % 2 == 0 ? 0xffffL : Long.MAX_VALUE);
      assertEquals(expected.add(value), set.add(value));
      assertEquals(expected.size(), set.size());
    }
    for (long value : expected) {
      assertFalse(set.add(value));
    }
  }

  @Test
  void theLeastAndTheGreatestNumber() {
    LongSet set = new LongSet();
    assertTrue(set.add(0));
    assertTrue(set.add(Long.MAX_VALUE));
    assertFalse(set.add(0));
    assertFalse(set.add(Long.MAX_VALUE));
    assertEquals(2, set.size());
  }

  /** Numbers that share their low bits, as those of packages with one file each do. */
  @Test
  void numbersInSteps() {
    LongSet set = new LongSet();
    for (long i = 0; i < 100_000; i++) {
      assertTrue(set.add(i << 40 | 0x123));
    }
    assertEquals(100_000, set.size());
  }
}
