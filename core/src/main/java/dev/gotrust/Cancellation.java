package dev.gotrust;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Ends verifications from another thread: those that run with it now, and those that are begun with
 * it later. One may serve any number of requests; it can't be taken back. Thread-safe.
 *
 * <p>The thread that verifies is interrupted, so that requests to servers, and the hashing of
 * modules, end too; before the verification returns, that interrupt is taken away again.
 */
public final class Cancellation {
  private final Set<Thread> running = new HashSet<>();
  private boolean cancelled;

  /** Creates a cancellation that has not happened. */
  public Cancellation() {}

  /** Ends what runs with it, soon, and what is begun with it later, at once. */
  public synchronized void cancel() {
    if (!cancelled) {
      cancelled = true;
      for (Thread thread : running) {
        thread.interrupt();
      }
    }
  }

  /** {@return whether {@link #cancel} was called} */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Enters the calling thread; what it throws is the answer to whoever began too late. */
  synchronized void enter() {
    check();
    if (!running.add(Thread.currentThread())) {
      throw new IllegalStateException("a listener began a verification within its own");
    }
  }

  /** Takes the calling thread out, with the interrupt that it got from here. */
  synchronized void leave() {
    running.remove(Thread.currentThread());
    if (cancelled) {
      Thread.interrupted();
      check();
    }
  }

  private void check() {
    if (cancelled) {
      throw new CancellationException("the verification was cancelled");
    }
  }
}
