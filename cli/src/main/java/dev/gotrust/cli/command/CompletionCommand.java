package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** {@code gotrust completion}: what makes a shell complete commands, options and files. */
final class CompletionCommand {
  static final String SHELL = "SHELL";
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private CompletionCommand() {}

  static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    ParseResult line = parser().parse(arguments);
    if (line.isUsageHelpRequested()) {
      return terminal.print(definition().help(surroundings.columns()));
    }
    List<String> named = Parser.files(line);
    String shell = named.isEmpty() ? "" : named.get(0);
    return switch (shell) {
      case "bash" -> terminal.print(BashCompletion.script());
      case "zsh" -> terminal.print(ZshCompletion.script());
      case "fish" -> terminal.print(FishCompletion.script());
      default ->
          throw new UsageException(
              (shell.isEmpty() ? "no shell is named" : "no completion for " + shell)
                  + "; name bash, zsh or fish",
              parser().synopsis());
    };
  }

  private static Parser parser() {
    return new Parser("gotrust completion", "[options]", "bash|zsh|fish")
        .optional(SHELL, "The shell: bash, zsh or fish.");
  }

  static Parser definition() {
    return parser()
        .describe(
            "Print a script that makes a shell complete the commands, options and files of"
                + " gotrust.",
            HelpText.COMPLETION);
  }
}
