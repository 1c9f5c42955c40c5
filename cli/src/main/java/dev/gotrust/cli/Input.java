package dev.gotrust.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the command line names or a directory holds.
 *
 * @param kind what to do with it
 * @param name what reports call it
 * @param path where it is, null for standard input and for a name that no path can have
 * @param problem why it can't be judged, null where it can
 */
public record Input(Kind kind, String name, @Nullable Path path, @Nullable String problem) {
  /** What to do with an input. */
  public enum Kind {
    /** A file that the command line names: it is reported whatever it is. */
    NAMED,
    /** A regular file in a directory: it is reported if it is a Go binary. */
    WALKED,
    /** Something in a directory that is neither file nor directory; it is counted. */
    PASSED_OVER,
    /** What can't be looked at; it is reported. */
    PROBLEM,
    /** Standard input. */
    STANDARD_INPUT,
    /** A directory that the command line names begins. */
    DIRECTORY,
    /** All that lies in that directory has come. */
    END_OF_DIRECTORY
  }

  static Input of(Kind kind, Path path) {
    return new Input(kind, FileNames.show(path), path, null);
  }

  static Input problem(String name, String problem) {
    return new Input(Kind.PROBLEM, name, null, problem);
  }
}
