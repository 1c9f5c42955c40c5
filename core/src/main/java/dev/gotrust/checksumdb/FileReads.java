package dev.gotrust.checksumdb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Reads of one run: what was kept first, then the source, some at a time. */
final class FileReads implements AutoCloseable {
  private final @Nullable DatabaseFiles source;
  private final @Nullable TreeStore store;
  private final int connections;
  private final LookupProgress progress;
  private @Nullable ExecutorService workers;
  private int done;
  private int expected;

  FileReads(
      @Nullable DatabaseFiles source,
      @Nullable TreeStore store,
      int connections,
      LookupProgress progress) {
    this.source = source;
    this.store = store;
    this.connections = connections;
    this.progress = progress;
  }

  /** One read. */
  interface Task<T> extends Callable<T> {
    @Override
    T call() throws IOException;
  }

  /** What came of it: a value or a failure. */
  record Outcome<T>(@Nullable T value, @Nullable IOException failure) {}

  boolean hasSource() {
    return source != null;
  }

  boolean isSnapshot() {
    return source != null && source.isSnapshot();
  }

  String location() {
    return source == null ? "" : source.location();
  }

  byte @Nullable [] kept(String path, int cap) {
    return store == null ? null : store.read(path, cap);
  }

  /** Reads from the source; within a task, so that whoever waits for it can be interrupted. */
  byte[] fetch(String path, int cap) throws IOException {
    if (source == null) {
      throw new IOException(path + " was not kept by an earlier run, and no source may be asked");
    }
    try {
      return source.read(path, cap);
    } catch (InterruptedIOException late) {
      // A timeout of a socket is one too; it must not be taken for the end of the whole run.
      throw new IOException(late.getMessage(), late);
    } finally {
      count();
    }
  }

  private synchronized void count() {
    done++;
    progress.step(done, Math.max(done, expected));
  }

  private synchronized void expect(int more) {
    expected += more;
  }

  /**
   * Runs all tasks; their outcomes stand in their order.
   *
   * @throws InterruptedIOException if this thread is interrupted; then none runs on
   */
  <T> List<Outcome<T>> all(List<Task<T>> tasks) throws InterruptedIOException {
    expect(tasks.size());
    List<Future<T>> futures = new ArrayList<>();
    for (Task<T> task : tasks) {
      futures.add(workers().submit(task));
    }
    List<Outcome<T>> outcomes = new ArrayList<>();
    for (Future<T> future : futures) {
      outcomes.add(outcome(future));
    }
    return outcomes;
  }

  private <T> Outcome<T> outcome(Future<T> future) throws InterruptedIOException {
    try {
      return new Outcome<>(future.get(), null);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException failure) {
        return new Outcome<>(null, failure);
      }
      throw new IllegalStateException("reading threw what it does not declare", failed.getCause());
    } catch (InterruptedException stopped) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the lookups were interrupted");
    }
  }

  private ExecutorService workers() {
    if (workers == null) {
      workers =
          Executors.newFixedThreadPool(
              connections,
              task -> {
                Thread thread = new Thread(task, "checksum-db");
                thread.setDaemon(true);
                return thread;
              });
    }
    return workers;
  }

  /** Stops what still runs. */
  @Override
  public void close() {
    if (workers != null) {
      workers.shutdownNow();
    }
  }
}
