package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Executors of all kinds: whatever they do with the work, it is done once and nobody hangs. */
final class AsideTest {
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final int LONG = Pass.SMALL + 3 * 1024 * 1024 + 7;

  private static final Executor REFUSING =
      work -> {
        throw new RejectedExecutionException("busy");
      };
  private static final Executor NEVER = work -> {};

  /** Keeps what it saw, and begins late what it was handed. */
  private static final Executor LATE =
      work -> {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    Thread.sleep(15);
                  } catch (InterruptedException none) {
                    throw new IllegalStateException(none);
                  }
                  work.run();
                });
        thread.setDaemon(true);
        thread.start();
      };

  private static final class Keeper implements Pass.Consumer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void take(long offset, byte[] chunk, int length) {
      assertEquals(bytes.size(), offset);
      bytes.write(chunk, 0, length);
    }
  }

  private static void assertPasses(byte[] bytes, Executor executor) throws IOException {
    Keeper first = new Keeper();
    Keeper other = new Keeper();
    Pass.run(new ArraySource(bytes), first, List.of(other), executor);
    assertArrayEquals(bytes, first.bytes.toByteArray());
    assertArrayEquals(bytes, other.bytes.toByteArray());
  }

  private static byte[] random() {
    byte[] bytes = new byte[LONG];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  @Test
  void everyKindOfExecutorServesAPass() {
    byte[] bytes = random();
    for (Executor executor :
        List.of(REFUSING, NEVER, LATE, (Executor) Runnable::run, Aside.threads())) {
      assertTimeoutPreemptively(HANG, () -> assertPasses(bytes, executor));
    }
  }

  @Test
  void aSourceThatFailsFailsWithEveryKindOfExecutor() {
    ByteSource failing =
        new ByteSource() {
          @Override
          public long size() {
            return LONG;
          }

          @Override
          public void read(long offset, byte[] into, int from, int length) throws IOException {
            throw new IOException("torn");
          }

          @Override
          public Page page(long offset) {
            throw new IllegalStateException("a pass reads no page");
          }
        };
    for (Executor executor :
        List.of(REFUSING, NEVER, LATE, (Executor) Runnable::run, Aside.threads())) {
      Keeper keeper = new Keeper();
      IOException torn =
          assertTimeoutPreemptively(
              HANG,
              () ->
                  assertThrows(
                      IOException.class,
                      () -> Pass.run(failing, keeper, List.of(new Keeper()), executor)));
      assertEquals("torn", torn.getMessage());
    }
  }

  /** More passes than threads, each of which wants another thread of the same pool. */
  @Test
  void aPoolThatIsFullOfPassesDoesNotHang() {
    byte[] bytes = random();
    assertTimeoutPreemptively(
        HANG,
        () -> {
          ExecutorService pool = Executors.newFixedThreadPool(2);
          try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
              Callable<Void> one =
                  () -> {
                    assertPasses(bytes, pool);
                    return null;
                  };
              all.add(pool.submit(one));
            }
            for (Future<?> each : all) {
              each.get();
            }
          } finally {
            pool.shutdownNow();
          }
        });
  }

  @Test
  void workIsDoneOnceByWhomever() {
    for (Executor executor :
        List.of(REFUSING, NEVER, LATE, (Executor) Runnable::run, Aside.threads())) {
      AtomicInteger runs = new AtomicInteger();
      Aside aside = Aside.start(runs::incrementAndGet, executor);
      assertTimeoutPreemptively(HANG, aside::join);
      assertEquals(1, runs.get());
      assertTrue(aside.hasBegun());
    }
  }

  @Test
  void whatWasWithdrawnNeverRuns() {
    AtomicInteger runs = new AtomicInteger();
    List<Runnable> queue = new ArrayList<>();
    Aside aside = Aside.start(runs::incrementAndGet, queue::add);
    assertFalse(aside.begins());
    assertTrue(aside.withdraw());
    assertFalse(aside.withdraw());
    queue.get(0).run();
    assertTimeoutPreemptively(HANG, aside::join);
    assertEquals(0, runs.get());
  }

  @Test
  void anInterruptIsKept() {
    Thread.currentThread().interrupt();
    Aside aside = Aside.start(() -> {}, LATE);
    aside.begins();
    aside.join();
    assertTrue(Thread.interrupted());
  }
}
