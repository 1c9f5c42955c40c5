package dev.gotrust.cli.command;

import dev.gotrust.archive.ArchiveException;
import dev.gotrust.attestation.BuilderIdentity;
import dev.gotrust.attestation.PredicateTypes;
import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.attestation.SummaryExpectations;
import dev.gotrust.bytes.Limits;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.codesign.CodeRoots;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.ChecksumFile;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.Signers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that name signatures and attestations, and say what attestations must say. */
final class SignatureOptions {
  static final String SIGNATURE = "--signature";
  static final String BUNDLE = "--bundle";
  static final String ATTESTATION = "--attestation";
  static final String PROVENANCE = "--provenance";
  static final String PROVENANCE_PATH = "--provenance-path";
  static final String PREDICATE_TYPE = "--predicate-type";
  static final String CHECKSUMS = "--checksums";
  static final String AUTHENTICODE = "--authenticode-roots";
  static final String APPLE = "--apple-roots";
  static final String SUMMARY = "--vsa";
  static final String VERIFIER = "--verifier-id";
  static final String LEVEL = "--minimum-level";
  static final String VERIFIED_LEVEL = "--verified-level";
  static final String RESOURCE = "--resource-uri";
  private static final String BUILDER = "--builder-id";
  private static final String SOURCE = "--source-uri";
  private static final String TAG = "--source-tag";
  private static final String VERSIONED_TAG = "--source-versioned-tag";
  private static final String BRANCH = "--source-branch";
  private static final String INPUT = "--build-workflow-input";

  private static final String[] FILES = {
    BUNDLE, SIGNATURE, ATTESTATION, PROVENANCE, PROVENANCE_PATH, SUMMARY
  };

  /** Further files that are read, and hold no signature. */
  private static final String[] READ = {
    CHECKSUMS,
    SignerOptions.KEY,
    SignerOptions.ACCEPTED_KEY,
    SignerOptions.TRUSTED_ROOT,
    AUTHENTICODE,
    APPLE,
    PasswordOptions.FILE,
    SigningOptions.TOKEN,
    SigningOptions.CONFIG,
    StateOptions.KEY
  };

  private SignatureOptions() {}

  /** Adds the options that name files. */
  static Parser addFiles(Parser parser) {
    return addEvidence(parser)
        .option(SUMMARY, "FILE", "As --attestation, a verification summary (VSA, SVR).")
        .option(VERIFIER, "ID", "Whose verification summaries are accepted.")
        .option(RESOURCE, "URI", "What a summary must say that it verified.")
        .option(LEVEL, "N", "The lowest SLSA build level that a summary must state.")
        .texts(
            VERIFIED_LEVEL,
            "NAME",
            "A level that a summary must state: of a SLSA track, as SLSA_BUILD_LEVEL_2, or a higher"
                + " one; any other by its name. May stand several times.");
  }

  /** Adds the options that name files, but for summaries of others. */
  static Parser addEvidence(Parser parser) {
    Parser files =
        parser
            .options(
                BUNDLE,
                "FILE",
                "Hold this bundle of cosign's or Sigstore's against the file. May stand several"
                    + " times.")
            .options(SIGNATURE, "FILE", "Hold this signature, in base64 or DER, against the file.")
            .options(
                ATTESTATION,
                "FILE",
                "Hold this attestation, a bundle or an envelope, against the file. May stand"
                    + " several times.")
            .options(PROVENANCE, "FILE", "As --attestation, and it must be SLSA provenance.");
    return addChecksums(files)
        .option(
            AUTHENTICODE,
            "FILE",
            "Ask Windows programs for an Authenticode signature that leads to these certificates,"
                + " in PEM.")
        .option(
            APPLE,
            "FILE",
            "Ask macOS programs for a code signature that leads to these certificates, in PEM.")
        .option(PREDICATE_TYPE, "TYPE", "Ask every attestation for this type of predicate.");
  }

  /** Adds the option that names a list of checksums. */
  static Parser addChecksums(Parser parser) {
    return parser.option(
        CHECKSUMS,
        "FILE",
        "A list as sha256sum writes it: what is signed may be that, if it lists the file, or the"
            + " archive that holds it.");
  }

  /** Adds the options that say what provenance must say, as slsa-verifier names them. */
  static Parser addProvenance(Parser parser) {
    return parser
        .option(SOURCE, "URI", "Ask provenance for this source repository, such as github.com/o/r.")
        .option(TAG, "TAG", "Ask provenance for this tag.")
        .option(
            VERSIONED_TAG, "TAG", "Ask provenance for a tag of this version: v1 for all of 1.x.y.")
        .option(BRANCH, "BRANCH", "Ask provenance for this branch.")
        .option(BUILDER, "ID", "Ask provenance for this builder, exactly or without its @version.")
        .texts(
            INPUT,
            "KEY=VALUE",
            "Ask provenance for an input of the workflow. May stand several times.");
  }

  /**
   * Returns what the line asks for.
   *
   * @throws UsageException if a file can't be read, or options don't go together
   */
  static SignatureRequest request(ParseResult line, TrustedRoots roots) throws UsageException {
    return request(line, roots, false);
  }

  /**
   * Returns what the line asks for.
   *
   * @param byPolicy whether a policy may say who is accepted
   * @throws UsageException if a file can't be read, or options don't go together
   */
  static SignatureRequest request(ParseResult line, TrustedRoots roots, boolean byPolicy)
      throws UsageException {
    ProvenanceExpectations provenance = provenance(line);
    boolean names = !provenance.builderId().isEmpty() || !provenance.sourceUri().isEmpty();
    BuilderIdentity builder =
        names ? new BuilderIdentity(provenance.builderId(), provenance.sourceUri()) : null;
    Signers signers = SignerOptions.signers(line, builder, roots);
    List<SignatureFile> given = files(line);
    if (!byPolicy) {
      checkChosen(line, signers, given);
    }
    return new SignatureRequest(
        signers,
        given,
        checksums(line),
        new AttestationRequest(
            PredicateTypes.of(asked(line, PREDICATE_TYPE)), provenance, summaries(line), true),
        new PlatformRoots(codeRoots(line, AUTHENTICODE), codeRoots(line, APPLE)));
  }

  /** Returns the files that the line names and are read, for outputs that may not replace them. */
  static List<Path> paths(ParseResult line) {
    List<Path> paths = new ArrayList<>();
    for (String[] options : new String[][] {FILES, READ, CosignFiles.ALL}) {
      for (String option : options) {
        for (String name : names(line, option)) {
          paths.add(FileNames.path(name));
        }
      }
    }
    return paths;
  }

  private static List<String> names(ParseResult line, String option) {
    if (!line.hasMatchedOption(option)) {
      return List.of();
    }
    Object value = line.matchedOption(option).getValue();
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  private static List<SignatureFile> files(ParseResult line) throws UsageException {
    List<SignatureFile> files = new ArrayList<>();
    for (String option : FILES) {
      for (String name : names(line, option)) {
        files.add(file(option, name));
      }
    }
    return files;
  }

  static SignatureFile file(String option, String name) throws UsageException {
    try {
      return SignatureFile.given(FileNames.path(name));
    } catch (IOException unreadable) {
      throw new UsageException(option + ' ' + name + ": " + Terminal.explain(unreadable));
    }
  }

  /** As in cosign: what was given is never judged without anybody to trust. */
  static void checkChosen(ParseResult line, Signers signers, List<SignatureFile> given)
      throws UsageException {
    for (SignatureFile file : given) {
      for (Bundle bundle : file.bundles()) {
        if (!signers.areChosen()) {
          String name = file.material().location();
          throw new UsageException(
              bundle.certificates().isEmpty()
                  ? name + " is given, but nobody to trust: name the key with --key"
                  : name
                      + " is given, but nobody to trust: name --certificate-identity and"
                      + " --certificate-oidc-issuer");
        }
      }
    }
    if (line.hasMatchedOption(SUMMARY) && !line.hasMatchedOption(VERIFIER)) {
      throw new UsageException(SUMMARY + " is somebody's word: name whose with " + VERIFIER);
    }
  }

  private static @Nullable CodeRoots codeRoots(ParseResult line, String option)
      throws UsageException {
    String name = value(line, option);
    try {
      return name == null
          ? null
          : CodeRoots.read(name, SignerOptions.read(option, name, Limits.PEM));
    } catch (RefusedException wrong) {
      throw new UsageException(option + ' ' + name + ": " + wrong.getMessage());
    }
  }

  static @Nullable ChecksumFile checksums(ParseResult line) throws UsageException {
    String name = value(line, CHECKSUMS);
    try {
      return name == null ? null : ChecksumFile.read(FileNames.path(name));
    } catch (ArchiveException wrong) {
      throw new UsageException(CHECKSUMS + ' ' + wrong.getMessage());
    } catch (IOException unreadable) {
      throw new UsageException(CHECKSUMS + ' ' + name + ": " + Terminal.explain(unreadable));
    }
  }

  private static SummaryExpectations summaries(ParseResult line) throws UsageException {
    if (line.commandSpec().findOption(SUMMARY) == null) {
      return SummaryExpectations.NONE;
    }
    String verifier = asked(line, VERIFIER);
    List<String> levels = new ArrayList<>(Parser.texts(line, VERIFIED_LEVEL));
    String level = line.matchedOptionValue(LEVEL, "0");
    if (level.length() != 1 || level.charAt(0) < '0' || level.charAt(0) > '4') {
      throw new UsageException(LEVEL + ' ' + level + ": a level from 0 to 4 was expected");
    }
    if (!level.equals("0")) {
      levels.add("SLSA_BUILD_LEVEL_" + level);
    }
    String resource = asked(line, RESOURCE);
    if (verifier.isEmpty() && (!levels.isEmpty() || !resource.isEmpty())) {
      throw new UsageException(
          "what a summary must say is somebody's word: name whose with " + VERIFIER);
    }
    return new SummaryExpectations(verifier, resource, levels);
  }

  private static ProvenanceExpectations provenance(ParseResult line) throws UsageException {
    try {
      return new ProvenanceExpectations(
          asked(line, BUILDER),
          asked(line, SOURCE),
          asked(line, TAG),
          asked(line, VERSIONED_TAG),
          asked(line, BRANCH),
          inputs(line));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(VERSIONED_TAG + ": " + wrong.getMessage());
    }
  }

  /** A variable of a script that was never set must not ask for nothing. */
  private static String asked(ParseResult line, String option) throws UsageException {
    String value = line.matchedOptionValue(option, (String) null);
    if (value != null && value.isEmpty()) {
      throw new UsageException(option + " is empty: leave it out, or name what is expected");
    }
    return value == null ? "" : value;
  }

  private static Map<String, String> inputs(ParseResult line) throws UsageException {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (String input : Parser.texts(line, INPUT)) {
      int equals = input.indexOf('=');
      if (equals < 1) {
        throw new UsageException(INPUT + ' ' + input + ": KEY=VALUE was expected");
      }
      inputs.put(input.substring(0, equals), input.substring(equals + 1));
    }
    return inputs;
  }

  /** Returns the value of an option, null where the line, or its command, has none. */
  static @Nullable String value(ParseResult line, String option) {
    return line.matchedOptionValue(option, (String) null);
  }
}
