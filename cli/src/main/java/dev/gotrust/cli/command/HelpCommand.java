package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.ExitCode;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code gotrust help}, {@code --help} and {@code --version}; also what other commands' help
 * shares.
 */
public final class HelpCommand {
  static final String ALL =
      "In directories, also list the files that are no Go programs; else they are counted.";
  static final String FILES = "Files, directories (with all below them), or - for standard input.";

  private static final String SYNOPSIS = "gotrust COMMAND [options] FILE...";
  private static final String OWN_SYNOPSIS = "gotrust help [COMMAND]";

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
    String topic = String.join(" ", arguments);
    if (topic.isEmpty() || topic.equals(Commands.HELP.words()) || isHelp(topic)) {
      return terminal.print(HelpText.all());
    }
    Commands command = Commands.named(topic);
    if (command != null && !command.summary().isEmpty()) {
      return terminal.print(command.help(surroundings.columns()));
    }
    throw arguments.size() == 1
        ? unknown(topic)
        : new UsageException("help takes the name of one command, found " + topic, OWN_SYNOPSIS);
  }

  static Parser definition() {
    return new Parser("gotrust help", "", "[COMMAND]")
        .optional("COMMAND", "The words of a command, such as modules verify.")
        .describe("Print what there is, or the help of a command.", HelpText.HELP);
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

  /** Returns an exception about a line that ends where a second word is expected. */
  static UsageException missing(Commands group) {
    return new UsageException(
        group.words() + " takes a command: " + enumerated(group, " or "), synopsis(group));
  }

  /** Returns an exception about a second word that is no command. */
  static UsageException unknown(Commands group, String word) {
    List<String> words = new ArrayList<>();
    for (Commands member : group.members()) {
      words.add(lastWord(member));
    }
    String meant = Words.closest(word, words);
    String advice =
        meant == null ? ", only " + enumerated(group, " and ") : "; did you mean " + meant + '?';
    return new UsageException(group.words() + " has no command " + word + advice, synopsis(group));
  }

  private static String synopsis(Commands group) {
    return "gotrust "
        + group.words()
        + ' '
        + enumerated(group, "|").replace(", ", "|")
        + " [options] ...";
  }

  /** Returns the second words of a group's commands, the last behind a word of its own. */
  private static String enumerated(Commands group, String last) {
    StringBuilder words = new StringBuilder();
    List<Commands> members = group.members();
    for (int i = 0; i < members.size(); i++) {
      String before = i == 0 ? "" : i == members.size() - 1 ? last : ", ";
      words.append(before).append(lastWord(members.get(i)));
    }
    return words.toString();
  }

  private static String lastWord(Commands member) {
    return member.words().substring(member.words().indexOf(' ') + 1);
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
    List<String> words = new ArrayList<>(List.of("--help", "--version"));
    for (Commands command : Commands.listed()) {
      words.add(command.words());
    }
    String meant = Words.closest(word, words);
    String advice =
        meant != null
            ? "; did you mean " + meant + '?'
            : word.startsWith("-")
                ? "; options stand behind a command, such as gotrust verify " + word
                : "; 'gotrust help' says what there is";
    return new UsageException(kind + word + advice, SYNOPSIS);
  }
}
