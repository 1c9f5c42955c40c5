package dev.gotrust.cli.command;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.chain.Verdict;
import dev.gotrust.cli.Batch;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.NewFile;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.cli.Work;
import dev.gotrust.report.StatementJson;
import dev.gotrust.report.SummaryAbout;
import dev.gotrust.report.SummaryJson;
import dev.gotrust.report.TrustReport;
import dev.gotrust.sbom.SbomException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust attest}: a signed statement on a Go program that was verified in the same run. */
public final class AttestCommand {
  private static final String TYPE = "--type";
  private static final String VERIFIER = "--verifier-id";
  private static final String RESOURCE = "--resource-uri";
  private static final String TYPES = "sbom, vsa, svr, report";

  private AttestCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return that of the verdict, or a graver one where nothing could be signed
   * @throws UsageException if it does not take them, or the key can't be used
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = definition().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    String type = line.matchedOptionValue(TYPE, "");
    if (!List.of(TYPES.split(", ", -1)).contains(type)) {
      throw new UsageException(
          (type.isEmpty() ? "name what is to be attested with " + TYPE : TYPE + ' ' + type)
              + ": the types are "
              + TYPES);
    }
    SbomStatement.format(line, type.equals("sbom"));
    uri(line, VERIFIER);
    uri(line, RESOURCE);
    String name = SignCommand.oneFile(line);
    NewFile output = SigningOptions.output(line, name + ".att.json");
    for (Output report : Parser.outputs(line)) {
      report.refuseToShare(output);
    }
    return VerifyCommand.prepared(
        line,
        surroundings,
        terminal,
        work -> attest(work, type, line, output, surroundings, terminal));
  }

  private static ExitCode attest(
      VerifyCommand verification,
      String type,
      ParseResult line,
      NewFile output,
      Surroundings surroundings,
      Terminal terminal)
      throws UsageException {
    for (Path read : verification.reads()) {
      output.refuseToReplace(read);
    }
    Kept kept = new Kept(verification, output.path());
    ExitCode verdict =
        new Batch(surroundings, terminal, kept)
            .run(Parser.files(line), Parser.outputs(line), false);
    TrustReport report = kept.report;
    if (report == null) {
      terminal.note("nothing was attested: no one program was judged");
      return line.hasMatchedOption(DatabaseOptions.DRY_RUN)
          ? verdict
          : verdict.graver(ExitCode.INPUT);
    }
    if (type.equals("svr") && report.outcome().verdict() != Verdict.PASS) {
      terminal.note(
          "nothing was attested: a simple verification result is of what passed; a vsa can say"
              + " that it failed");
      return verdict;
    }
    String statement;
    ExitCode complete = ExitCode.OK;
    if (type.equals("sbom")) {
      try {
        SbomStatement sbom = SbomStatement.of(line, report.facts());
        for (String gap : sbom.gaps()) {
          terminal.problem(
              report.facts().name(), "the bill of materials may be incomplete: " + gap);
          complete = ExitCode.INCOMPLETE;
        }
        statement = sbom.text();
      } catch (SbomException refused) {
        terminal.problem(report.facts().name(), String.valueOf(refused.getMessage()));
        return verdict.graver(ExitCode.INPUT);
      }
    } else {
      statement = statement(type, line, report);
    }
    byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
    ExitCode signed =
        SigningOptions.sign(
            line,
            signer -> signer.attest(StatementJson.PAYLOAD_TYPE, payload),
            output,
            surroundings,
            terminal);
    return verdict.graver(complete).graver(signed);
  }

  private static String statement(String type, ParseResult line, TrustReport report) {
    SummaryAbout standing = SummaryAbout.of(report.facts(), Instant.now());
    SummaryAbout about =
        new SummaryAbout(
            line.matchedOptionValue(VERIFIER, standing.verifierId()),
            line.matchedOptionValue(RESOURCE, standing.resourceUri()),
            standing.timeVerified());
    return switch (type) {
      case "vsa" -> SummaryJson.summary(report, about);
      case "svr" -> SummaryJson.result(report, about);
      default -> SummaryJson.report(report);
    };
  }

  private static void uri(ParseResult line, String option) throws UsageException {
    String value = line.matchedOptionValue(option, (String) null);
    if (value != null && !value.matches("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e]+")) {
      throw new UsageException(option + ' ' + value + ": a URI was expected, such as https://…");
    }
  }

  /** Verifies as {@code verify} does, and keeps the report of the one program. */
  private static final class Kept implements Work {
    private final VerifyCommand verification;
    private final Path output;
    private volatile @Nullable TrustReport report;

    Kept(VerifyCommand verification, Path output) {
      this.verification = verification;
      this.output = output;
    }

    private Report keep(Report judged) {
      report = judged instanceof ChainReport chain ? chain.report() : null;
      return judged;
    }

    @Override
    public List<Path> reads() {
      List<Path> reads = new ArrayList<>(verification.reads());
      reads.add(output);
      return reads;
    }

    @Override
    public Report on(Path file, String name, int threads) {
      return keep(verification.on(file, name, threads));
    }

    @Override
    public Report named(Path file, String name, int threads) {
      return keep(verification.named(file, name, threads));
    }

    @Override
    public Report on(ByteSource source, String name, int threads) {
      return keep(verification.on(source, name, threads));
    }
  }

  static Parser definition() {
    Parser parser =
        new Parser("gotrust attest", "[options]", "FILE")
            .option(
                TYPE,
                "TYPE",
                "What is attested: sbom, the modules; vsa or svr, that it was verified; report, all"
                    + " that verify says.");
    SigningOptions.add(SbomStatement.add(parser), "FILE.att.json")
        .option(VERIFIER, "URI", "Who verified, for a vsa or svr; by default gotrust itself.")
        .option(
            RESOURCE,
            "URI",
            "As what it was verified, for a vsa; by default the main module as a package URL.");
    return VerifyCommand.addEvidence(parser)
        .output(Output.PLAIN)
        .files("One Go program.")
        .describe(
            "Verify a Go program, and sign a statement on it: its modules, or that and how far it"
                + " was verified. What was signed is verified before it is written.",
            HelpText.ATTEST);
  }
}
