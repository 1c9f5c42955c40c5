package dev.gotrust.cli.command;

import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.SbomFile;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.signature.Signers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** The option that names SBOMs to hold programs against. */
final class SbomOptions {
  private static final String SBOM = "--sbom";

  private SbomOptions() {}

  static Parser add(Parser parser) {
    return parser.options(
        SBOM,
        "FILE",
        "Hold this SBOM, CycloneDX or SPDX in JSON, plain or in an attestation, against what the"
            + " program declares. May stand several times.");
  }

  /** Returns the files that the line names, for outputs that may not replace them. */
  static List<Path> paths(ParseResult line) throws UsageException {
    List<Path> paths = new ArrayList<>();
    for (String name : names(line)) {
      paths.add(FileNames.path(name));
    }
    return paths;
  }

  /**
   * Reads what the line names, once, however many files are judged against it.
   *
   * @param signers who is accepted: an SBOM that is signed is never judged without anybody to trust
   */
  static List<SbomFile> files(ParseResult line, Signers signers) throws UsageException {
    List<SbomFile> files = new ArrayList<>();
    List<SignatureFile> signed = new ArrayList<>();
    for (String name : names(line)) {
      SbomFile file;
      try {
        file = SbomFile.given(FileNames.path(name));
      } catch (IOException unreadable) {
        throw new UsageException(SBOM + ' ' + name + ": " + Terminal.explain(unreadable));
      }
      files.add(file);
      if (file.envelope() != null) {
        signed.add(file.envelope());
      }
    }
    SignatureOptions.checkChosen(line, signers, signed);
    return files;
  }

  private static List<String> names(ParseResult line) {
    return line.matchedOptionValue(SBOM, List.of());
  }
}
