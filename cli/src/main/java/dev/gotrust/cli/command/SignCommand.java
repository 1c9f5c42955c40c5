package dev.gotrust.cli.command;

import dev.gotrust.bytes.FileSource;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.FileWalker;
import dev.gotrust.cli.NewFile;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** {@code gotrust sign}: a signature of any file, as a Sigstore bundle. */
public final class SignCommand {
  private SignCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind its name
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return 0 where the bundle is written, 1 where what the services answered does not hold, 4
   *     where the file can't be read, 5 where a service can't be reached
   * @throws UsageException if it does not take them, or the key can't be used
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = definition().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    String name = oneFile(line);
    NewFile output = SigningOptions.output(line, name + ".sigstore.json");
    try (FileSource source = FileSource.open(FileNames.path(name))) {
      return SigningOptions.sign(
          line, signer -> signer.sign(name, source), output, surroundings, terminal);
    } catch (IOException unreadable) {
      terminal.problem(name, Terminal.explain(unreadable));
      return ExitCode.INPUT;
    }
  }

  /** Returns the one file that a line names. */
  static String oneFile(ParseResult line) throws UsageException {
    List<String> files = Parser.files(line);
    if (files.size() != 1 || files.get(0).equals(FileWalker.STANDARD_INPUT)) {
      throw new UsageException(
          files.size() == 1
              ? "a file is signed by its name, and standard input has none"
              : "one file was expected, but " + files.size() + " are named");
    }
    Path path = FileWalker.path(files.get(0));
    if (path == null || Files.isDirectory(path)) {
      throw new UsageException(
          files.get(0)
              + (path == null ? " is no path of a file" : " is a directory; name one file"));
    }
    return files.get(0);
  }

  static Parser definition() {
    return SignerOptions.addRoot(
            SigningOptions.add(
                new Parser("gotrust sign", "[options]", "FILE"), "FILE.sigstore.json"))
        .files("Any file.")
        .describe(
            "Sign a file as cosign does: by a key, without any network, or by an identity, by the"
                + " services of Sigstore. What was signed is verified before it is written.",
            HelpText.SIGN);
  }
}
