package dev.gotrust.cli;

import java.nio.file.Path;
import java.util.List;

/** Reports that a command makes one after the other by itself, and where they are written. */
public final class Written implements AutoCloseable {
  private final Printer printer;
  private final Ledger ledger;

  private Written(Printer printer, Ledger ledger) {
    this.printer = printer;
    this.ledger = ledger;
  }

  /**
   * {@return a run whose outputs are open}
   *
   * @param outputs what to write where
   * @param reads the files that the run reads, which no report may replace
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints
   * @throws UsageException if an output can't be written to, or would replace what is to be read
   */
  public static Written open(
      List<Output> outputs, List<Path> reads, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    for (Output output : outputs) {
      for (Path read : reads) {
        output.refuseToReplace(read);
      }
      output.refuseToReplaceModuleFiles();
    }
    Printer printer = Printer.open(outputs, surroundings, terminal.progress(), true);
    return new Written(printer, new Ledger(terminal, printer, false));
  }

  /**
   * Takes the next report.
   *
   * @param name what it is about
   * @param report what came of it
   */
  public void take(String name, Report report) {
    Input input = new Input(Input.Kind.NAMED, name, null, null);
    ledger.enter(new Batch.Judged(input, report, null));
  }

  /**
   * {@return the code of the run, whose outputs are complete}
   *
   * @param several whether texts end with how many there were of which verdict
   */
  public ExitCode end(boolean several) {
    if (several) {
      ledger.close();
    }
    return ledger.end(true);
  }

  /** Gives up what was not completed. */
  @Override
  public void close() {
    printer.close();
  }
}
