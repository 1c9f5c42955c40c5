package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.io.File;
import java.util.List;

/**
 * {@code gotrust help}, {@code --help} and {@code --version}; also what other commands' help
 * shares.
 */
public final class HelpCommand {
  static final String OUTPUT =
      "Write text or json to standard output, or whole to a file. May stand several times; without"
          + " it, text.";
  static final String ALL =
      "In directories, also list the files that are no Go programs; else they are counted.";
  static final String FILES = "Files, directories (with all below them), or - for standard input.";

  private static final String SYNOPSIS =
      "gotrust inspect|verify|verify-blob|verify-blob-attestation|verify-artifact|modules|toolchain|trust|help"
          + " [options] FILE...";

  /** What may stand first. */
  private static final List<String> WORDS =
      List.of(
          "inspect",
          "verify",
          "modules",
          "toolchain",
          "trust",
          "verify-blob",
          "verify-blob-attestation",
          "verify-artifact",
          "help",
          "--help",
          "--version");

  private HelpCommand() {}

  /**
   * Prints the help of all, or of the command that is named.
   *
   * @param arguments what stands behind {@code help}
   * @param surroundings what the run sees of the machine; its columns set the width of a command's
   *     help
   * @param terminal prints the help
   * @return {@link ExitCode#OK}, or {@link ExitCode#USAGE} if standard output can't be written
   * @throws UsageException if there is no such command
   */
  public static ExitCode run(List<String> arguments, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    if (arguments.size() > 1) {
      throw new UsageException(
          "help takes the name of one command",
          "gotrust help [inspect|verify|verify-blob|verify-blob-attestation|verify-artifact|modules"
              + "|toolchain|trust]");
    }
    String topic = arguments.isEmpty() ? "help" : arguments.get(0);
    return switch (topic) {
      case "inspect" -> terminal.print(InspectCommand.help(surroundings.columns()));
      case "verify" -> terminal.print(VerifyCommand.help(surroundings.columns()));
      case "modules" -> terminal.print(ModulesCommand.help());
      case "toolchain" -> terminal.print(ToolchainCommand.help(surroundings.columns()));
      case "trust" -> terminal.print(TrustCommand.help(surroundings.columns()));
      case "verify-blob" -> terminal.print(BlobCommand.help(false, surroundings.columns()));
      case "verify-blob-attestation" ->
          terminal.print(BlobCommand.help(true, surroundings.columns()));
      case "verify-artifact" -> terminal.print(ArtifactCommand.help(surroundings.columns()));
      case "help", "-h", "--help" -> terminal.print(HelpText.ALL);
      default -> throw unknown(topic);
    };
  }

  /**
   * Prints the version of this program and of the JVM that runs it.
   *
   * @param terminal prints the versions
   * @return {@link ExitCode#OK}, or {@link ExitCode#USAGE} if standard output can't be written
   */
  public static ExitCode version(Terminal terminal) {
    return terminal.print(
        "gotrust "
            + GoTrust.version()
            + "\nJVM "
            + System.getProperty("java.vm.version")
            + ", "
            + System.getProperty("java.vm.name")
            + " ("
            + System.getProperty("java.vm.vendor")
            + ")\n");
  }

  /** Whether a word asks for help. */
  static boolean isHelp(String word) {
    return word.equals("-h") || word.equals("--help");
  }

  /** {@return an exception about a line without a command} */
  public static UsageException missing() {
    return new UsageException("no command is named; 'gotrust help' says what there is", SYNOPSIS);
  }

  /**
   * {@return an exception about a word that is no command}
   *
   * @param word what stands where a command is expected; the name of a file gets advice of its own
   */
  public static UsageException unknown(String word) {
    if (new File(word).exists()) {
      return new UsageException(
          word + " is a file; did you mean gotrust verify " + word + '?', SYNOPSIS);
    }
    String kind = word.startsWith("-") ? "unknown option " : "unknown command ";
    String meant = Words.closest(word, WORDS);
    String advice =
        meant != null
            ? "; did you mean " + meant + '?'
            : word.startsWith("-")
                ? "; options stand behind a command, such as gotrust verify " + word
                : "; 'gotrust help' says what there is";
    return new UsageException(kind + word + advice, SYNOPSIS);
  }
}
