package dev.gotrust.cli.command;

import dev.gotrust.BlobRequest.Asked;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.SignatureRequest;
import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * {@code gotrust verify-artifact}: slsa-verifier's words, on any file. See {@code specs/cli.md}.
 */
public final class ArtifactCommand {
  private static final String SOURCE = "--source-uri";

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
      return terminal.print(help(surroundings.columns()));
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
    return BlobCommand.run(work, line, Parser.files(line), surroundings, terminal);
  }

  private static Parser parser() {
    Parser parser =
        new Parser("gotrust verify-artifact", "[options]", "FILE|sha256:HEX")
            .options(
                SignatureOptions.PROVENANCE_PATH,
                "FILE",
                "The provenance: a bundle, an envelope, or JSON Lines of them.")
            .ignored("--offline", false);
    return SignerOptions.add(SignatureOptions.addProvenance(SignatureOptions.addChecksums(parser)))
        .options("--output", "FORMAT[=PATH]", HelpCommand.OUTPUT)
        .files("Any file, - for standard input, or its digest as sha256:HEX.");
  }

  static String help(int columns) {
    return parser()
        .help(
            "Verify that a trusted builder's SLSA provenance is of a file and names its source, as"
                + " slsa-verifier does, offline.",
            HelpText.ARTIFACT,
            columns);
  }
}
