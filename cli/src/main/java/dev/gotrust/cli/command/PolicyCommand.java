package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.PolicyDraft;
import dev.gotrust.VerificationRequest;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Verdict;
import dev.gotrust.cli.DocumentOutput;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.json.JsonException;
import dev.gotrust.material.Discovery;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.report.PolicyText;
import dev.gotrust.report.ReportDocument;
import dev.gotrust.report.ReportReader;
import dev.gotrust.report.Style;
import dev.gotrust.report.TrustReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code gotrust policy}: write, check and explain policy files. */
final class PolicyCommand {
  private static final String OUT = "--output-file";
  private static final String FORCE = "--force";

  private PolicyCommand() {}

  private static Parser initParser() {
    return new Parser("gotrust policy init", "[options]", "FILE")
        .option("-o", OUT, "FILE", "Write the policy there; by default it goes to standard output.")
        .flag(FORCE, "Replace a file that is there.")
        .files("A Go program that is known to be good.");
  }

  static Parser initDefinition() {
    return initParser()
        .describe(
            "Write a policy to begin with, from a program that is known to be good: each demand is"
                + " one that it meets, and comments say what to add.",
            HelpText.POLICY_INIT);
  }

  private static Parser checkParser() {
    return PolicyOptions.addSignature(new Parser("gotrust policy check", "[options]", "POLICY"))
        .inputs("POLICY", "Policy files, in YAML or JSON.");
  }

  static Parser checkDefinition() {
    return checkParser()
        .describe(
            "Read policies as verify would, and say where they break the format.",
            HelpText.POLICY_CHECK);
  }

  private static Parser explainParser() {
    return PolicyOptions.addFile(new Parser("gotrust policy explain", "[options]", "[REPORT]"))
        .flag("--no-discovery", "Look for no policy in this repository.")
        .optional(
            "REPORT",
            "What verify --output json wrote: why does it meet the policy, or not? Without a"
                + " policy, the one that it was judged by.");
  }

  static Parser explainDefinition() {
    return explainParser()
        .describe(
            "Say in words what a policy asks for, and why a stored report meets it or does not.",
            HelpText.POLICY_EXPLAIN);
  }

  static ExitCode check(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = checkParser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(checkDefinition().help(surroundings.columns()));
    }
    ExitCode code = ExitCode.OK;
    for (String name : Parser.files(line)) {
      code = code.graver(check(line, name, terminal));
    }
    return code;
  }

  private static ExitCode check(ParseResult line, String name, Terminal terminal)
      throws UsageException {
    Path file = FileNames.path(name);
    try {
      Bytes content = PolicyDocument.bytes(file);
      PolicyDocument document = PolicyDocument.parse(name, content.toArray());
      PolicyOptions.demandSignature(line, file, content);
      return terminal.print(
          "OK " + Terminal.shown(file) + "\n   sha256 " + document.sha256().hex() + '\n');
    } catch (PolicyFileException wrong) {
      terminal.note(wrong.getMessage());
    } catch (IOException unreadable) {
      terminal.problem(name, Terminal.explain(unreadable));
    }
    return ExitCode.USAGE;
  }

  static ExitCode init(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = initParser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(initDefinition().help(surroundings.columns()));
    }
    List<String> files = Parser.files(line);
    Path file = FileWalker.path(files.get(0));
    if (files.size() > 1 || file == null) {
      throw new UsageException("one Go program was expected; name its file");
    }
    String name = line.matchedOptionValue(OUT, (String) null);
    DocumentOutput output = DocumentOutput.of(OUT, name);
    output.refuseToReplace(List.of(file));
    boolean toFile = name != null && !name.equals(FileWalker.STANDARD_INPUT);
    if (toFile && Files.isRegularFile(FileNames.path(name)) && !line.hasMatchedOption(FORCE)) {
      throw new UsageException(
          OUT + ' ' + name + " is there already; give another path, or " + FORCE);
    }
    return draft(file, output, terminal);
  }

  private static ExitCode draft(Path file, DocumentOutput output, Terminal terminal)
      throws UsageException {
    Judgement judgement;
    try {
      judgement = GoTrust.verify(VerificationRequest.of(file).name(FileNames.show(file)).build());
    } catch (ModuleFileException | IOException impossible) {
      throw new IllegalStateException("no material was given", impossible);
    }
    if (judgement instanceof Judgement.Refused refused) {
      terminal.problem(FileNames.show(file), refused.refusal().message());
      return ExitCode.INPUT;
    }
    TrustReport report = ((Judgement.Judged) judgement).report();
    String obstacle = PolicyDraft.obstacle(report);
    if (obstacle != null) {
      Verdict verdict = report.outcome().verdict();
      terminal.problem(FileNames.show(file), "no policy is written: " + verdict + ", " + obstacle);
      return ExitCode.of(verdict);
    }
    return output.write(PolicyDraft.of(report), terminal);
  }

  static ExitCode explain(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = explainParser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(explainDefinition().help(surroundings.columns()));
    }
    List<String> reports = Parser.files(line);
    boolean named =
        line.hasMatchedOption(PolicyOptions.POLICY) || line.hasMatchedOption(PolicyOptions.PROFILE);
    // A report has a policy of its own.
    boolean look = reports.isEmpty() && !line.hasMatchedOption("--no-discovery");
    PolicyOptions.Chosen file =
        PolicyOptions.file(line, look ? Discovery.from(surroundings.directory()) : null);
    file.setAside().forEach(terminal::note);
    Policy.Builder base = Policy.builder();
    PolicyOptions.profile(line, base);
    PolicyDocument document = file.document();
    if (!reports.isEmpty()) {
      return explain(reports.get(0), named, document, base.build(), terminal);
    }
    if (document != null) {
      document.setAside().forEach(terminal::note);
    }
    return terminal.print(
        document == null
            ? PolicyText.explain(base.build(), Style.PLAIN)
            : PolicyText.explain(document, base.build(), Style.PLAIN));
  }

  private static ExitCode explain(
      String name,
      boolean named,
      @Nullable PolicyDocument document,
      Policy base,
      Terminal terminal) {
    InstantSource clock = InstantSource.fixed(Instant.now());
    StringBuilder text = new StringBuilder();
    try (InputStream in = Files.newInputStream(FileNames.path(name))) {
      ReportReader.read(
          name,
          in,
          (report, json) -> {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(words(report, named, document, base, clock));
          });
    } catch (JsonException malformed) {
      terminal.note(String.valueOf(malformed.getMessage()));
      return ExitCode.INPUT;
    } catch (IOException unreadable) {
      terminal.problem(name, Terminal.explain(unreadable));
      return ExitCode.INPUT;
    }
    return terminal.print(text.toString());
  }

  private static String words(
      ReportDocument report,
      boolean named,
      @Nullable PolicyDocument document,
      Policy base,
      InstantSource clock) {
    if (report instanceof ReportDocument.Judged judged) {
      return named
          ? PolicyText.explain(judged, document, base, clock, Style.PLAIN)
          : PolicyText.explain(judged, Style.PLAIN);
    }
    return PolicyText.explain((ReportDocument.Refused) report, Style.PLAIN);
  }
}
