package dev.gotrust.bytes;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a source, in order, that feeds several consumers from the same buffers: what one of
 * them hashes is what every other one sees.
 *
 * <p>With two threads the first consumer runs on the caller's thread, the others on a second one,
 * which ends with the pass.
 */
public final class Pass {
  private static final int CHUNK = 256 * 1024;
  private static final int BUFFERS = 4;

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
  private record Chunk(long offset, byte[] data, int length) {}

  /**
   * Reads all of {@code source} once.
   *
   * @param source is confirmed against the pages that were parsed from it
   * @param first runs on the calling thread
   * @param others run one after the other on each chunk
   * @param threads 1, or 2 to run {@code others} on a thread of their own
   * @throws IOException if the source can't be read, or has changed
   */
  public static void run(
      ByteSource source, Consumer first, List<? extends Consumer> others, int threads)
      throws IOException {
    if (threads < 2 || others.isEmpty() || source.size() <= CHUNK) {
      runAlone(source, first, others);
    } else {
      new Pair(source, first, others).run();
    }
  }

  private static void runAlone(ByteSource source, Consumer first, List<? extends Consumer> others)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(CHUNK, source.size())];
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

  /** A pass on two threads, which hand buffers round. */
  private static final class Pair {
    private final ByteSource source;
    private final Consumer first;
    private final List<? extends Consumer> others;
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS + 3);
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS + 3);

    /** Buffers that the calling thread is done with; the second one frees them. */
    private final BlockingQueue<byte[]> done = new ArrayBlockingQueue<>(BUFFERS + 3);

    private volatile @Nullable Throwable failure;

    Pair(ByteSource source, Consumer first, List<? extends Consumer> others) {
      this.source = source;
      this.first = first;
      this.others = others;
      for (int i = 0; i < BUFFERS; i++) {
        free.add(new byte[CHUNK]);
      }
    }

    void run() throws IOException {
      Thread second = new Thread(this::drain, "gotrust-pass");
      second.setDaemon(true);
      second.start();
      try {
        feed();
      } finally {
        finish(second);
      }
      rethrow(failure);
    }

    private void feed() throws IOException {
      for (long at = 0; at < source.size() && failure == null; at += CHUNK) {
        int length = (int) Math.min(CHUNK, source.size() - at);
        byte[] buffer = take(free);
        source.read(at, buffer, 0, length);
        source.confirm(at, buffer, length);
        full.add(new Chunk(at, buffer, length));
        try {
          first.take(at, buffer, length);
        } finally {
          done.add(buffer);
        }
      }
    }

    private void drain() {
      try {
        for (Chunk chunk = take(full); chunk.length() >= 0; chunk = take(full)) {
          for (Consumer other : others) {
            other.take(chunk.offset(), chunk.data(), chunk.length());
          }
          free.add(take(done));
        }
      } catch (Throwable thrown) {
        failure = thrown;
        free.add(new byte[CHUNK]);
      }
    }

    private void finish(Thread second) {
      full.add(new Chunk(0, new byte[0], -1));
      boolean interrupted = false;
      while (second.isAlive()) {
        try {
          second.join();
        } catch (InterruptedException late) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private static <T> T take(BlockingQueue<T> queue) throws IOException {
      try {
        return queue.take();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException("interrupted while reading");
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
