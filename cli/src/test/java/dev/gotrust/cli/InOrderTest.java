package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InOrderTest {
  @Test
  void resultsComeInTheOrderOfTheItems() {
    List<Integer> items = IntStream.range(0, 500).boxed().toList();
    List<Integer> results = new ArrayList<>();
    try (InOrder<Integer, Integer> all =
        new InOrder<>(items.iterator(), InOrderTest::slowAtFirst, 4)) {
      all.forEachRemaining(results::add);
    }
    assertEquals(items, results);
  }

  @Test
  void itemsAreAskedForOnlyAWayAhead() {
    AtomicInteger asked = new AtomicInteger();
    Iterator<Integer> endless =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            return asked.getAndIncrement();
          }
        };
    try (InOrder<Integer, Integer> all = new InOrder<>(endless, i -> i, 2)) {
      for (int i = 0; i < 1_000; i++) {
        assertEquals(i, all.next());
        assertTrue(asked.get() <= i + 32, "too far ahead: " + asked);
      }
    }
  }

  @Test
  void workIsDoneSideBySide() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (InOrder<Integer, Boolean> all =
        new InOrder<>(List.of(1, 2).iterator(), i -> meet(both), 2)) {
      assertTrue(all.next());
      assertTrue(all.next());
      assertFalse(all.hasNext());
    }
  }

  private static boolean meet(CountDownLatch both) {
    both.countDown();
    try {
      return both.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  private static int slowAtFirst(int item) {
    if (item % 50 == 0) {
      Thread.yield();
    }
    return item;
  }
}
