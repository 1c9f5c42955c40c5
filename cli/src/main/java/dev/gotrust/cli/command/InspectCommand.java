package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.cli.Batch;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.cli.Work;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** {@code gotrust inspect}: what Go programs say of themselves. */
public final class InspectCommand implements Work {
  private final Scope read;
  private final Scope shown;

  private InspectCommand(Scope read, Scope shown) {
    this.read = read;
    this.shown = shown;
  }

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return the gravest code of all inputs and outputs; that of {@link Terminal#print} for help
   * @throws UsageException if it does not take them
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    Parser parser = parser();
    ParseResult line = parser.parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(help(surroundings.columns()));
    }
    List<Output> outputs = Parser.outputs(line);
    Scope shown = line.hasMatchedOption("--packages") ? Scope.CODE : Scope.HEADERS;
    Scope read = hasDocument(outputs) ? Scope.CODE : shown;
    return new Batch(surroundings, terminal, new InspectCommand(read, shown))
        .run(Parser.files(line), outputs, line.hasMatchedOption("--all"));
  }

  /** Documents hold everything. */
  private static boolean hasDocument(List<Output> outputs) {
    for (Output output : outputs) {
      if (output.format() != Output.Format.TEXT) {
        return true;
      }
    }
    return false;
  }

  private static Parser parser() {
    return new Parser("gotrust inspect", "[--output FORMAT[=PATH]] [--packages] [--all]")
        .options("--output", "FORMAT[=PATH]", HelpCommand.OUTPUT)
        .flag(
            "--packages",
            "List the packages and modules whose code was compiled in, with their functions and"
                + " bytes. JSON holds them in any case.")
        .flag("--all", HelpCommand.ALL)
        .files(HelpCommand.FILES);
  }

  static String help(int columns) {
    return parser()
        .help(
            "Print the facts of Go programs: format, hashes, build IDs, build info, linkage."
                + " It recomputes the content ID and judges nothing; 'gotrust verify' does.",
            HelpText.INSPECT,
            columns);
  }

  @Override
  public Report on(Path file, String name, int threads) {
    return report(GoTrust.inspect(file, name, threads, read));
  }

  @Override
  public Report on(ByteSource source, String name, int threads) {
    return report(GoTrust.inspect(source, name, threads, read));
  }

  private Report report(Reading reading) {
    return reading instanceof Inspection inspection
        ? new FactsReport(inspection, shown)
        : new RefusalReport((Refusal) reading);
  }
}
