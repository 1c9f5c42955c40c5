package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.UsageException;
import dev.gotrust.facts.Inspection;
import dev.gotrust.report.StatementJson;
import dev.gotrust.sbom.SbomDocument;
import dev.gotrust.sbom.SbomException;
import dev.gotrust.sbom.SbomFormat;
import dev.gotrust.sbom.SbomOptions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** The statement that carries a bill of materials, and what the document may lack. */
final class SbomStatement {
  private static final String FORMAT = "--format";

  private final String text;
  private final List<String> gaps;

  private SbomStatement(String text, List<String> gaps) {
    this.text = text;
    this.gaps = gaps;
  }

  static Parser add(Parser parser) {
    return parser.option(
        FORMAT, "FORMAT", "Of an sbom: cyclonedx (1.6, JSON), the default, or spdx (2.3, JSON).");
  }

  /** Returns the format that a line asks for. */
  static SbomFormat format(ParseResult line, boolean isAsked) throws UsageException {
    if (line.hasMatchedOption(FORMAT) && !isAsked) {
      throw new UsageException(FORMAT + " is for --type sbom");
    }
    String name = line.matchedOptionValue(FORMAT, SbomFormat.CYCLONEDX.id());
    SbomFormat format = SbomFormat.of(name);
    if (format == null) {
      throw new UsageException("unknown format '" + name + "'; the formats: cyclonedx, spdx");
    }
    return format;
  }

  /**
   * Makes the statement.
   *
   * @throws SbomException if no document can be made of the file
   */
  static SbomStatement of(ParseResult line, Inspection facts) throws UsageException, SbomException {
    SbomFormat format = format(line, true);
    Path cache = ContentOptions.directory(line, ContentOptions.CACHE);
    SbomOptions options =
        cache == null
            ? SbomOptions.NONE
            : SbomOptions.NONE.withRequirements(GoTrust.requirements(facts, null, cache));
    SbomDocument document = GoTrust.sbom(facts, options);
    return new SbomStatement(
        StatementJson.render(
            facts.name(), facts.sha256(), format.predicateType(), document.render(format)),
        document.gaps());
  }

  String text() {
    return text;
  }

  /** Phrases on modules that may be missing; none for a whole document. */
  List<String> gaps() {
    return gaps;
  }
}
