package dev.gotrust.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a run sees of the machine. Tests hand in their own.
 *
 * @param in standard input
 * @param out standard output; unlike a {@link java.io.PrintStream} it throws when it can't write
 * @param err standard error
 * @param outIsTerminal whether somebody reads standard output as it comes
 * @param errIsTerminal whether somebody reads standard error as it comes
 * @param environment the environment variables
 * @param directory where the search for a repository starts
 * @param processors how many files may be read side by side
 * @param clock nanoseconds from any start, for what is shown while somebody waits
 */
public record Surroundings(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment,
    Path directory,
    int processors,
    LongSupplier clock) {
  /** Characters of a line where the terminal does not say how many it has. */
  private static final int COLUMNS = 80;

  /**
   * Set by the launcher to the numbers of the standard streams that are terminals: Java itself
   * can't tell for each.
   */
  private static final String TERMINALS = "gotrust.tty";

  /**
   * {@return the surroundings of this process: its streams, environment, working directory and
   * cores}
   */
  public static Surroundings ofProcess() {
    String terminals = System.getProperty(TERMINALS, "");
    return new Surroundings(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        terminals.indexOf('1') >= 0,
        terminals.indexOf('2') >= 0,
        System.getenv(),
        Path.of(""),
        Runtime.getRuntime().availableProcessors(),
        new SystemClock());
  }

  // Named: the first lambda of a process costs some milliseconds of its start.
  private static final class SystemClock implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }

  /** {@return the same, with files read one behind the other} */
  public Surroundings oneAtATime() {
    return new Surroundings(
        in, out, err, outIsTerminal, errIsTerminal, environment, directory, 1, clock);
  }

  /** {@return whether standard output takes colours: a terminal that knows them and a user too} */
  public boolean isColoured() {
    return outIsTerminal && isSet("TERM") && !isDumb() && !isSet("NO_COLOR");
  }

  /** {@return whether a line on standard error can be written over} */
  public boolean canRewriteLine() {
    return errIsTerminal && isSet("TERM") && !isDumb();
  }

  /**
   * {@return whether a variable has a value that is not empty}
   *
   * @param variable its name, such as {@code NO_COLOR}
   */
  public boolean isSet(String variable) {
    String value = environment.get(variable);
    return value != null && !value.isEmpty();
  }

  /**
   * {@return how many characters a line of the terminal has, as COLUMNS says: 20 at least, 80 where
   * it holds no number of up to four digits}
   */
  public int columns() {
    String columns = environment.get("COLUMNS");
    if (columns == null || columns.isEmpty() || columns.length() > 4) {
      return COLUMNS;
    }
    int number = 0;
    for (int i = 0; i < columns.length(); i++) {
      int digit = columns.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return COLUMNS;
      }
      number = number * 10 + digit;
    }
    return Math.max(20, number);
  }

  private boolean isDumb() {
    return "dumb".equals(environment.get("TERM"));
  }
}
