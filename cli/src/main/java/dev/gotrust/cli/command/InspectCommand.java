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
  private final Scope scope;

  private InspectCommand(Scope scope) {
    this.scope = scope;
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
      return terminal.print(definition().help(surroundings.columns()));
    }
    Scope scope = line.hasMatchedOption("--packages") ? Scope.ALL : Scope.HEADERS;
    return new Batch(surroundings, terminal, new InspectCommand(scope))
        .run(Parser.files(line), Parser.outputs(line), line.hasMatchedOption("--all"));
  }

  private static Parser parser() {
    return new Parser("gotrust inspect", "[--output FORMAT[=PATH]] [--packages] [--all]")
        .output(Output.PLAIN)
        .flag(
            "--packages",
            "List the packages and modules whose code was compiled in, with their functions and"
                + " bytes.")
        .flag("--all", HelpCommand.ALL)
        .files(HelpCommand.FILES);
  }

  static Parser definition() {
    return parser()
        .describe(
            "Print the facts of Go programs: format, hashes, build IDs, build info, linkage."
                + " It recomputes the content ID and judges nothing; 'gotrust verify' does.",
            HelpText.INSPECT);
  }

  @Override
  public Report on(Path file, String name, int threads) {
    return report(GoTrust.inspect(file, name, threads, scope));
  }

  @Override
  public Report on(ByteSource source, String name, int threads) {
    return report(GoTrust.inspect(source, name, threads, scope));
  }

  private static Report report(Reading reading) {
    return reading instanceof Inspection inspection
        ? new FactsReport(inspection)
        : new RefusalReport((Refusal) reading);
  }
}
