package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.chain.State;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.OneReport;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.Report;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.report.JsonLayout;
import dev.gotrust.report.ProofJson;
import dev.gotrust.report.ProofReport;
import dev.gotrust.report.ProofReport.Claim;
import dev.gotrust.report.ProofText;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/** {@code gotrust modules prove}: what the checksum database holds, step by step. */
final class ProveCommand {
  static final String NAME = "gotrust modules prove";

  private ProveCommand() {}

  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    if (line.hasMatchedOption(DatabaseOptions.DRY_RUN)) {
      throw new UsageException(
          DatabaseOptions.DRY_RUN + " goes with gotrust verify: it lists the same requests");
    }
    try (DatabaseAccess database = DatabaseOptions.access(line, surroundings, terminal)) {
      if (database == null) {
        throw new UsageException(
            "a proof needs the database: --checksum-db asks it, --checksum-db-pack FILE reads what"
                + " was recorded");
      }
      List<Path> reads = new ArrayList<>();
      List<Claim> claims = new ArrayList<>();
      ExitCode worst = ExitCode.OK;
      for (String input : Parser.files(line)) {
        worst = worst.graver(claims(input, claims, reads, terminal));
      }
      if (claims.isEmpty()) {
        if (worst == ExitCode.OK) {
          terminal.note("no module with an h1 to prove");
        }
        return worst.graver(ExitCode.INCOMPLETE);
      }
      ExitCode code =
          new OneReport(surroundings, terminal)
              .run(Parser.outputs(line), reads, () -> new Outcome(report(claims, database)));
      return worst.graver(code);
    }
  }

  private static Parser parser() {
    return DatabaseOptions.add(new Parser(NAME, "[options]", "FILE|MODULE@VERSION..."))
        .output(Output.PLAIN)
        .inputs("INPUT", "Go programs, whose declared modules are proven, or modules by name.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Show, step by step, that the checksum database holds modules: the record, the hashes"
                + " that lead from it to the root of the tree, and the signed head.",
            HelpText.PROVE);
  }

  private static ProofReport report(List<Claim> claims, DatabaseAccess database)
      throws UsageException {
    Set<ModuleVersion> modules = new LinkedHashSet<>();
    for (Claim claim : claims) {
      modules.add(claim.module());
    }
    try {
      return new ProofReport(database.ask(modules), claims, GoTrust.version());
    } catch (IOException interrupted) {
      throw new UsageException("interrupted: " + interrupted.getMessage());
    }
  }

  /** Adds what an input asks to be proven; returns the code of one that can't be analysed. */
  private static ExitCode claims(
      String input, List<Claim> claims, List<Path> reads, Terminal terminal) {
    Path file = FileWalker.path(input);
    int at = input.lastIndexOf('@');
    if (at > 0 && (file == null || !Files.exists(file))) {
      ModuleVersion module = new ModuleVersion(input.substring(0, at), input.substring(at + 1));
      claims.add(new Claim(module, null, null));
      return ExitCode.OK;
    }
    if (file == null) {
      terminal.problem(input, "this is no path of a file");
      return ExitCode.INPUT;
    }
    reads.add(file);
    String name = FileNames.show(file);
    Reading reading = GoTrust.inspect(file, name, 1, Scope.HEADERS);
    if (reading instanceof Refusal refusal) {
      terminal.problem(name, refusal.message());
      return ExitCode.INPUT;
    }
    Map<String, Claim> sorted = new TreeMap<>();
    for (Map.Entry<ModuleVersion, String> entry :
        GoTrust.declared((Inspection) reading).entrySet()) {
      Claim claim = new Claim(entry.getKey(), entry.getValue(), name);
      sorted.put(entry.getKey().toString(), claim);
    }
    claims.addAll(sorted.values());
    return ExitCode.OK;
  }

  private static final class Outcome implements Report {
    private final ProofReport report;

    Outcome(ProofReport report) {
      this.report = report;
    }

    @Override
    public ExitCode code() {
      State state = report.state();
      if (state == State.CONTRADICTED) {
        return ExitCode.FAIL;
      }
      if (state == State.PROVEN) {
        return ExitCode.OK;
      }
      return report.isUnreachable() ? ExitCode.UNREACHABLE : ExitCode.INCOMPLETE;
    }

    @Override
    public String tally() {
      return "";
    }

    @Override
    public String text(Style style) {
      return ProofText.render(report, style);
    }

    @Override
    public void json(OutputStream out, boolean pretty) throws IOException {
      ProofJson.write(out, report, pretty ? JsonLayout.INDENTED : JsonLayout.LINE);
    }
  }
}
