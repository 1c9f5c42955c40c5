package dev.gotrust;

import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.module.CacheExaminer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which source tree's modules are held against each other, and against what. Immutable,
 * thread-safe.
 */
public final class ModulesRequest {
  private final Path directory;
  private final GoEnvironment settings;
  private final Path cache;
  private final @Nullable Path vendor;
  private final @Nullable DatabaseAccess database;
  private final int threads;
  private final CacheExaminer.Progress progress;
  private final Cancellation cancellation;

  private ModulesRequest(Builder builder) {
    this.directory = builder.directory;
    this.settings = builder.settings;
    this.cache = builder.cache;
    this.vendor = builder.vendor;
    this.database = builder.database;
    this.threads = builder.threads;
    this.progress = builder.progress;
    this.cancellation = builder.cancellation;
  }

  /**
   * {@return a builder of a request}
   *
   * @param directory in the source tree; its go.mod is looked for upward
   * @param settings of the go command, of which GOWORK counts
   * @param cache the root of a module cache, as GOMODCACHE names it
   */
  public static Builder of(Path directory, GoEnvironment settings, Path cache) {
    return new Builder(directory, settings, cache);
  }

  Path directory() {
    return directory;
  }

  GoEnvironment settings() {
    return settings;
  }

  Path cache() {
    return cache;
  }

  @Nullable Path vendor() {
    return vendor;
  }

  @Nullable DatabaseAccess database() {
    return database;
  }

  int threads() {
    return threads;
  }

  CacheExaminer.Progress progress() {
    return progress;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Collects a request. Not thread-safe. */
  public static final class Builder {
    private final Path directory;
    private final GoEnvironment settings;
    private final Path cache;
    private @Nullable Path vendor;
    private @Nullable DatabaseAccess database;
    private int threads = GoTrust.THREADS;
    private CacheExaminer.Progress progress = CacheExaminer.Progress.NONE;
    private Cancellation cancellation = new Cancellation();

    private Builder(Path directory, GoEnvironment settings, Path cache) {
      this.directory = directory;
      this.settings = settings;
      this.cache = cache;
    }

    /**
     * Names the vendor tree; the default is that beside go.mod or go.work, if it has a modules.txt.
     *
     * @param tree a vendor directory
     * @return this builder
     */
    public Builder vendor(Path tree) {
      this.vendor = tree;
      return this;
    }

    /**
     * Has a checksum database asked for each module of go.sum that is not private. Without this
     * call none is.
     *
     * @param access the database; may be shared by requests
     * @return this builder
     */
    public Builder checksumDatabase(DatabaseAccess access) {
      this.database = access;
      return this;
    }

    /**
     * Sets how many modules are hashed side by side; the default is 2.
     *
     * @param count 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder threads(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("threads: 1 or more were expected, found " + count);
      }
      this.threads = count;
      return this;
    }

    /**
     * Has the progress told.
     *
     * @param listener hears of every module that is done
     * @return this builder
     */
    public Builder progress(CacheExaminer.Progress listener) {
      this.progress = listener;
      return this;
    }

    /**
     * Lets another thread end the verification.
     *
     * @param newCancellation may serve other requests too
     * @return this builder
     */
    public Builder cancellation(Cancellation newCancellation) {
      this.cancellation = newCancellation;
      return this;
    }

    /** {@return the request; the builder can be used further} */
    public ModulesRequest build() {
      return new ModulesRequest(this);
    }
  }
}
