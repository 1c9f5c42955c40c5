package dev.gotrust.cli.command;

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
import dev.gotrust.report.ReportDocument;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust report}: stored reports in every format; nothing is judged again. */
final class ReportCommand implements StoredReports.Taker {
  private final Written written;
  private final boolean oneFile;
  private @Nullable Waiting waiting;
  private boolean several;

  /** A document whose layout the next one decides. */
  private record Waiting(String name, ReportDocument document, JsonNode json) {}

  private ReportCommand(Written written, boolean oneFile) {
    this.written = written;
    this.oneFile = oneFile;
  }

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return the code of the stored verdicts, or a graver one; {@link ExitCode#INPUT} for what is no
   *     stored report
   * @throws UsageException if it does not take them
   */
  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    List<String> files = Parser.files(line);
    List<Output> outputs = Parser.storedOutputs(line);
    try (Written written = Written.open(outputs, paths(files), surroundings, terminal)) {
      ReportCommand command = new ReportCommand(written, files.size() == 1);
      new StoredReports(surroundings).read(files, command);
      command.pass();
      return written.end(command.several || files.size() > 1);
    }
  }

  /** Returns the files, which no output may replace. */
  static List<Path> paths(List<String> files) {
    return files.stream().map(FileWalker::path).filter(path -> path != null).toList();
  }

  @Override
  public void document(String name, ReportDocument document, JsonNode json) {
    several |= waiting != null;
    pass();
    waiting = new Waiting(name, document, json);
  }

  @Override
  public void problem(String name, RefusalReport refusal) {
    several |= waiting != null;
    pass();
    written.take(name, refusal);
  }

  private void pass() {
    if (waiting != null) {
      boolean alone = oneFile && !several;
      Report report = StoredReports.report(waiting.document(), waiting.json(), alone);
      written.take(waiting.document().file(), report);
      waiting = null;
    }
  }

  private static Parser parser() {
    return new Parser("gotrust report", "[--output FORMAT[=PATH]]")
        .output(Output.STORED)
        .files("Reports that verify --output json wrote, or - for standard input.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Write stored trust reports in another format. Nothing is judged again; 'gotrust report"
                + " check' does that.",
            HelpText.REPORT);
  }
}
