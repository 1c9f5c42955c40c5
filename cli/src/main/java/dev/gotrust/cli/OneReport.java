package dev.gotrust.cli;

import java.io.IOException;
import java.util.List;

/** One run of a command that has one report, printed wherever the command line wants it. */
public final class OneReport {
  private OneReport() {}

  /** Makes the report. */
  public interface Source {
    /** {@return the report; what can't be judged is one too} */
    Report report();
  }

  /**
   * Opens all places, makes the report and writes it.
   *
   * @param outputs what to write where
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints
   * @param source makes the report
   * @return its code, or that of a place that can't be written to if that is graver
   * @throws UsageException if a place can't be written to
   */
  public static ExitCode print(
      List<Output> outputs, Surroundings surroundings, Terminal terminal, Source source)
      throws UsageException {
    for (Output output : outputs) {
      output.refuseToReplaceModuleFiles();
    }
    try (Printer printer = Printer.open(outputs, surroundings, terminal.progress(), true)) {
      Report report = source.report();
      try {
        return write(report, printer, terminal);
      } catch (IOException unwritable) {
        terminal.note(String.valueOf(unwritable.getMessage()));
        return report.code().graver(ExitCode.USAGE);
      }
    }
  }

  private static ExitCode write(Report report, Printer printer, Terminal terminal)
      throws IOException {
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
    return report.code();
  }
}
