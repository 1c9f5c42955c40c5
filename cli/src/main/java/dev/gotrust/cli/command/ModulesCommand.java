package dev.gotrust.cli.command;

import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.util.List;

/** {@code gotrust modules}: finds the command behind it. */
public final class ModulesCommand {
  private static final String SYNOPSIS = "gotrust modules verify|prove|pack [options] ...";
  private static final List<String> WORDS = List.of("verify", "prove", "pack");

  private ModulesCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments what stands behind {@code modules}
   * @param surroundings what the run sees of the machine
   * @param terminal takes complaints and help
   * @return the code of the command behind it
   * @throws UsageException if there is none, or it does not take its arguments
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    if (arguments.isEmpty()) {
      throw new UsageException("modules takes a command: verify, prove or pack", SYNOPSIS);
    }
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (arguments.get(0)) {
      case "verify" -> ModulesVerifyCommand.run(rest, surroundings, terminal);
      case "prove" -> ProveCommand.run(rest, surroundings, terminal);
      case "pack" -> PackCommand.run(rest, surroundings, terminal);
      case "-h", "--help" -> terminal.print(help());
      default -> throw unknown(arguments.get(0));
    };
  }

  private static UsageException unknown(String word) {
    String meant = Words.closest(word, WORDS);
    String advice =
        meant == null ? ", only verify, prove and pack" : "; did you mean " + meant + '?';
    return new UsageException("modules has no command " + word + advice, SYNOPSIS);
  }

  static String help() {
    return HelpText.MODULES;
  }
}
