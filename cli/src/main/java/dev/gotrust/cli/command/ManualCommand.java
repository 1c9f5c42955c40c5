package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** {@code gotrust manual}: the pages of the manual, for those who pack this program. */
final class ManualCommand {
  private ManualCommand() {}

  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    List<String> named = Parser.files(line);
    if (named.isEmpty()) {
      throw new UsageException("name the directory to write the pages to", parser().synopsis());
    }
    try {
      Path directory = Files.createDirectories(FileNames.path(named.get(0)));
      for (Map.Entry<String, String> page : ManualPages.all().entrySet()) {
        Files.writeString(directory.resolve(page.getKey()), page.getValue());
      }
      return ExitCode.OK;
    } catch (IOException unwritable) {
      throw new UsageException(
          "can't write to " + named.get(0) + ": " + Terminal.explain(unwritable));
    } catch (InvalidPathException unusable) {
      throw new UsageException(named.get(0) + ": " + unusable.getReason());
    }
  }

  private static Parser parser() {
    return new Parser("gotrust manual", "[options]", "DIR")
        .optional("DIR", "Where the pages go; it is made if it is not there.");
  }

  static Parser definition() {
    return parser()
        .describe("Write a page of the manual for each command, in roff.", HelpText.MANUAL);
  }
}
