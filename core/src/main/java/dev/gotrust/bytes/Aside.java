package dev.gotrust.bytes;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Work that an executor may take off a thread's hands. Where it does not begin in time, because all
 * its threads are busy or it refuses, whoever waits for the work does it himself: no number of
 * waiting threads can keep a pool from ever getting to what they wait for. Thread-safe.
 */
public final class Aside implements Runnable {
  /** What a thread takes to start, many times over; little beside what is worth handing over. */
  private static final long BEGIN_MILLIS = 2;

  private final Runnable work;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch taken = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** The thread that hands the work over, until it has. */
  private volatile @Nullable Thread giver = Thread.currentThread();

  private Aside(Runnable work) {
    this.work = work;
  }

  /** {@return an executor that starts a thread for each piece of work, which keeps no JVM alive} */
  public static Executor threads() {
    return new Threads();
  }

  /** A class, as the first lambda of a process costs some of its start. */
  private static final class Threads implements Executor {
    @Override
    public void execute(Runnable work) {
      Thread thread = new Thread(work, "gotrust-aside");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * {@return work that the executor was handed}
   *
   * @param work throws nothing
   * @param executor may refuse it, or run it on the calling thread: then it is done in {@link
   *     #join}
   */
  public static Aside start(Runnable work, Executor executor) {
    Aside aside = new Aside(work);
    try {
      executor.execute(aside);
    } catch (RejectedExecutionException busy) {
      return aside;
    } finally {
      aside.giver = null;
    }
    return aside;
  }

  /** Waits a moment for a thread to take it, and returns whether one has. */
  boolean begins() {
    try {
      return taken.await(BEGIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException seenLater) {
      Thread.currentThread().interrupt();
      return hasBegun();
    }
  }

  /** {@return whether it runs, or has run} */
  public boolean hasBegun() {
    return begun.get();
  }

  /** {@return whether it had not begun, and so never will} */
  public boolean withdraw() {
    boolean mine = begun.compareAndSet(false, true);
    if (mine) {
      ended.countDown();
    }
    return mine;
  }

  /** Runs the work if nobody has begun it. */
  @Override
  public void run() {
    if (Thread.currentThread() == giver) {
      return; // it may wait for what the giver does next
    }
    if (begun.compareAndSet(false, true)) {
      taken.countDown();
      try {
        work.run();
      } finally {
        ended.countDown();
      }
    }
  }

  /**
   * Returns once the work has ended, having done it where nobody had begun. An interrupt does not
   * end the wait, so that nothing of it goes on behind; it is kept for the caller to see.
   */
  public void join() {
    run();
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException late) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
