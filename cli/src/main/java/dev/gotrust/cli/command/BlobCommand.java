package dev.gotrust.cli.command;

import dev.gotrust.BlobRequest.Asked;
import dev.gotrust.attestation.PredicateTypes;
import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.attestation.SummaryExpectations;
import dev.gotrust.bytes.Digest;
import dev.gotrust.cli.Batch;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.OneReport;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.signature.Signers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * {@code gotrust verify-blob} and {@code verify-blob-attestation}: cosign's words, on any file. See
 * {@code specs/cli.md}.
 */
public final class BlobCommand {
  private static final String CHECK_CLAIMS = "--check-claims";
  private static final String DIGEST = "--digest";
  private static final String DIGEST_ALGORITHM = "--digestAlg";
  private static final String TYPE = "--type";

  /** What cosign takes and is of no use here: nothing goes to the network, all is checked. */
  private static final String[] IGNORED = {
    "--offline", "--new-bundle-format", "--allow-certificate-chain", "-d"
  };

  private static final String[] IGNORED_VALUES = {
    "--max-workers", "--rekor-url", "--timeout", "-t", "--signature-digest-algorithm"
  };

  /** What cosign takes and is not done here. */
  private static final String[] REFUSED = {"--sk", "--slot", "--sct", "--private-infrastructure"};

  private final boolean attestation;

  private BlobCommand(boolean attestation) {
    this.attestation = attestation;
  }

  /**
   * Runs {@code verify-blob}.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where a signature holds, 1 where one does not, 3 where nothing can be told
   * @throws UsageException if it does not take them
   */
  public static ExitCode signature(
      List<String> arguments, Surroundings surroundings, Terminal terminal) throws UsageException {
    return new BlobCommand(false).run(arguments, surroundings, terminal);
  }

  /**
   * Runs {@code verify-blob-attestation}.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where an attestation holds, 1 where one does not, 3 where nothing can be told
   * @throws UsageException if it does not take them
   */
  public static ExitCode attestation(
      List<String> arguments, Surroundings surroundings, Terminal terminal) throws UsageException {
    return new BlobCommand(true).run(arguments, surroundings, terminal);
  }

  private ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition(attestation).help(surroundings.columns()));
    }
    for (String option : REFUSED) {
      if (line.hasMatchedOption(option)) {
        throw new UsageException(option + " is not taken: " + instead(option));
      }
    }
    BlobWork work =
        new BlobWork(asked(), request(line, surroundings), SignatureOptions.paths(line));
    return run(work, line, inputs(line), surroundings, terminal);
  }

  private static String instead(String option) {
    return switch (option) {
      case "--sct" -> "it must stand in the certificate; else see " + SignerOptions.IGNORE_SCT;
      case "--private-infrastructure" -> "say " + SignerOptions.IGNORE_TLOG;
      default -> "export the public key of the token and name it with " + SignerOptions.KEY;
    };
  }

  /** Runs over the one file, or the digest, that a line names. */
  static ExitCode run(
      BlobWork work,
      ParseResult line,
      List<String> inputs,
      Surroundings surroundings,
      Terminal terminal)
      throws UsageException {
    return run(work, Parser.outputs(line), inputs, surroundings, terminal);
  }

  /** Runs over the one file, or the digest, that a line names, with outputs that may be none. */
  static ExitCode run(
      BlobWork work,
      List<Output> outputs,
      List<String> inputs,
      Surroundings surroundings,
      Terminal terminal)
      throws UsageException {
    if (inputs.size() != 1) {
      throw new UsageException("one file was expected, but " + inputs.size() + " are named");
    }
    Path path = FileNames.path(inputs.get(0));
    if (Files.isDirectory(path)) {
      throw new UsageException(inputs.get(0) + " is a directory; name one file");
    }
    Digest digest = Files.exists(path) ? null : Digest.parse(inputs.get(0));
    return digest == null
        ? new Batch(surroundings, terminal, work).run(inputs, outputs, false)
        : new OneReport(surroundings, terminal).run(outputs, work.reads(), () -> work.on(digest));
  }

  private Asked asked() {
    return attestation ? Asked.ATTESTATION : Asked.SIGNATURE;
  }

  private Parser parser() {
    Parser parser =
        new Parser(name(attestation), "[options]", "FILE|sha256:HEX")
            .options(SignatureOptions.BUNDLE, "FILE", "The bundle, of cosign's or Sigstore's.")
            .options(
                SignatureOptions.SIGNATURE,
                "FILE",
                attestation
                    ? "The envelope, alone or in base64."
                    : "The signature, in base64 or DER: a file, or the base64 itself.");
    if (attestation) {
      parser
          .option(
              TYPE,
              "TYPE",
              "Ask for this type of predicate, by cosign's short name or in full; without it any is"
                  + " accepted and named.")
          .choice(CHECK_CLAIMS, "false: the file need not be a subject of the statement.")
          .option(DIGEST, "HEX", "The digest of the file, in its place.")
          .option(DIGEST_ALGORITHM, "NAME", "The hash function of that digest, such as sha256.");
    }
    for (String name : IGNORED) {
      parser.ignored(name, false);
    }
    for (String name : IGNORED_VALUES) {
      parser.ignored(name, true);
    }
    for (String name : REFUSED) {
      parser.ignored(name, !name.equals("--sk") && !name.equals("--private-infrastructure"));
    }
    return SignerOptions.add(CosignFiles.add(SignatureOptions.addChecksums(parser)))
        .output(Output.PLAIN)
        .optional("FILE", "Any file, - for standard input, or its digest as sha256:HEX.");
  }

  private static String name(boolean attestation) {
    return attestation ? "gotrust verify-blob-attestation" : "gotrust verify-blob";
  }

  static Parser definition(boolean attestation) {
    return new BlobCommand(attestation)
        .parser()
        .describe(
            attestation
                ? "Verify that a signed statement is of a file, as cosign does, offline."
                : "Verify a signature of a file, as cosign does, offline.",
            attestation ? HelpText.BLOB_ATTESTATION : HelpText.BLOB);
  }

  private SignatureRequest request(ParseResult line, Surroundings surroundings)
      throws UsageException {
    Signers signers = SignerOptions.signers(line, null, new TrustedRoots(surroundings));
    List<SignatureFile> given = new ArrayList<>();
    for (String option : new String[] {SignatureOptions.BUNDLE, SignatureOptions.SIGNATURE}) {
      List<String> names = line.matchedOptionValue(option, List.of());
      for (String name : names) {
        given.add(file(option, name));
      }
    }
    if (given.isEmpty()) {
      throw new UsageException("name the signature with --bundle FILE or --signature FILE");
    }
    List<SignatureFile> whole = CosignFiles.attach(line, given);
    SignatureOptions.checkChosen(line, signers, whole);
    boolean claims = !attestation || line.matchedOptionValue(CHECK_CLAIMS, true);
    String type = attestation ? line.matchedOptionValue(TYPE, "") : "";
    return new SignatureRequest(
        signers,
        whole,
        SignatureOptions.checksums(line),
        new AttestationRequest(
            PredicateTypes.of(type), ProvenanceExpectations.NONE, SummaryExpectations.NONE, claims),
        PlatformRoots.NONE);
  }

  /** cosign takes a signature itself in the place of a file of it. */
  private static SignatureFile file(String option, String name) throws UsageException {
    boolean literal =
        option.equals(SignatureOptions.SIGNATURE)
            && !Files.exists(FileNames.path(name))
            && name.length() > 40;
    return literal
        ? SignatureFile.of(option, name.getBytes(StandardCharsets.UTF_8), Standing.GIVEN)
        : SignatureOptions.file(option, name);
  }

  private List<String> inputs(ParseResult line) throws UsageException {
    String hex = attestation ? SignatureOptions.value(line, DIGEST) : null;
    String algorithm = attestation ? SignatureOptions.value(line, DIGEST_ALGORITHM) : null;
    List<String> files = Parser.files(line);
    if (hex == null) {
      return files;
    }
    String digest = (algorithm == null ? "sha256" : algorithm) + ':' + hex;
    if (Digest.parse(digest) == null || !files.isEmpty()) {
      throw new UsageException(
          DIGEST + " takes the hexadecimal SHA-256, SHA-384 or SHA-512 of a file, and no file");
    }
    return List.of(digest);
  }
}
