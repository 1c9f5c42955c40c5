package dev.gotrust.cli;

import dev.gotrust.bytes.FileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command over all its inputs: one file with two threads, several side by side;
 * printed in the order of the command line as soon as they are there.
 */
public final class Batch {
  /** Each worker needs up to 10 MiB, and the launcher gives the JVM 128 MiB. */
  private static final int MOST_WORKERS = 8;

  private final Surroundings surroundings;
  private final Terminal terminal;
  private final Work work;

  /**
   * Creates a run.
   *
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and notes
   * @param work what is done to each input
   */
  public Batch(Surroundings surroundings, Terminal terminal, Work work) {
    this.surroundings = surroundings;
    this.terminal = terminal;
    this.work = work;
  }

  /** An input with what came of it: a report, nothing to report, or a failure. */
  record Judged(Input input, @Nullable Report report, @Nullable Throwable failure) {}

  /**
   * Judges everything that the arguments name.
   *
   * @param arguments files, directories and at most one {@code -}
   * @param outputs what to write where
   * @param all whether what is no Go program in a directory is listed
   * @return the gravest code
   * @throws UsageException if an output can't be written to, or would replace what is to be read
   */
  public ExitCode run(List<String> arguments, List<Output> outputs, boolean all)
      throws UsageException {
    protect(arguments, outputs);
    boolean single = FileWalker.isSingle(arguments);
    try (Printer printer = Printer.open(outputs, surroundings, terminal.progress(), single)) {
      Ledger ledger = new Ledger(terminal, printer, all);
      boolean complete = judge(new FileWalker(arguments, printer.files()), ledger, printer, single);
      return ledger.end(complete);
    }
  }

  private void protect(List<String> arguments, List<Output> outputs) throws UsageException {
    for (Output output : outputs) {
      for (Path read : work.reads()) {
        output.refuseToReplace(read);
      }
      for (String argument : arguments) {
        Path input = FileWalker.path(argument);
        if (input != null) {
          output.refuseToReplace(input);
        }
      }
      output.refuseToReplaceModuleFiles();
    }
  }

  /** Returns whether all was judged; false where nobody reads any more. */
  private boolean judge(FileWalker inputs, Ledger ledger, Printer printer, boolean single) {
    if (single) {
      ledger.enter(judge(inputs.next(), 2));
      return true;
    }
    int workers = Math.max(1, Math.min(surroundings.processors(), MOST_WORKERS));
    try (InOrder<Input, Judged> judged = new InOrder<>(inputs, i -> judge(i, 1), workers)) {
      while (judged.hasNext()) {
        ledger.enter(judged.next());
        if (printer.isUnread()) {
          return false;
        }
      }
    }
    ledger.close();
    return true;
  }

  // Whatever happens to one file, the others are judged.
  private Judged judge(Input input, int threads) {
    terminal.working(input.name());
    try {
      return new Judged(input, report(input, threads), null);
    } catch (Throwable failure) {
      return new Judged(input, null, failure);
    }
  }

  private @Nullable Report report(Input input, int threads) {
    return switch (input.kind()) {
      case NAMED -> work.named(Objects.requireNonNull(input.path()), input.name(), threads);
      case WALKED -> work.on(Objects.requireNonNull(input.path()), input.name(), threads);
      case STANDARD_INPUT -> standardInput(input.name(), threads);
      case PROBLEM -> RefusalReport.unreadable(input.name(), String.valueOf(input.problem()));
      case PASSED_OVER ->
          RefusalReport.unreadable(
              input.name(), "a symbolic link or no regular file; name it to have it looked at");
      case DIRECTORY, END_OF_DIRECTORY -> null;
    };
  }

  private Report standardInput(String name, int threads) {
    try (StandardInput input = StandardInput.read(surroundings);
        FileSource source = FileSource.open(input.file())) {
      return work.on(source, name, threads);
    } catch (StandardInput.TooLargeException tooLarge) {
      return RefusalReport.tooLarge(name, String.valueOf(tooLarge.getMessage()));
    } catch (IOException failed) {
      return RefusalReport.unreadable(name, Terminal.explain(failed));
    }
  }
}
