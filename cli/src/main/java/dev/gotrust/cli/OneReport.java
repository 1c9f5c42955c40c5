package dev.gotrust.cli;

import java.nio.file.Path;
import java.util.List;

/** One run of a command that makes one report, whatever it reads. */
public final class OneReport {
  private final Surroundings surroundings;
  private final Terminal terminal;

  /**
   * Creates a run.
   *
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints
   */
  public OneReport(Surroundings surroundings, Terminal terminal) {
    this.surroundings = surroundings;
    this.terminal = terminal;
  }

  /** Makes the report. */
  public interface Maker {
    /**
     * {@return the report; what can't be judged is one too}
     *
     * @throws UsageException if what the line asks for can't be done
     */
    Report make() throws UsageException;
  }

  /**
   * Makes the report and writes it.
   *
   * @param outputs what to write where
   * @param reads the files that the run reads, which no report may replace
   * @param maker makes the report, once the outputs are open
   * @return its code, or a graver one where it can't be written
   * @throws UsageException if an output can't be written to, or would replace what is to be read
   */
  public ExitCode run(List<Output> outputs, List<Path> reads, Maker maker) throws UsageException {
    for (Output output : outputs) {
      for (Path read : reads) {
        output.refuseToReplace(read);
      }
      output.refuseToReplaceModuleFiles();
    }
    try (Printer printer = Printer.open(outputs, surroundings, terminal.progress(), true)) {
      return write(maker.make(), printer);
    }
  }

  private ExitCode write(Report report, Printer printer) {
    Printer.Manner manner = Printer.Manner.TEXT;
    if (report instanceof RefusalReport refusal) {
      terminal.problem(refusal.refusal().name(), refusal.message());
      manner = Printer.Manner.COMPLAINT;
    }
    Throwable bug = printer.print(report, manner);
    if (bug != null) {
      terminal.bug(bug);
      return ExitCode.INTERNAL;
    }
    printer.commit();
    for (String lost : printer.lost()) {
      terminal.note(lost);
    }
    return printer.lost().isEmpty() ? report.code() : report.code().graver(ExitCode.USAGE);
  }
}
