package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.ModulesRequest;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.OneReport;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.RefusalReport;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.facts.Refusal;
import dev.gotrust.material.Checkout;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.module.ModuleFileException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust modules verify}: the modules of a source tree, held against each other. */
final class ModulesVerifyCommand {

  /** Each may hold the directory of a zip, and the launcher gives the JVM 128 MiB. */
  private static final int MOST_WORKERS = 8;

  private final ParseResult line;
  private final Surroundings surroundings;
  private final Terminal terminal;
  private final Path directory;
  private final @Nullable Path vendor;

  private ModulesVerifyCommand(ParseResult line, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    this.line = line;
    this.surroundings = surroundings;
    this.terminal = terminal;
    this.directory = directory(line, surroundings);
    this.vendor = DatabaseOptions.path(line, ContentOptions.VENDOR);
  }

  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    List<Output> outputs = Parser.outputs(line);
    return new ModulesVerifyCommand(line, surroundings, terminal).run(outputs);
  }

  private static Parser parser() {
    Parser parser =
        new Parser("gotrust modules verify", "[options]", "[DIR]")
            .option(
                ContentOptions.CACHE,
                "DIR",
                "The module cache; by default that of the go command, GOMODCACHE.")
            .option(
                ContentOptions.VENDOR,
                "DIR",
                "The vendor tree; by default that beside go.mod or go.work, if it is there.");
    return DatabaseOptions.add(parser)
        .output(Output.PLAIN)
        .flag("--all", "List all modules and problems; else the first of those that matter.")
        .optional("DIR", "A directory with a go.mod, or below one; by default the current one.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Hold go.mod, go.sum, the module cache and the vendor tree of a source tree against"
                + " each other and, where it is asked, a checksum database.",
            TEXT);
  }

  private static final String TEXT =
      """
      What it does beyond go mod verify: zips are hashed anew and held against
      go.sum, not against the note beside them; vendored files are held against those
      zips, and go.sum against the database.

      Examples:
        gotrust modules verify
        gotrust modules verify --checksum-db --all ~/src/myapp
        gotrust modules verify --output json=modules.json --module-cache /tmp/mod .

      Exit codes: 0 PASS; 1 FAIL: something differs; 2 usage or configuration;
      3 INCOMPLETE: a module was not checked; 4 a malformed go.mod, go.sum, go.work or
      modules.txt, or none; 5 the database could not be reached; 70 a bug in gotrust.
      """;

  private static Path directory(ParseResult line, Surroundings surroundings) throws UsageException {
    List<String> named = Parser.files(line);
    try {
      return named.isEmpty() ? surroundings.directory() : FileNames.path(named.get(0));
    } catch (InvalidPathException unusable) {
      throw new UsageException(named.get(0) + ": " + unusable.getReason());
    }
  }

  private ExitCode run(List<Output> outputs) throws UsageException {
    GoEnvironment settings = DatabaseOptions.settings(surroundings);
    Path cache = cache(settings);
    try (DatabaseAccess database = DatabaseOptions.access(line, surroundings, terminal)) {
      boolean plans = database != null && line.hasMatchedOption(DatabaseOptions.DRY_RUN);
      return new OneReport(surroundings, terminal)
          .run(
              outputs,
              List.of(),
              () -> plans ? planned(settings, database) : judged(settings, cache, database));
    }
  }

  private Path cache(GoEnvironment settings) throws UsageException {
    Path named = DatabaseOptions.path(line, ContentOptions.CACHE);
    return named == null ? ContentOptions.usual(settings) : named;
  }

  private Report judged(GoEnvironment settings, Path cache, @Nullable DatabaseAccess database) {
    ModulesRequest.Builder request =
        ModulesRequest.of(directory, settings, cache)
            .threads(Math.max(1, Math.min(surroundings.processors(), MOST_WORKERS)))
            .progress(terminal.modules());
    if (vendor != null) {
      request.vendor(vendor);
    }
    if (database != null) {
      request.checksumDatabase(database);
    }
    try {
      return new ModulesReportPage(
          GoTrust.verifyModules(request.build()), line.hasMatchedOption("--all"));
    } catch (ModuleFileException malformed) {
      return refused(malformed);
    } catch (IOException unreadable) {
      return refused(unreadable);
    }
  }

  private Report planned(GoEnvironment settings, DatabaseAccess database) {
    try {
      Checkout checkout = Checkout.read(directory, settings, vendor);
      String name = checkout.mains().members().get(0).mod().name();
      return new PlanReport(name, database.plan(GoTrust.lookups(checkout)));
    } catch (ModuleFileException malformed) {
      return refused(malformed);
    } catch (IOException unreadable) {
      return refused(unreadable);
    }
  }

  private Report refused(ModuleFileException malformed) {
    boolean tooLarge = malformed.kind() == ModuleFileException.Kind.TOO_LARGE;
    return refused(
        tooLarge ? Refusal.Kind.TOO_LARGE : Refusal.Kind.MALFORMED, malformed.getMessage());
  }

  private Report refused(IOException unreadable) {
    return refused(Refusal.Kind.UNREADABLE, Terminal.explain(unreadable));
  }

  private Report refused(Refusal.Kind kind, String message) {
    String name = FileNames.show(directory);
    return new RefusalReport(
        new Refusal(name.isEmpty() ? "." : name, null, null, null, kind, message, -1));
  }
}
