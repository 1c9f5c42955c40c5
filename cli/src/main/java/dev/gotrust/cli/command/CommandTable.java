package dev.gotrust.cli.command;

import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All commands with what they take, as shells complete them and the manual lists them: read off the
 * definitions that parse the command lines.
 */
final class CommandTable {
  private CommandTable() {}

  /** What stands behind an option, or for an input. */
  enum Value {
    /** Nothing: the option is a flag. */
    NONE,
    /** Any text. */
    TEXT,
    /** A file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** One of some words. */
    WORDS
  }

  /**
   * An option.
   *
   * @param names the short one first, each with its hyphens
   * @param label of the value, empty for a flag
   * @param value what kind it is of
   * @param words that it may be, where it is one of some
   * @param isRepeatable whether it may stand several times
   * @param description whole sentences
   */
  record Option(
      List<String> names,
      String label,
      Value value,
      List<String> words,
      boolean isRepeatable,
      String description) {
    /** Returns the name that says most. */
    String longest() {
      return names.get(names.size() - 1);
    }

    /** Returns what fits beside a name: the first clause of the description. */
    String summary() {
      int end = description.length();
      for (String mark : new String[] {". ", "; ", ": "}) {
        int at = description.indexOf(mark);
        end = at > 0 ? Math.min(end, at) : end;
      }
      String clause = description.substring(0, end);
      return clause.endsWith(".") ? clause.substring(0, clause.length() - 1) : clause;
    }
  }

  /**
   * A command.
   *
   * @param words what names it
   * @param summary a phrase
   * @param options in the order of the help
   * @param inputs what stands behind the options
   * @param inputWords which words that may be, where it is one of some
   */
  record Row(
      String words, String summary, List<Option> options, Value inputs, List<String> inputWords) {}

  /** Returns the commands that run something, in the order of the help. */
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Commands command : Commands.listed()) {
      Parser definition = command.definition();
      if (definition != null) {
        rows.add(row(command, definition));
      }
    }
    return rows;
  }

  private static Row row(Commands command, Parser definition) {
    List<String> words = words(definition.inputLabel());
    return new Row(
        command.words(),
        command.summary(),
        options(definition),
        value(definition.inputLabel(), words),
        words);
  }

  /** Returns the options that the help lists. */
  static List<Option> options(Parser definition) {
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : definition.options()) {
      if (!option.hidden()) {
        options.add(option(option));
      }
    }
    return options;
  }

  private static Option option(OptionSpec option) {
    boolean isFlag = option.arity().max() == 0;
    String label = isFlag ? "" : option.paramLabel();
    List<String> words = isFlag ? List.of() : words(option);
    return new Option(
        List.of(option.names()),
        label,
        isFlag ? Value.NONE : value(label, words),
        words,
        option.isMultiValue(),
        String.join(" ", option.description()));
  }

  private static List<String> words(OptionSpec option) {
    List<String> words = words(option.paramLabel());
    if (option.completionCandidates() != null && words.isEmpty()) {
      words = new ArrayList<>();
      option.completionCandidates().forEach(words::add);
    }
    return words;
  }

  private static Value value(String label, List<String> words) {
    if (!words.isEmpty()) {
      return Value.WORDS;
    }
    if (label.startsWith("FILE") || label.equals("PACK") || label.equals("INPUT")) {
      return Value.FILE;
    }
    return label.equals("DIR") || label.equals("GOROOT") ? Value.DIRECTORY : Value.TEXT;
  }

  /** Returns what may stand for a label, or nothing where that is not one of some words. */
  private static List<String> words(String label) {
    List<String> words = new ArrayList<>();
    switch (label) {
      case "true|false" -> words.addAll(List.of("true", "false"));
      case CompletionCommand.SHELL -> words.addAll(CompletionCommand.SHELLS);
      case "LINK[=STATE]" -> {
        for (LinkId link : LinkId.values()) {
          words.add(link.id());
        }
      }
      case "CHANGE" -> {
        for (Change change : Change.values()) {
          words.add(change.id());
        }
      }
      case "COMMAND" -> {
        for (Commands command : Commands.listed()) {
          if (!command.isMember()) {
            words.add(command.words());
          }
        }
      }
      default -> {
        return List.of();
      }
    }
    return words;
  }
}
