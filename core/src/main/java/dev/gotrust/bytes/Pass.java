package dev.gotrust.bytes;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a source, in order, that feeds several consumers from the same buffers: what one of
 * them hashes is what every other one sees.
 *
 * <p>With two threads the caller's thread reads, the first consumer runs on a second and the others
 * on a third one; these end with the pass.
 */
public final class Pass {
  /** Large enough that handing it to another thread costs nothing beside hashing it. */
  private static final int CHUNK = 1024 * 1024;

  /** Small enough that many small files, read one after the other, leave little garbage. */
  private static final int ALONE = 256 * 1024;

  private static final int BUFFERS = 4;

  /** Below this many bytes further threads cost a cold process more time than they save. */
  private static final int SMALL = 8 * 1024 * 1024;

  private Pass() {}

  /** Takes the bytes of a pass in order. Called from one thread at a time. */
  public interface Consumer {
    /**
     * Takes bytes that the next call overwrites.
     *
     * @param offset of the first byte in the source
     * @param chunk holds the bytes from index 0
     * @param length how many of them count
     */
    void take(long offset, byte[] chunk, int length);
  }

  /** Bytes on their way; a length of -1 ends the pass. */
  @SuppressWarnings("ArrayRecordComponent") // a buffer, never compared
  private record Chunk(long offset, byte[] data, int length, AtomicInteger users) {}

  /**
   * Reads all of {@code source} once.
   *
   * @param source is confirmed against the pages that were parsed from it
   * @param first runs beside the others
   * @param others run one after the other on each chunk
   * @param threads 1 to do all on the calling thread, or 2
   * @throws IOException if the source can't be read, or has changed
   */
  public static void run(
      ByteSource source, Consumer first, List<? extends Consumer> others, int threads)
      throws IOException {
    if (threads < 2 || others.isEmpty() || source.size() <= SMALL) {
      runAlone(source, first, others);
    } else {
      new Threaded(source, first, others).run();
    }
  }

  private static void runAlone(ByteSource source, Consumer first, List<? extends Consumer> others)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(ALONE, source.size())];
    for (long at = 0; at < source.size(); at += buffer.length) {
      int length = (int) Math.min(buffer.length, source.size() - at);
      source.read(at, buffer, 0, length);
      source.confirm(at, buffer, length);
      first.take(at, buffer, length);
      for (Consumer other : others) {
        other.take(at, buffer, length);
      }
    }
  }

  /**
   * A pass in which the calling thread reads, and each side of the consumers has a thread of its
   * own: copying from the system's cache takes a tenth of the time, and goes to whichever core is
   * idle.
   */
  private static final class Threaded {
    private final ByteSource source;
    private final List<Side> sides;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private volatile @Nullable Throwable failure;

    Threaded(ByteSource source, Consumer first, List<? extends Consumer> others) {
      this.source = source;
      this.sides = List.of(new Side(List.of(first)), new Side(others));
      for (int i = 0; i < BUFFERS; i++) {
        free.add(new byte[CHUNK]);
      }
    }

    void run() throws IOException {
      for (Side side : sides) {
        side.start();
      }
      try {
        feed();
      } finally {
        finish();
      }
      rethrow(failure);
    }

    private void feed() throws IOException {
      for (long at = 0; at < source.size() && failure == null; at += CHUNK) {
        int length = (int) Math.min(CHUNK, source.size() - at);
        byte[] buffer = takeFrom(free);
        source.read(at, buffer, 0, length);
        source.confirm(at, buffer, length);
        hand(new Chunk(at, buffer, length, new AtomicInteger(sides.size())));
      }
    }

    private void hand(Chunk chunk) {
      for (Side side : sides) {
        side.queue.add(chunk);
      }
    }

    private void finish() {
      hand(new Chunk(0, new byte[0], -1, new AtomicInteger()));
      boolean interrupted = false;
      for (Side side : sides) {
        while (side.isAlive()) {
          try {
            side.join();
          } catch (InterruptedException late) {
            interrupted = true;
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /** Consumers that share a thread. */
    private final class Side extends Thread {
      private final List<? extends Consumer> consumers;
      private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(BUFFERS + 1);

      Side(List<? extends Consumer> consumers) {
        super("gotrust-pass");
        setDaemon(true);
        this.consumers = consumers;
      }

      /** After a failure chunks are still taken, so that nobody waits for a buffer for ever. */
      @Override
      public void run() {
        try {
          for (Chunk chunk = takeFrom(queue); chunk.length() >= 0; chunk = takeFrom(queue)) {
            feed(chunk);
            if (chunk.users().decrementAndGet() == 0) {
              free.add(chunk.data());
            }
          }
        } catch (InterruptedIOException never) {
          failure = never;
        }
      }

      private void feed(Chunk chunk) {
        if (failure != null) {
          return;
        }
        try {
          for (Consumer consumer : consumers) {
            consumer.take(chunk.offset(), chunk.data(), chunk.length());
          }
        } catch (Throwable thrown) {
          failure = thrown;
        }
      }
    }

    private static <T> T takeFrom(BlockingQueue<T> queue) throws InterruptedIOException {
      try {
        return queue.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading");
      }
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }
}
