package dev.gotrust.cli.command;

import dev.gotrust.cli.command.CommandTable.Option;
import dev.gotrust.cli.command.CommandTable.Row;
import dev.gotrust.cli.command.CommandTable.Value;
import java.util.ArrayList;
import java.util.List;

/** Writes a completion for zsh, with the descriptions that it shows. */
final class ZshCompletion {
  private static final String START =
      """
      #compdef gotrust
      # zsh completion of gotrust, as 'gotrust completion zsh' prints it

      _gotrust() {
        local command=${words[2]}
        local -a commands
      """;

  private static final String END =
      """
        esac
      }

      if [[ ${funcstack[1]} == _gotrust ]]; then
        _gotrust "$@"
      else
        compdef _gotrust gotrust
      fi
      """;

  private ZshCompletion() {}

  static String script() {
    StringBuilder script = new StringBuilder(32 * 1024).append(START);
    script.append("  if (( CURRENT == 2 )); then\n    commands=(\n");
    for (Commands command : Commands.listed()) {
      if (!command.isMember()) {
        entry(command.words(), command.summary(), script);
      }
    }
    script.append("    )\n    _describe -t commands 'gotrust command' commands\n");
    script.append("    _arguments '(-h --help)'{-h,--help}'[print help]'");
    script.append(" '(-V --version)'{-V,--version}'[print the version]'\n    return\n  fi\n");
    script.append("  case $command in\n");
    for (Commands command : Commands.listed()) {
      if (!command.members().isEmpty()) {
        group(command, script);
      }
    }
    script.append("  esac\n  shift words\n  (( CURRENT-- ))\n  case $command in\n");
    for (Row row : CommandTable.rows()) {
      command(row, script);
    }
    return script.append(END).toString();
  }

  private static void entry(String word, String summary, StringBuilder script) {
    script
        .append("      ")
        .append(quoted(word + ':' + summary.replace("\\", "\\\\").replace(":", "\\:")))
        .append('\n');
  }

  private static void group(Commands group, StringBuilder script) {
    script.append("    ").append(group.words()).append(")\n");
    script.append("      if (( CURRENT == 3 )); then\n        commands=(\n");
    List<String> members = new ArrayList<>();
    for (Commands member : group.members()) {
      String word = member.words().substring(group.words().length() + 1);
      members.add(word);
      script.append("    ");
      entry(word, member.summary(), script);
    }
    script
        .append("        )\n        _describe -t commands 'gotrust ")
        .append(group.words())
        .append(" command' commands\n");
    if (group.runs()) {
      script
          .append("      else\n        case ${words[3]} in\n          ")
          .append(String.join("|", members))
          .append(") command=\"$command ${words[3]}\"; shift words; (( CURRENT-- )) ;;\n")
          .append("        esac\n      fi\n      ;;\n");
      return;
    }
    script
        .append("        return\n      fi\n      command=\"$command ${words[3]}\"\n")
        .append("      shift words\n      (( CURRENT-- ))\n      ;;\n");
  }

  private static void command(Row row, StringBuilder script) {
    script.append("    ").append(quoted(row.words())).append(")\n      _arguments -S");
    for (Option option : row.options()) {
      for (String name : option.names()) {
        script.append(" \\\n        ").append(quoted(spec(option, name)));
      }
    }
    String inputs = action(row.inputs(), row.inputWords());
    if (row.inputs() != Value.NONE) {
      script.append(" \\\n        ").append(quoted("*:input:" + inputs));
    }
    script.append("\n      ;;\n");
  }

  private static String spec(Option option, String name) {
    String exclusive = "";
    if (!option.isRepeatable() && option.names().size() > 1) {
      exclusive = '(' + String.join(" ", option.names()) + ')';
    }
    String equals = option.value() == Value.NONE ? "" : name.startsWith("--") ? "=" : "+";
    String value =
        option.value() == Value.NONE
            ? ""
            : ':' + escape(option.label()) + ':' + action(option.value(), option.words());
    return (option.isRepeatable() ? "*" : exclusive)
        + name
        + equals
        + '['
        + escape(option.summary())
        + ']'
        + value;
  }

  private static String action(Value value, List<String> words) {
    return switch (value) {
      case FILE -> "_files";
      case DIRECTORY -> "_files -/";
      case WORDS -> '(' + String.join(" ", words) + ')';
      case NONE, TEXT -> " ";
    };
  }

  /** What ends a description or a label within a specification. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return '\'' + text.replace("'", "'\\''") + '\'';
  }
}
