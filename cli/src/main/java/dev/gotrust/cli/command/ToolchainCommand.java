package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.chain.State;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.OneReport;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.CacheDirectory;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.material.GoRootFiles;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.Style;
import dev.gotrust.report.ToolchainJson;
import dev.gotrust.report.ToolchainReport;
import dev.gotrust.report.ToolchainText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust toolchain verify}: is a GOROOT the published toolchain, file for file? */
public final class ToolchainCommand {
  private static final String SYNOPSIS = "gotrust toolchain verify [options] [GOROOT]";

  private ToolchainCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where it is the published one, 1 where it differs, 3 or 5 where that can't be told
   * @throws UsageException if it does not take them
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    if (line.hasMatchedOption(DatabaseOptions.DRY_RUN)) {
      throw new UsageException(DatabaseOptions.DRY_RUN + " is of no use here", SYNOPSIS);
    }
    Path goroot = goroot(Parser.files(line), surroundings);
    try (DatabaseAccess database = DatabaseOptions.access(line, surroundings, terminal)) {
      GoRootFiles files = files(line, surroundings, database);
      terminal.working(FileNames.show(goroot));
      return new OneReport(surroundings, terminal)
          .run(
              Parser.outputs(line),
              List.of(),
              () -> new ToolchainOutcome(verify(goroot, files, database)));
    }
  }

  private static Parser parser() {
    return DatabaseOptions.add(new Parser("gotrust toolchain verify", "[options]", "[GOROOT]"))
        .option(
            ContentOptions.CACHE,
            "DIR",
            "Where the go command keeps modules, toolchains among them; by default GOMODCACHE.")
        .output(Output.PLAIN)
        .optional("GOROOT", "The directory of a Go distribution; by default that of go on PATH.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Hold every file of a GOROOT against the zip of the toolchain that was published as its"
                + " version.",
            HelpText.TOOLCHAIN);
  }

  private static Path goroot(List<String> names, Surroundings surroundings) throws UsageException {
    Path goroot;
    try {
      goroot =
          names.isEmpty()
              ? GoEnvironment.read(surroundings.environment()).root()
              : FileNames.path(names.get(0));
    } catch (IOException | InvalidPathException unusable) {
      throw new UsageException("no GOROOT: " + unusable.getMessage(), SYNOPSIS);
    }
    if (goroot == null) {
      throw new UsageException("no go is on PATH, and GOROOT is not set; name one", SYNOPSIS);
    }
    if (!Files.isDirectory(goroot)) {
      throw new UsageException(FileNames.show(goroot) + ": no such directory", SYNOPSIS);
    }
    return goroot;
  }

  /** Returns where the zips of toolchains are. */
  static GoRootFiles files(
      ParseResult line, Surroundings surroundings, @Nullable DatabaseAccess database)
      throws UsageException {
    Path cache = ContentOptions.cache(line, surroundings);
    CacheDirectory kept = DatabaseOptions.cache(line, surroundings, database);
    return new GoRootFiles(cache, kept, database == null ? null : database.proxies());
  }

  private static ToolchainReport verify(
      Path goroot, GoRootFiles files, @Nullable DatabaseAccess database) throws UsageException {
    try {
      return GoTrust.verifyToolchain(goroot, files, database);
    } catch (IOException unreadable) {
      throw new UsageException(FileNames.show(goroot) + ": " + Terminal.explain(unreadable));
    }
  }

  private static final class ToolchainOutcome implements Report {
    private final ToolchainReport report;

    ToolchainOutcome(ToolchainReport report) {
      this.report = report;
    }

    @Override
    public ExitCode code() {
      if (report.state() == State.CONTRADICTED) {
        return ExitCode.FAIL;
      }
      if (report.state() == State.PROVEN) {
        return ExitCode.OK;
      }
      return report.unreachable() ? ExitCode.UNREACHABLE : ExitCode.INCOMPLETE;
    }

    @Override
    public String tally() {
      return "";
    }

    @Override
    public String text(Style style) {
      return ToolchainText.render(report, style);
    }

    @Override
    public void json(OutputStream out, boolean pretty) throws IOException {
      ToolchainJson.write(out, report, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
    }
  }
}
