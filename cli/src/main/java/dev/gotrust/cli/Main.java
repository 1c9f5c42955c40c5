package dev.gotrust.cli;

import dev.gotrust.cli.command.Commands;
import dev.gotrust.cli.command.HelpCommand;
import java.util.Arrays;
import java.util.List;

/** The program: finds the command, runs it, exits with its code. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    WarmUp.start(args);
    System.exit(execute(args));
  }

  /** Runs one command of this process and returns its exit status. */
  static int execute(String[] args) {
    return run(FileNames.restore(args), Surroundings.ofProcess());
  }

  /**
   * Runs one command.
   *
   * @param args the command line
   * @param surroundings where to read and write
   * @return the process's exit status; nothing is thrown
   */
  static int run(String[] args, Surroundings surroundings) {
    Terminal terminal = new Terminal(surroundings);
    try {
      if (isVerbose(args)) {
        terminal.beVerbose();
      }
      return run(args, surroundings, terminal).number();
    } catch (UsageException wrong) {
      terminal.usage(wrong);
      return ExitCode.USAGE.number();
    } catch (Throwable bug) {
      terminal.bug(bug);
      return ExitCode.INTERNAL.number();
    } finally {
      terminal.close();
    }
  }

  /** Asked before the line is parsed, so that what comes of that is told too. */
  private static boolean isVerbose(String[] args) {
    for (String arg : args) {
      if (arg.equals("--")) {
        return false;
      }
      if (arg.equals("-v") || arg.equals("--verbose")) {
        return true;
      }
    }
    return false;
  }

  private static ExitCode run(String[] args, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    if (args.length == 0) {
      throw HelpCommand.missing();
    }
    return switch (args[0]) {
      case "-h", "--help" -> HelpCommand.run(List.of(), surroundings, terminal);
      case "-V", "--version" -> HelpCommand.version(terminal);
      default -> Commands.run(Arrays.asList(args), surroundings, terminal);
    };
  }
}
