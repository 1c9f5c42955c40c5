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
   * @throws StopException if no file can be judged
   */
  Report on(Path file, String name, int threads) throws StopException;

  /** Judges bytes that lie in no file of the user's. */
  Report on(ByteSource source, String name, int threads) throws StopException;

  /** Says that what the command line names beside the inputs can't be used. */
  final class StopException extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    /** Creates an exception with a sentence that says what, why and what to do next. */
    public StopException(ExitCode code, String message) {
      super(message);
      this.code = code;
    }

    /** Returns what the run ends with. */
    public ExitCode code() {
      return code;
    }

    /** Returns the message. */
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
