package dev.gotrust.cli.command;

import dev.gotrust.cli.command.CommandTable.Option;
import dev.gotrust.cli.command.CommandTable.Row;
import dev.gotrust.cli.command.CommandTable.Value;
import java.util.List;

/** Writes a completion for fish, with the descriptions that it shows. */
final class FishCompletion {
  private static final String START =
      """
      # fish completion of gotrust, as 'gotrust completion fish' prints it
      function __gotrust_before
          set -l words (commandline -opc)
          set -e words[1]
          test "$words" = "$argv"
      end

      function __gotrust_behind
          set -l words (commandline -opc)
          set -e words[1]
          set -l count (count $argv)
          test (count $words) -ge $count; and test "$words[1..$count]" = "$argv"
      end

      complete -c gotrust -f
      complete -c gotrust -n __gotrust_before -s h -l help -d 'print help'
      complete -c gotrust -n __gotrust_before -s V -l version -d 'print the version'
      """;

  private FishCompletion() {}

  static String script() {
    StringBuilder script = new StringBuilder(32 * 1024).append(START);
    for (Commands command : Commands.listed()) {
      word(command, script);
    }
    for (Row row : CommandTable.rows()) {
      command(row, script);
    }
    return script.toString();
  }

  private static void word(Commands command, StringBuilder script) {
    String words = command.words();
    int blank = words.indexOf(' ');
    String before =
        blank < 0 ? "__gotrust_before" : "__gotrust_before " + words.substring(0, blank);
    script
        .append("complete -c gotrust -n ")
        .append(quoted(before))
        .append(" -a ")
        .append(words.substring(blank + 1))
        .append(" -d ")
        .append(quoted(command.summary()))
        .append('\n');
  }

  private static void command(Row row, StringBuilder script) {
    String behind = "complete -c gotrust -n " + quoted("__gotrust_behind " + row.words());
    String inputs = action(row.inputs(), row.inputWords());
    if (!inputs.isEmpty()) {
      script.append(behind).append(inputs).append('\n');
    }
    for (Option option : row.options()) {
      script.append(behind);
      for (String name : option.names()) {
        script
            .append(name.startsWith("--") ? " -l " : " -s ")
            .append(name.replaceFirst("^--?", ""));
      }
      if (option.value() != Value.NONE) {
        String action = action(option.value(), option.words());
        script.append(option.value() == Value.FILE ? " -r" : " -x").append(action);
      }
      script.append(" -d ").append(quoted(option.summary())).append('\n');
    }
  }

  private static String action(Value value, List<String> words) {
    return switch (value) {
      case FILE -> " -F";
      case DIRECTORY -> " -a '(__fish_complete_directories)'";
      case WORDS -> " -a " + quoted(String.join(" ", words));
      case NONE, TEXT -> "";
    };
  }

  private static String quoted(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
