package dev.gotrust.cli;

import dev.gotrust.VerificationListener;
import dev.gotrust.checksumdb.LookupProgress;
import dev.gotrust.material.Material;
import dev.gotrust.material.RequestListener;
import dev.gotrust.module.CacheExaminer;
import dev.gotrust.report.Printable;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Every word that is no report: complaints, notes and sums. They go to standard error, in UTF-8
 * whatever the locale, with what would command a terminal shown as text. Thread-safe.
 */
public final class Terminal implements AutoCloseable {
  private static final String NAME = "gotrust: ";
  private static final String REPORT_BUGS = "https://github.com/gotrust/gotrust/issues";

  private final OutputStream out;
  private final OutputStream err;
  private final boolean debug;
  private final Progress progress;
  private final LongSupplier clock;

  /** Null but in a run that tells of itself. */
  private volatile @Nullable VerboseLog log;

  private final boolean asks;

  /**
   * Creates a terminal.
   *
   * @param surroundings where to write
   */
  public Terminal(Surroundings surroundings) {
    this.out = surroundings.out();
    this.err = surroundings.err();
    this.asks = surroundings.errIsTerminal();
    this.debug = surroundings.isSet("GOTRUST_DEBUG");
    this.clock = surroundings.clock();
    this.progress = new Progress(err, surroundings.columns(), surroundings.clock());
    if (surroundings.canRewriteLine()) {
      progress.start();
    }
  }

  /** {@return what shows how far lookups in a checksum database are} */
  public LookupProgress lookups() {
    return progress::lookups;
  }

  /**
   * Says what is being worked on, while somebody waits.
   *
   * @param name of the input
   */
  public void working(String name) {
    progress.working(name);
    VerboseLog verbose = log;
    if (verbose != null) {
      verbose.working(name);
    }
  }

  /** Has the run tell of itself from here on, on standard error. */
  void beVerbose() {
    LogProvider.to(this);
    log = new VerboseLog(clock);
  }

  /** Prints a line of a log. */
  void log(String logger, String message) {
    line(logger + ": " + escape(message));
  }

  /**
   * {@return what hears of one verification}
   *
   * @param name of the artifact, as reports call it
   */
  public VerificationListener verification(String name) {
    VerboseLog verbose = log;
    return verbose == null ? VerificationListener.NONE : verbose.phases(name);
  }

  /**
   * Tells of what a report rests on, where the run tells of itself.
   *
   * @param materials what was given or found
   */
  public void materials(List<Material> materials) {
    VerboseLog verbose = log;
    if (verbose != null) {
      for (Material material : materials) {
        verbose.material(material.origin(), material.kind(), material.location());
      }
    }
  }

  /** {@return what shows how far downloads are} */
  public RequestListener downloads() {
    RequestListener shown =
        new RequestListener() {
          @Override
          public void received(String url, long bytes) {
            progress.downloaded(url, bytes);
          }
        };
    VerboseLog verbose = log;
    return verbose == null ? shown : verbose.requests(shown);
  }

  /** {@return what shows how far the hashing of modules is} */
  public CacheExaminer.Progress modules() {
    return progress::modules;
  }

  /** Returns the line that says how far the run is. */
  Progress progress() {
    return progress;
  }

  /**
   * Says why something can't be judged.
   *
   * @param name the input, as reports call it; escaped here
   * @param message the reason, a phrase without a full stop; escaped here
   */
  public void problem(String name, String message) {
    line(NAME + escape(name) + ": " + escape(message));
  }

  /**
   * Says something that changes nothing.
   *
   * @param message a phrase without a full stop; escaped here
   */
  public void note(String message) {
    line(NAME + escape(message));
  }

  /**
   * Says what is wrong with the command line.
   *
   * @param wrong the complaint; its synopsis follows where it has one
   */
  public void usage(UsageException wrong) {
    line(NAME + escape(wrong.getMessage()));
    String synopsis = wrong.synopsis();
    if (synopsis != null) {
      line("usage: " + synopsis);
    }
  }

  /**
   * Prints what was asked for, such as help; it holds nothing of an input.
   *
   * @param text whole lines, written as they stand, in UTF-8
   * @return {@link ExitCode#OK}, or {@link ExitCode#USAGE} if standard output can't be written
   */
  public ExitCode print(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return ExitCode.OK;
    } catch (IOException failed) {
      note("can't write standard output: " + explain(failed));
      return ExitCode.USAGE;
    }
  }

  /**
   * Asks whoever sits at the terminal for a password, which is not shown.
   *
   * @param prompt what is asked, with a space behind
   * @return what was typed, null where nobody can be asked; whoever gets it wipes it
   */
  public char @Nullable [] password(String prompt) {
    Console console = asks ? System.console() : null;
    if (console == null) {
      return null;
    }
    progress.pause();
    try {
      return console.readPassword("%s", NAME + escape(prompt));
    } finally {
      progress.resume();
    }
  }

  /** Says that this program is at fault. */
  void bug(Throwable bug) {
    line(NAME + blame(bug));
    trace(bug);
  }

  /** Says that this program is at fault, and with which input. */
  void bug(String name, Throwable bug) {
    line(NAME + escape(name) + ": " + blame(bug));
    trace(bug);
  }

  private static String blame(Throwable bug) {
    return bug instanceof OutOfMemoryError
        ? "the JVM has too little memory; give it more with GOTRUST_JAVA_OPTS=-Xmx256m"
        : "a bug in gotrust ("
            + escape(bug.toString())
            + "); please report it with what GOTRUST_DEBUG=1 shows at "
            + REPORT_BUGS;
  }

  private void trace(Throwable bug) {
    if (debug) {
      StringWriter stack = new StringWriter();
      bug.printStackTrace(new PrintWriter(stack));
      for (String frame : stack.toString().stripTrailing().split("\\R", -1)) {
        line(escape(frame.replace("\t", "    ")));
      }
    }
  }

  /**
   * {@return in words why a file could not be opened, read or written}
   *
   * @param failed what opening, reading or writing it threw
   */
  public static String explain(IOException failed) {
    if (failed instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason =
        failed instanceof FileSystemException system ? system.getReason() : failed.getMessage();
    return reason == null ? failed.getClass().getSimpleName() : reason;
  }

  /**
   * {@return a path as terminals may show it}
   *
   * @param path any path
   */
  public static String shown(Path path) {
    return escape(FileNames.show(path));
  }

  /** Returns text in which nothing commands a terminal, and every byte of a name is seen. */
  static String escape(String text) {
    return Printable.escape(FileNames.show(text));
  }

  private synchronized void line(String text) {
    progress.erase();
    try {
      err.write((text + '\n').getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyListens) {
      // The exit code still tells.
      return;
    }
  }

  /** Takes the line of progress away. */
  @Override
  public void close() {
    progress.close();
    if (log != null) {
      LogProvider.to(null);
    }
  }
}
