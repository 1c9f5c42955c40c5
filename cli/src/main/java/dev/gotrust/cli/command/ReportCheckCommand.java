package dev.gotrust.cli.command;

import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.Limits;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.cli.Written;
import dev.gotrust.json.JsonNode;
import dev.gotrust.material.Materials;
import dev.gotrust.material.StateAccess;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.report.ReportCheck;
import dev.gotrust.report.ReportCheck.Line;
import dev.gotrust.report.ReportCheck.Outcome;
import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.ReportDocument.Used;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * {@code gotrust report check}: does again what stored reports say was done. Files are hashed again
 * and the artifact is judged again, with the go.sum that the report names and with what the line
 * gives; whom to trust stands in no report.
 */
final class ReportCheckCommand implements StoredReports.Taker {
  private final Written written;
  private final VerifyCommand verify;
  private final boolean ownGoSum;
  private int count;

  private ReportCheckCommand(Written written, VerifyCommand verify, boolean ownGoSum) {
    this.written = written;
    this.verify = verify;
    this.ownGoSum = ownGoSum;
  }

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return {@link ExitCode#OK} where all came out as the reports say, {@link ExitCode#FAIL} where
   *     something did not, {@link ExitCode#INCOMPLETE} where something could not be done again,
   *     {@link ExitCode#INPUT} for what is no stored report
   * @throws UsageException if it does not take them
   */
  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    if (line.hasMatchedOption(DatabaseOptions.DRY_RUN)) {
      throw new UsageException(DatabaseOptions.DRY_RUN + " is of no use here");
    }
    if (line.hasMatchedOption(StateOptions.STATE)) {
      throw new UsageException(
          StateOptions.STATE + " records what verify accepts, and nothing is accepted here");
    }
    List<String> files = Parser.files(line);
    List<Output> outputs = Parser.outputs(line);
    return VerifyCommand.prepared(
        line,
        surroundings,
        terminal,
        verify -> {
          List<Path> reads = new ArrayList<>(verify.reads());
          reads.addAll(ReportCommand.paths(files));
          try (Written written = Written.open(outputs, reads, surroundings, terminal)) {
            boolean ownGoSum = line.hasMatchedOption("--go-sum");
            ReportCheckCommand command = new ReportCheckCommand(written, verify, ownGoSum);
            new StoredReports(surroundings).read(files, command);
            return written.end(command.count > 1);
          }
        });
  }

  @Override
  public void document(String name, ReportDocument document, JsonNode json) {
    count++;
    List<Line> lines = new ArrayList<>();
    Line artifact = artifact(document);
    lines.add(artifact);
    Materials goSum = null;
    if (document instanceof Judged judged) {
      for (Used used : judged.materials()) {
        Line material = material(used);
        lines.add(material);
        boolean given = used.kind().equals(Materials.GO_SUM) && used.origin().equals("given");
        if (given && !ownGoSum && material.outcome() == Outcome.SAME) {
          goSum = goSum(used.location());
        }
      }
    }
    if (artifact.outcome() == Outcome.SAME) {
      lines.addAll(again(document, goSum));
    }
    String by = document instanceof Judged judged ? judged.toolVersion() : null;
    written.take(
        document.file(), new CheckReport(new ReportCheck(name, document.file(), lines, by)));
  }

  @Override
  public void problem(String name, RefusalReport refusal) {
    count++;
    written.take(name, refusal);
  }

  private List<Line> again(ReportDocument document, @Nullable Materials goSum) {
    Path file = FileWalker.path(document.file());
    if (file == null) {
      return List.of();
    }
    VerificationRequest.Builder request = VerificationRequest.of(file).name(document.file());
    Report now = verify.again(request, goSum);
    List<Line> lines = new ArrayList<>();
    for (ReportDocument one : now.documents()) {
      lines.addAll(ReportCheck.compare(document, one));
    }
    return lines;
  }

  /** Null for what can't be used: the links that rest on it are then not done again. */
  private static @Nullable Materials goSum(String location) {
    try {
      Path file = FileWalker.path(location);
      return file == null ? null : Materials.NONE.withGoSum(file);
    } catch (ModuleFileException | IOException unusable) {
      return null;
    }
  }

  private static Line artifact(ReportDocument document) {
    String recorded = document.sha256();
    if (recorded == null) {
      String kind = document instanceof Refused refused ? refused.kind() : "";
      String reason = "the report holds no digest of it";
      return new Line("artifact", Outcome.NOT_REDONE, kind, null, reason);
    }
    return bytes("artifact", document.file(), recorded, false);
  }

  private static Line material(Used used) {
    boolean isLog = used.kind().equals(StateAccess.KIND);
    return bytes(used.kind() + ' ' + used.location(), used.location(), used.sha256(), isLog);
  }

  private static Line bytes(String what, String location, String recorded, boolean isLog) {
    Path file = FileWalker.path(location);
    try {
      if (file == null || !Files.isRegularFile(file)) {
        return ReportCheck.bytes(what, recorded, null, "no file lies where the report names it");
      }
      String now = isLog ? sha256OfLog(file, recorded) : sha256(file);
      return ReportCheck.bytes(what, recorded, now, null);
    } catch (IOException unreadable) {
      return ReportCheck.bytes(what, recorded, null, Terminal.explain(unreadable));
    }
  }

  /** A log grows with what is accepted: what the report names may be the beginning of it. */
  private static String sha256OfLog(Path file, String recorded) throws IOException {
    if (Files.size(file) > Limits.STATE_FILE) {
      return sha256(file);
    }
    MessageDigest digest = sha256();
    byte[] data = Files.readAllBytes(file);
    int from = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n') {
        digest.update(data, from, i + 1 - from);
        from = i + 1;
        if (hex(copy(digest)).equals(recorded)) {
          return recorded;
        }
      }
    }
    digest.update(data, from, data.length - from);
    return hex(digest);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[64 * 1024];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return hex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("that of every JVM can be copied", impossible);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Parser parser() {
    return VerifyCommand.options("gotrust report check")
        .output(Output.PLAIN)
        .files("Reports that verify --output json wrote, or - for standard input.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Do again what stored trust reports say was done: hash the files that they name, and"
                + " judge the program again with what is given here. Whom to trust is taken from no"
                + " report.",
            HelpText.REPORT_CHECK);
  }
}
