package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.DatabasePack;
import dev.gotrust.material.PackRecorder;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.ParseResult;

/** {@code gotrust modules pack}: all that a later verification without a network needs. */
final class PackCommand {
  private static final String OUT = "--output-file";

  private PackCommand() {}

  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    Path pack = DatabaseOptions.path(line, OUT);
    if (pack == null) {
      throw new UsageException("name the file to write with -o PACK");
    }
    refuseToReplace(pack);
    Set<ModuleVersion> modules = new LinkedHashSet<>();
    ExitCode worst = ExitCode.OK;
    for (String input : Parser.files(line)) {
      worst = worst.graver(add(input, modules, terminal));
    }
    if (worst != ExitCode.OK) {
      terminal.note("no pack is written");
      return worst;
    }
    try (DatabaseAccess database = DatabaseOptions.asked(line, surroundings, terminal)) {
      return write(database.ask(modules), pack, terminal);
    } catch (IOException unwritable) {
      throw new UsageException(FileNames.show(pack) + ": " + Terminal.explain(unwritable));
    }
  }

  private static Parser parser() {
    return new Parser("gotrust modules pack", "[options]")
        .option("-o", OUT, "PACK", "The file to write; one that is there is replaced.")
        .option(
            DatabaseOptions.CACHE,
            "DIR",
            "Where answers are kept; by default gotrust below the user's cache directory.")
        .flag(DatabaseOptions.OFFLINE, "Open no socket: record what earlier runs kept.")
        .files("Go programs.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Ask the checksum database for all that verify asks of these programs, and record the"
                + " answers, so that verify --checksum-db-pack PACK --offline needs no network.",
            HelpText.PACK);
  }

  private static ExitCode add(String input, Set<ModuleVersion> modules, Terminal terminal) {
    Path file = FileWalker.path(input);
    if (file == null) {
      terminal.problem(input, "this is no path of a file");
      return ExitCode.INPUT;
    }
    String name = FileNames.show(file);
    Reading reading = GoTrust.inspect(file, name, 1, Scope.HEADERS);
    if (reading instanceof Refusal refusal) {
      terminal.problem(name, refusal.message());
      return ExitCode.INPUT;
    }
    modules.addAll(GoTrust.lookups((Inspection) reading));
    return ExitCode.OK;
  }

  /** Nothing is lost by a name that was meant for something else. */
  private static void refuseToReplace(Path pack) throws UsageException {
    if (!Files.exists(pack)) {
      return;
    }
    try {
      DatabasePack.read(pack);
    } catch (IOException noPack) {
      throw new UsageException(
          OUT + ' ' + FileNames.show(pack) + " would replace what is no pack; give another path");
    }
  }

  private static ExitCode write(DatabaseAnswers answers, Path pack, Terminal terminal)
      throws IOException {
    Map<String, Answer> sorted = new TreeMap<>();
    for (Map.Entry<ModuleVersion, Answer> entry : answers.answers().entrySet()) {
      sorted.put(entry.getKey().toString(), entry.getValue());
    }
    int proven = 0;
    int away = 0;
    int wrong = 0;
    for (Map.Entry<String, Answer> entry : sorted.entrySet()) {
      Answer answer = entry.getValue();
      proven += answer instanceof Answer.Proven ? 1 : 0;
      away += answer instanceof Answer.Unreachable ? 1 : 0;
      wrong += answer instanceof Answer.Refuted ? 1 : 0;
      String words = words(answer);
      if (!words.isEmpty()) {
        terminal.problem(entry.getKey(), words);
      }
    }
    if (answers.fork() != null) {
      terminal.note("no pack is written: the database has forked; gotrust modules prove shows it");
      return ExitCode.FAIL;
    }
    if (away > 0) {
      terminal.note("no pack is written: " + away + " answers could not be reached; try again");
      return ExitCode.UNREACHABLE;
    }
    if (proven == 0) {
      terminal.note("no pack is written: nothing was proven");
      return ExitCode.INCOMPLETE;
    }
    PackRecorder recorder = new PackRecorder();
    recorder.add(answers);
    recorder.write(pack);
    String of = " of " + sorted.size() + " modules proven, ";
    ExitCode printed = terminal.print(proven + of + "recorded in " + Terminal.shown(pack) + '\n');
    return wrong > 0 ? printed.graver(ExitCode.INCOMPLETE) : printed;
  }

  private static String words(Answer answer) {
    if (answer instanceof Answer.Unknown none) {
      return "unknown to the database, recorded so: " + none.reason();
    }
    if (answer instanceof Answer.Unreachable gone) {
      return "could not be reached: " + gone.reason();
    }
    if (answer instanceof Answer.Refuted wrong) {
      return "not recorded, as the answer does not hold: " + wrong.reason();
    }
    return answer instanceof Answer.NotAsked silent ? "not recorded: " + silent.reason() : "";
  }
}
