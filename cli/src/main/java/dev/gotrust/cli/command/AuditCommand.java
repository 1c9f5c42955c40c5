package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.OneReport;
import dev.gotrust.cli.Output;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.StateFile;
import dev.gotrust.signing.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** {@code gotrust audit}: begins a log of what was accepted, and says whether one is whole. */
public final class AuditCommand {
  private static final String HEAD = "--head";
  private static final String FILE = "The state file.";

  private AuditCommand() {}

  /**
   * Runs {@code audit init}.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where the log was begun
   * @throws UsageException if it does not take them, or there is such a file
   */
  public static ExitCode init(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = initParser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(initDefinition().help(surroundings.columns()));
    }
    Path file = file(line);
    String name = FileNames.show(file);
    String keyFile = line.matchedOptionValue(SignerOptions.KEY, (String) null);
    try (SigningKey key =
        keyFile == null
            ? null
            : SigningOptions.key(SignerOptions.KEY, line, keyFile, surroundings, terminal)) {
      Entry first =
          StateOptions.file(file, key).init(Instant.now().truncatedTo(ChronoUnit.SECONDS));
      return terminal.print(name + "\n  begun, line 1\n  head " + first.hash().hex() + '\n');
    } catch (FileAlreadyExistsException taken) {
      throw new UsageException(
          name
              + ": it, or its .head, is there already, and what it holds would be lost; move both"
              + " away first");
    } catch (IOException unwritable) {
      throw new UsageException("can't write " + name + ": " + Terminal.explain(unwritable));
    }
  }

  /**
   * Runs {@code audit verify} or {@code audit list}.
   *
   * @param arguments what stands behind its name
   * @param all whether the lines are listed
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where the log is whole, 1 where it is not, 4 where there is none that can be read
   * @throws UsageException if it does not take them
   */
  public static ExitCode read(
      List<String> arguments, boolean all, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = readParser(all).parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(readDefinition(all).help(surroundings.columns()));
    }
    List<VerifyingKey> keys = SignerOptions.keys(line);
    StateFile state = new StateFile(file(line), keys, null);
    Bytes known = StateOptions.hash(HEAD, line.matchedOptionValue(HEAD, (String) null));
    return new OneReport(surroundings, terminal)
        .run(
            Parser.outputs(line),
            state.files(),
            () -> new AuditPage(GoTrust.audit(state, known), all));
  }

  private static Path file(ParseResult line) throws UsageException {
    List<String> files = Parser.files(line);
    if (files.size() != 1) {
      throw new UsageException("one state file was expected, but " + files.size() + " are named");
    }
    try {
      return FileNames.path(files.get(0));
    } catch (InvalidPathException unusable) {
      throw new UsageException(files.get(0) + ": " + unusable.getReason());
    }
  }

  private static Parser initParser() {
    Parser parser =
        new Parser("gotrust audit init", "[options]", "FILE")
            .option(
                SignerOptions.KEY,
                "FILE",
                "Sign the first line by this private key; verify takes it as "
                    + StateOptions.KEY
                    + ".");
    return PasswordOptions.add(parser).files(FILE);
  }

  private static Parser readParser(boolean all) {
    return new Parser("gotrust audit " + (all ? "list" : "verify"), "[options]", "FILE")
        .option(
            HEAD,
            "HASH",
            "Ask for the line with this hash, which you kept elsewhere: without it the log was cut,"
                + " or is another.")
        .options(SignerOptions.KEY, "FILE", "Ask for a signature by this key on every line.")
        .output(Output.PLAIN)
        .files(FILE);
  }

  static Parser initDefinition() {
    return initParser()
        .describe(
            "Begin a log of what is accepted, for verify --state. It is never begun unasked: a log"
                + " that was lost would look like a new one.",
            HelpText.AUDIT_INIT);
  }

  static Parser readDefinition(boolean all) {
    return readParser(all)
        .describe(
            all
                ? "List what a log says was accepted, if it is whole."
                : "Find the line of a log of what was accepted that was edited, removed or cut"
                    + " off.",
            all ? HelpText.AUDIT_LIST : HelpText.AUDIT_VERIFY);
  }
}
