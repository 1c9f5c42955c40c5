package dev.gotrust.cli;

import dev.gotrust.bytes.ByteSource;
import java.nio.file.Path;

/** What a command does to each of its inputs. Implementations are safe for use by many threads. */
public interface Work {
  /**
   * Judges a file.
   *
   * @param name what the report calls it
   * @param threads how many threads may work on it
   */
  Report on(Path file, String name, int threads);

  /** Judges bytes that lie in no file of the user's. */
  Report on(ByteSource source, String name, int threads);
}
