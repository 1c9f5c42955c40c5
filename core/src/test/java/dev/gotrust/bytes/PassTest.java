package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass, on one thread or two: every consumer sees every byte, and no thread outlives it. */
final class PassTest {
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final int CHUNK = 256 * 1024;
  private static final int LARGE = 40 * CHUNK + 77;

  /** Keeps what it takes, and checks the order. */
  private static final class Keeper implements Pass.Consumer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void take(long offset, byte[] chunk, int length) {
      assertEquals(bytes.size(), offset);
      bytes.write(chunk, 0, length);
    }
  }

  /** A source that fails once it is read from an offset on. */
  private record Failing(ByteSource source, long from, IOException failure) implements ByteSource {
    @Override
    public long size() {
      return source.size();
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
      if (offset + length > from) {
        throw failure;
      }
      source.read(offset, into, at, length);
    }

    @Override
    public Page page(long offset) throws IOException {
      return source.page(offset);
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static Pass.Consumer failsAt(long from, Throwable failure) {
    return (offset, chunk, length) -> {
      if (offset + length > from) {
        PassTest.<RuntimeException>raise(failure);
      }
    };
  }

  @SuppressWarnings("unchecked") // an unchecked throw of anything
  private static <T extends Throwable> void raise(Throwable failure) throws T {
    throw (T) failure;
  }

  @AfterEach
  void noThreadIsLeft() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      assertFalse(thread.getName().equals("gotrust-pass") && thread.isAlive());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0, 2",
    "1, 1",
    "1, 2",
    "262144, 1",
    "262144, 2",
    "262145, 1",
    "262145, 2",
    "5242957, 1",
    "8388608, 2",
    "8388609, 2",
    "9437184, 2",
    "9437185, 2",
    "31457279, 2"
  })
  void everyConsumerSeesEveryByteInOrder(int size, int threads) {
    byte[] bytes = bytes(size);
    Keeper first = new Keeper();
    List<Keeper> others = List.of(new Keeper(), new Keeper());
    assertTimeoutPreemptively(
        HANG,
        () ->
            Pass.run(new ArraySource(bytes), first, others, threads == 1 ? null : Aside.threads()));
    assertArrayEquals(bytes, first.bytes.toByteArray());
    for (Keeper other : others) {
      assertArrayEquals(bytes, other.bytes.toByteArray());
    }
  }

  /** Whichever thread is the slower one, at whichever chunk, neither loses or repeats one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void consumersOfDifferentSpeed(int seed) {
    byte[] bytes = bytes(LARGE);
    Keeper first = new Keeper();
    Keeper second = new Keeper();
    ByteSource slow = new Halting(new ArraySource(bytes), new Random(seed));
    assertTimeoutPreemptively(
        HANG,
        () ->
            Pass.run(
                slow,
                halting(first, new Random(seed + 100)),
                List.of(halting(second, new Random(seed + 200))),
                Aside.threads()));
    assertArrayEquals(bytes, first.bytes.toByteArray());
    assertArrayEquals(bytes, second.bytes.toByteArray());
  }

  private static Pass.Consumer halting(Pass.Consumer consumer, Random random) {
    return (offset, chunk, length) -> {
      halt(random);
      consumer.take(offset, chunk, length);
    };
  }

  private static void halt(Random random) {
    try {
      Thread.sleep(random.nextInt(4));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** A source that takes its time. */
  private record Halting(ByteSource source, Random random) implements ByteSource {
    @Override
    public long size() {
      return source.size();
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
      halt(random);
      source.read(offset, into, at, length);
    }

    @Override
    public Page page(long offset) throws IOException {
      return source.page(offset);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 3000000", "2, 0", "2, 300000", "2, 3000000", "2, 5242956"})
  void aSourceThatFails(int threads, long from) {
    IOException failure = new IOException("gone");
    ByteSource source = new Failing(new ArraySource(bytes(LARGE)), from, failure);
    Keeper keeper = new Keeper();
    assertTimeoutPreemptively(
        HANG,
        () ->
            assertSame(
                failure,
                assertThrows(
                    IOException.class,
                    () ->
                        Pass.run(
                            source,
                            keeper,
                            List.of(new Keeper()),
                            threads == 1 ? null : Aside.threads()))));
    assertTrue(keeper.bytes.size() <= from);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 3000000", "2, 0", "2, 300000", "2, 3000000", "2, 5242956"})
  void aConsumerThatThrows(int threads, long from) {
    ByteSource source = new ArraySource(bytes(LARGE));
    for (Throwable failure : List.of(new IllegalStateException("bug"), new StackOverflowError())) {
      Pass.Consumer broken = failsAt(from, failure);
      assertTimeoutPreemptively(
          HANG,
          () -> {
            assertSame(
                failure,
                assertThrows(
                    failure.getClass(),
                    () ->
                        Pass.run(
                            source,
                            broken,
                            List.of(new Keeper()),
                            threads == 1 ? null : Aside.threads())));
            assertSame(
                failure,
                assertThrows(
                    failure.getClass(),
                    () ->
                        Pass.run(
                            source,
                            new Keeper(),
                            List.of(new Keeper(), broken),
                            threads == 1 ? null : Aside.threads())));
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSourceThatSaysItChanged(int threads) {
    byte[] bytes = bytes(LARGE);
    ByteSource source =
        new ByteSource() {
          private final ByteSource array = new ArraySource(bytes);

          @Override
          public long size() {
            return array.size();
          }

          @Override
          public void read(long offset, byte[] into, int from, int length) throws IOException {
            array.read(offset, into, from, length);
          }

          @Override
          public Page page(long offset) throws IOException {
            return array.page(offset);
          }

          @Override
          public void confirm(long offset, byte[] chunk, int length) throws IOException {
            if (offset > LARGE / 2) {
              throw new ChangedException("changed");
            }
          }
        };
    assertTimeoutPreemptively(
        HANG,
        () ->
            assertThrows(
                ByteSource.ChangedException.class,
                () ->
                    Pass.run(
                        source,
                        new Keeper(),
                        List.of(new Keeper()),
                        threads == 1 ? null : Aside.threads())));
  }

  @Test
  void anInterruptEndsThePassAndIsKept() {
    ByteSource source = new ArraySource(bytes(LARGE));
    assertTimeoutPreemptively(
        HANG,
        () -> {
          Thread.currentThread().interrupt();
          assertThrows(
              InterruptedIOException.class,
              () -> Pass.run(source, new Keeper(), List.of(new Keeper()), Aside.threads()));
          assertTrue(Thread.interrupted());
        });
  }
}
