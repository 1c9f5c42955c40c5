package dev.gotrust.bytes;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a source, in order, that feeds several consumers from the same buffers: what one of
 * them hashes is what every other one sees.
 *
 * <p>With an executor the first consumer runs on a thread of that, if one is free.
 */
public final class Pass {
  /** Large enough that handing it to another thread costs nothing beside hashing it. */
  private static final int CHUNK = 1024 * 1024;

  /** Small enough that many small files, read one after the other, leave little garbage. */
  private static final int ALONE = 256 * 1024;

  private static final int BUFFERS = 4;

  /** Up to this many bytes further threads cost a cold process more time than they save. */
  public static final int SMALL = 8 * 1024 * 1024;

  private Pass() {}

  /** Takes the bytes of a pass in order. Called from one thread. */
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

  /**
   * Reads all of {@code source} once.
   *
   * @param source is confirmed against the pages that were parsed from it
   * @param first runs beside the others
   * @param others run one after the other on each chunk
   * @param executor lends a thread while the pass runs; null to do all on the calling one
   * @throws IOException if the source can't be read, or has changed
   */
  public static void run(
      ByteSource source,
      Consumer first,
      List<? extends Consumer> others,
      @Nullable Executor executor)
      throws IOException {
    if (executor == null || others.isEmpty() || source.size() <= SMALL) {
      runAlone(source, first, others);
    } else {
      new Shared(source, first, others).run(executor);
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
   * A pass on two threads, the caller's and one more, each with consumers of its own. Whoever needs
   * a chunk that nobody has read reads it, and whoever would wait for one reads ahead: both cores
   * stay at work.
   */
  private static final class Shared {
    private static final long NONE = -1;

    private final ByteSource source;
    private final long count;
    private final byte[][] buffers;

    /** For each buffer the number of the chunk that it holds, once that is read. */
    private final long[] holds = new long[BUFFERS];

    /** For each buffer how many threads still need what it holds, or will hold. */
    private final int[] users = new int[BUFFERS];

    private final Consumer first;
    private final List<? extends Consumer> others;

    private long nextToRead;

    /** The first chunk that both threads feed; none until that is settled. */
    private long begin = NONE;

    private @Nullable Throwable failure;

    Shared(ByteSource source, Consumer first, List<? extends Consumer> others) {
      this.source = source;
      this.first = first;
      this.others = others;
      this.count = (source.size() + CHUNK - 1) / CHUNK;
      this.buffers = new byte[BUFFERS][CHUNK];
      Arrays.fill(holds, NONE);
    }

    /** Works alone until the executor has a thread, which a busy one may never have. */
    void run(Executor executor) throws IOException {
      Aside other = Aside.start(new FirstFeeder(), executor);
      boolean isShared = other.begins();
      long chunk = 0;
      try {
        while (chunk < count && !isShared) {
          source.read(chunk * CHUNK, buffers[0], 0, length(chunk));
          source.confirm(chunk * CHUNK, buffers[0], length(chunk));
          first.take(chunk * CHUNK, buffers[0], length(chunk));
          feed(others, chunk, buffers[0]);
          chunk++;
          isShared = other.hasBegun();
        }
      } catch (Throwable thrown) {
        fail(thrown);
      }
      boolean isOver = failed() || chunk == count;
      if (!isOver || !other.withdraw()) {
        settle(chunk);
        feed(others, chunk);
        other.join();
      }
      rethrow(failure);
    }

    private synchronized void settle(long chunk) {
      begin = chunk;
      nextToRead = chunk;
      notifyAll();
    }

    /** A class, as the first lambda of a process costs some of its start. */
    private final class FirstFeeder implements Runnable {
      @Override
      public void run() {
        try {
          feed(List.of(first), settled());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          fail(new InterruptedIOException("interrupted while reading"));
        }
      }
    }

    private synchronized long settled() throws InterruptedException {
      while (begin == NONE) {
        wait();
      }
      return begin;
    }

    private void feed(List<? extends Consumer> consumers, long from) {
      try {
        for (long chunk = from; chunk < count && isReady(chunk); chunk++) {
          feed(consumers, chunk, buffers[slot(chunk)]);
          release(chunk);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        fail(new InterruptedIOException("interrupted while reading"));
      } catch (Throwable thrown) {
        fail(thrown);
      }
    }

    private void feed(List<? extends Consumer> consumers, long chunk, byte[] bytes) {
      for (Consumer consumer : consumers) {
        consumer.take(chunk * CHUNK, bytes, length(chunk));
      }
    }

    /** Returns once {@code chunk} is in its buffer; false if the pass has failed. */
    private boolean isReady(long chunk) throws IOException, InterruptedException {
      long claimed = readyOrClaim(chunk);
      while (claimed != NONE) {
        byte[] buffer = buffers[slot(claimed)];
        source.read(claimed * CHUNK, buffer, 0, length(claimed));
        source.confirm(claimed * CHUNK, buffer, length(claimed));
        publish(claimed);
        claimed = readyOrClaim(chunk);
      }
      return !failed();
    }

    /** Returns the number of a chunk to read, or none once {@code chunk} is there. */
    private synchronized long readyOrClaim(long chunk) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      while (failure == null && holds[slot(chunk)] != chunk) {
        if (nextToRead < count && users[slot(nextToRead)] == 0) {
          users[slot(nextToRead)] = 2;
          return nextToRead++;
        }
        wait();
      }
      return NONE;
    }

    private synchronized void publish(long chunk) {
      holds[slot(chunk)] = chunk;
      notifyAll();
    }

    private synchronized void release(long chunk) {
      users[slot(chunk)]--;
      notifyAll();
    }

    private synchronized void fail(Throwable thrown) {
      if (failure == null) {
        failure = thrown;
      }
      notifyAll();
    }

    private synchronized boolean failed() {
      return failure != null;
    }

    private int length(long chunk) {
      return (int) Math.min(CHUNK, source.size() - chunk * CHUNK);
    }

    private static int slot(long chunk) {
      return (int) (chunk % BUFFERS);
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
