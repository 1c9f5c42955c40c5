package dev.gotrust.cli.command;

import dev.gotrust.BlobRequest.Asked;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.signature.Signers;
import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * {@code gotrust conformance verify-bundle}: speaks the client protocol of sigstore-conformance. A
 * bundle's envelope or its signature must be of the file.
 */
public final class ConformanceCommand {
  private static final String SYNOPSIS = "gotrust conformance verify-bundle --bundle FILE ...";
  private static final String STAGING = "--staging";

  private ConformanceCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind {@code conformance}
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints
   * @return 0 only where the bundle holds
   * @throws UsageException if it does not take them
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    if (arguments.isEmpty() || !arguments.get(0).equals("verify-bundle")) {
      throw new UsageException("conformance has one command: verify-bundle", SYNOPSIS);
    }
    ParseResult line = parser().parse(arguments.subList(1, arguments.size()));
    if (line.hasMatchedOption(STAGING) && !line.hasMatchedOption(SignerOptions.TRUSTED_ROOT)) {
      throw new UsageException(
          STAGING + " needs the " + SignerOptions.TRUSTED_ROOT + " of the staging instance");
    }
    List<String> bundles = line.matchedOptionValue(SignatureOptions.BUNDLE, List.of());
    if (bundles.size() != 1) {
      throw new UsageException("one --bundle was expected", SYNOPSIS);
    }
    Signers signers = SignerOptions.signers(line, null, new TrustedRoots(surroundings));
    SignatureFile file = SignatureOptions.file(SignatureOptions.BUNDLE, bundles.get(0));
    boolean envelope = !file.bundles().isEmpty() && file.bundles().get(0).envelope() != null;
    BlobWork work =
        new BlobWork(
            envelope ? Asked.ATTESTATION : Asked.SIGNATURE,
            new SignatureRequest(
                signers, List.of(file), null, AttestationRequest.ANY, PlatformRoots.NONE),
            SignatureOptions.paths(line));
    return BlobCommand.run(work, line, Parser.files(line), surroundings, terminal);
  }

  static Parser definition() {
    return parser().describe("Verify a bundle, as sigstore-conformance asks for it.", "");
  }

  private static Parser parser() {
    Parser parser =
        new Parser("gotrust conformance verify-bundle", "[options]", "FILE|sha256:HEX")
            .flag(STAGING, "The instance is the staging one.")
            .options(SignatureOptions.BUNDLE, "FILE", "The bundle.");
    return SignerOptions.add(parser).output(Output.PLAIN).files("The file, or its digest.");
  }
}
