package dev.gotrust.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Works on items side by side and gives the results in the items' order, each as soon as it and
 * those before it are there. However many items come, only a few per worker are in hand. To be used
 * from one thread, which is also the one that asks for the items.
 *
 * @param <T> what is worked on
 * @param <R> what comes of it
 */
final class InOrder<T, R> implements Iterator<R>, AutoCloseable {
  /** Enough that one large file does not leave the other workers idle. */
  private static final int IN_HAND = 16;

  /**
   * The heap bounds both: a result of the largest build info that is read has a few megabytes, and
   * a directory may hold nothing else.
   */
  private static final int MOST_IN_HAND = 24;

  private final Iterator<T> items;
  private final Function<T, R> work;
  private final int most;
  private final ExecutorService pool;
  private final Deque<Future<R>> inHand = new ArrayDeque<>();

  /**
   * Creates one; nothing is worked on yet.
   *
   * @param work safe for use by several threads; must not throw
   * @param workers how many threads to use
   */
  InOrder(Iterator<T> items, Function<T, R> work, int workers) {
    this.items = items;
    this.work = work;
    this.most = Math.min(workers * IN_HAND, MOST_IN_HAND);
    this.pool = Executors.newFixedThreadPool(workers);
  }

  @Override
  public boolean hasNext() {
    return !inHand.isEmpty() || items.hasNext();
  }

  @Override
  public R next() {
    while (inHand.size() < most && items.hasNext()) {
      T item = items.next();
      inHand.add(pool.submit(() -> work.apply(item)));
    }
    if (inHand.isEmpty()) {
      throw new NoSuchElementException();
    }
    return result(inHand.remove());
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("work must not throw", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  /** Gives up what is still in work. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
