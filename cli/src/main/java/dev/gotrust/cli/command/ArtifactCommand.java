package dev.gotrust.cli.command;

import dev.gotrust.BlobRequest.Asked;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.report.BlobReport;
import dev.gotrust.report.StatementText;
import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * {@code gotrust verify-artifact}: slsa-verifier's words, on any file. See {@code specs/cli.md}.
 */
public final class ArtifactCommand {
  private static final String SOURCE = "--source-uri";
  private static final String PRINT = "--print-provenance";

  private ArtifactCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where provenance holds and says what was expected, 1 where not, 3 where nothing can
   *     be told
   * @throws UsageException if it does not take them
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    if (!line.hasMatchedOption(SignatureOptions.PROVENANCE_PATH)) {
      throw new UsageException(
          "name the provenance with " + SignatureOptions.PROVENANCE_PATH + " FILE");
    }
    if (!line.hasMatchedOption(SOURCE)) {
      throw new UsageException("name the source with " + SOURCE + ", such as github.com/o/r");
    }
    SignatureRequest request = SignatureOptions.request(line, new TrustedRoots(surroundings));
    BlobWork work = new BlobWork(Asked.PROVENANCE, request, SignatureOptions.paths(line));
    return line.hasMatchedOption(PRINT)
        ? print(work, line, surroundings, terminal)
        : BlobCommand.run(work, line, Parser.files(line), surroundings, terminal);
  }

  /** Prints the statement alone, once it holds; what came of it is said on standard error. */
  private static ExitCode print(
      BlobWork work, ParseResult line, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    List<Output> files = line.hasMatchedOption("--output") ? Parser.outputs(line) : List.of();
    for (Output output : files) {
      if (output.path() == null) {
        throw new UsageException(
            PRINT + " writes to standard output: give --output a path, as json=report.json");
      }
    }
    ExitCode code = BlobCommand.run(work, files, Parser.files(line), surroundings, terminal);
    BlobReport report = work.report();
    if (report == null) {
      return code;
    }
    Link link = report.link();
    terminal.problem(report.file(), report.asked() + ' ' + link.state() + ": " + link.reason());
    Bytes statement = report.statement();
    return code == ExitCode.OK && statement != null
        ? terminal.print(StatementText.render(statement))
        : code;
  }

  private static Parser parser() {
    Parser parser =
        new Parser("gotrust verify-artifact", "[options]", "FILE|sha256:HEX")
            .options(
                SignatureOptions.PROVENANCE_PATH,
                "FILE",
                "The provenance: a bundle, an envelope, or JSON Lines of them.")
            .toggle(
                PRINT, "Print the statement that holds to standard output, and nothing else there.")
            .ignored("--offline", false);
    return SignerOptions.add(SignatureOptions.addProvenance(SignatureOptions.addChecksums(parser)))
        .output(Output.PLAIN)
        .files("Any file, - for standard input, or its digest as sha256:HEX.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Verify that a trusted builder's SLSA provenance is of a file and names its source, as"
                + " slsa-verifier does, offline.",
            HelpText.ARTIFACT);
  }
}
