package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Examines many modules of a cache, side by side. The largest are begun first, so that none is left
 * to one core in the end. However many cores there are, the directories of the zips that are read
 * at one time have a bound together, and so has memory. An interrupt ends all work.
 */
public final class CacheExaminer {
  /** Two of the largest directories at a time. */
  private static final int MEMORY = 2 * Limits.MODULE_ZIP_DIRECTORY;

  private final ModuleCache cache;
  private final int threads;
  private final Progress progress;

  /**
   * A module and what it should be.
   *
   * @param module a version of a module
   * @param expected the h1 of its zip
   */
  public record Request(ModuleVersion module, String expected) {}

  /** Told how far the work is, from any of the threads. */
  public interface Progress {
    /** Is told nothing. */
    Progress NONE = (done, all) -> {};

    /**
     * Another module is done.
     *
     * @param done how many modules are
     * @param all how many there are
     */
    void done(int done, int all);
  }

  /**
   * Creates an examiner.
   *
   * @param cache what is examined
   * @param threads how many work side by side, 1 or more
   * @param progress told of every module that is done
   */
  public CacheExaminer(ModuleCache cache, int threads, Progress progress) {
    this.cache = cache;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Examines modules.
   *
   * @param requests which
   * @return the results, in the order of the requests
   * @throws InterruptedException if the thread is interrupted
   */
  public List<CachedModule> examine(List<Request> requests) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads, CacheExaminer::thread);
    try {
      return new Run(requests).run(pool);
    } finally {
      pool.shutdownNow();
    }
  }

  /** A thread that keeps no program from ending. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "modules");
    thread.setDaemon(true);
    return thread;
  }

  private final class Run {
    private final List<Request> requests;
    private final @Nullable CachedModule[] results;
    private final AtomicInteger done = new AtomicInteger();
    private final Semaphore memory = new Semaphore(MEMORY, true);

    Run(List<Request> requests) {
      this.requests = List.copyOf(requests);
      this.results = new @Nullable CachedModule[this.requests.size()];
    }

    List<CachedModule> run(ExecutorService pool) throws InterruptedException {
      long[] sizes = new long[results.length];
      Integer[] order = new Integer[results.length];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
        sizes[i] = size(requests.get(i).module());
      }
      Arrays.sort(order, (a, b) -> Long.compare(sizes[b], sizes[a]));
      List<Future<?>> work = new ArrayList<>(2 * order.length);
      for (int i : order) {
        Request request = requests.get(i);
        CacheExamination one = new CacheExamination(cache, request.module(), request.expected());
        int weight = (int) Math.min(sizes[i], Limits.MODULE_ZIP_DIRECTORY);
        work.add(pool.submit(() -> hashZip(one, i, weight)));
        work.add(pool.submit(() -> keep(i, one.hashDirectory())));
      }
      for (Future<?> each : work) {
        await(each);
      }
      return collected();
    }

    private @Nullable Void hashZip(CacheExamination one, int index, int weight)
        throws InterruptedException {
      memory.acquire(weight);
      try {
        keep(index, one.hashZip());
      } finally {
        memory.release(weight);
      }
      return null;
    }

    private void keep(int index, @Nullable CachedModule result) {
      if (result != null) {
        results[index] = result;
        progress.done(done.incrementAndGet(), results.length);
      }
    }

    private List<CachedModule> collected() {
      List<CachedModule> collected = new ArrayList<>(results.length);
      for (CachedModule result : results) {
        if (result == null) {
          throw new IllegalStateException("every module was examined");
        }
        collected.add(result);
      }
      return List.copyOf(collected);
    }
  }

  /** Size of the zip; a module that has none comes last. */
  private long size(ModuleVersion module) {
    try {
      return Files.size(cache.zip(module));
    } catch (IOException missing) {
      return 0;
    }
  }

  private static void await(Future<?> work) throws InterruptedException {
    try {
      work.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(failure.getCause());
    }
  }
}
