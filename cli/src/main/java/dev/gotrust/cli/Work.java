package dev.gotrust.cli;

import dev.gotrust.bytes.ByteSource;
import java.nio.file.Path;
import java.util.List;

/** What a command does to each of its inputs. Implementations are safe for use by many threads. */
public interface Work {
  /**
   * Judges a file.
   *
   * @param file a path that may lead nowhere; what can't be read is reported
   * @param name what the report calls it
   * @param threads how many threads may work on it
   * @return the facts or the chain, or why there is none
   */
  Report on(Path file, String name, int threads);

  /**
   * Judges a file that the line names, and that no directory led to.
   *
   * @param file as in {@link #on(Path, String, int)}
   * @param name as in {@link #on(Path, String, int)}
   * @param threads as in {@link #on(Path, String, int)}
   * @return as {@link #on(Path, String, int)} does
   */
  default Report named(Path file, String name, int threads) {
    return on(file, name, threads);
  }

  /** {@return the files beside the inputs that the command line has this read} */
  default List<Path> reads() {
    return List.of();
  }

  /**
   * Judges bytes that lie in no file of the user's.
   *
   * @param source the bytes; stays open
   * @param name what the report calls them
   * @param threads how many threads may work on them, 1 or 2
   * @return the facts or the chain, or why there is none
   */
  Report on(ByteSource source, String name, int threads);
}
