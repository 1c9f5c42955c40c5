package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.util.List;

/** {@code gotrust modules}: commands about the modules of a source tree. */
public final class ModulesCommand {
  private static final String SYNOPSIS = "gotrust modules verify [options] [DIR]";
  private static final List<String> WORDS = List.of("verify", "--help");

  private ModulesCommand() {}

  /**
   * Runs the subcommand that is named first.
   *
   * @param arguments what stands behind {@code modules}
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return the subcommand's code
   * @throws UsageException if there is none of that name, or it does not take its arguments
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    if (arguments.isEmpty()) {
      throw new UsageException("modules takes a command: verify", SYNOPSIS);
    }
    List<String> rest = arguments.subList(1, arguments.size());
    String word = arguments.get(0);
    return switch (word) {
      case "verify" -> ModulesVerifyCommand.run(rest, surroundings, terminal);
      case "-h", "--help" -> terminal.print(ModulesVerifyCommand.help(surroundings.columns()));
      default -> {
        String meant = Words.closest(word, WORDS);
        String advice = meant == null ? "" : "; did you mean " + meant + '?';
        throw new UsageException("modules has no command " + word + advice, SYNOPSIS);
      }
    };
  }
}
