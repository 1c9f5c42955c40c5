package dev.gotrust.cli.command;

import dev.gotrust.cli.command.CommandTable.Option;
import dev.gotrust.cli.command.CommandTable.Row;
import dev.gotrust.cli.command.CommandTable.Value;
import java.util.ArrayList;
import java.util.List;

/** Writes a completion for bash, from 3.2 on. */
final class BashCompletion {
  /** What bash hands over: the word, and the one before an {@code =}, which it takes for a word. */
  private static final String START =
      """
      # bash completion of gotrust, as 'gotrust completion bash' prints it
      _gotrust_words() {
        local IFS=$' \\t\\n'
        COMPREPLY=($(compgen -W "$1" -- "$cur"))
      }

      _gotrust_files() {
        local file
        COMPREPLY=()
        while IFS= read -r file; do
          COMPREPLY+=("$file")
        done < <(compgen "$1" -- "$cur")
        compopt -o filenames 2>/dev/null
      }

      _gotrust() {
        local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        local first=${COMP_WORDS[1]} command= options= inputs=
        COMPREPLY=()
        if [[ $cur == = ]]; then
          cur=
        elif [[ $before == = ]]; then
          before=${COMP_WORDS[COMP_CWORD-2]}
        fi
      """;

  private static final String END =
      """
        if [[ $cur == -* ]]; then
          _gotrust_words "$options"
          return
        fi
        case $inputs in
          file) _gotrust_files -f ;;
          directory) _gotrust_files -d ;;
          *) _gotrust_words "$inputs" ;;
        esac
      }

      complete -F _gotrust gotrust
      """;

  private BashCompletion() {}

  static String script() {
    StringBuilder script = new StringBuilder(16 * 1024).append(START);
    firstWords(script);
    script.append("  case $command in\n");
    List<Row> rows = CommandTable.rows();
    for (Row row : rows) {
      command(row, script);
    }
    script.append("    *) return ;;\n  esac\n  case \"$command $before\" in\n");
    for (Row row : rows) {
      values(row, script);
    }
    return script.append("  esac\n").append(END).toString();
  }

  private static void firstWords(StringBuilder script) {
    List<String> first = new ArrayList<>();
    StringBuilder groups = new StringBuilder();
    for (Commands command : Commands.listed()) {
      if (!command.isMember()) {
        first.add(command.words());
      }
      List<String> members = new ArrayList<>();
      for (Commands member : command.members()) {
        members.add(member.words().substring(command.words().length() + 1));
      }
      if (!members.isEmpty()) {
        group(command, members, groups);
      }
    }
    script
        .append("  if ((COMP_CWORD == 1)); then\n    _gotrust_words '")
        .append(String.join(" ", first))
        .append(" --help --version'\n    return\n  fi\n  case $first in\n")
        .append(groups)
        .append("    *) command=$first ;;\n  esac\n");
  }

  private static void group(Commands group, List<String> members, StringBuilder script) {
    if (group.runs()) {
      runningGroup(group, members, script);
      return;
    }
    script
        .append("    ")
        .append(group.words())
        .append(")\n      if ((COMP_CWORD == 2)); then\n        _gotrust_words '")
        .append(String.join(" ", members))
        .append(" --help'\n        return\n      fi\n      command=\"$first ${COMP_WORDS[2]}\"\n")
        .append("      ;;\n");
  }

  /** A word that runs something by itself, and something else with a further word. */
  private static void runningGroup(Commands group, List<String> members, StringBuilder script) {
    script
        .append("    ")
        .append(group.words())
        .append(")\n      command=$first\n      if ((COMP_CWORD == 2)); then\n")
        .append("        _gotrust_words '")
        .append(String.join(" ", members))
        .append("'\n        [[ -n $cur && ${#COMPREPLY[@]} -gt 0 ]] && return\n")
        .append("      else\n        case ${COMP_WORDS[2]} in\n          ")
        .append(String.join("|", members))
        .append(") command=\"$first ${COMP_WORDS[2]}\" ;;\n        esac\n      fi\n      ;;\n");
  }

  private static void command(Row row, StringBuilder script) {
    List<String> names = new ArrayList<>();
    for (Option option : row.options()) {
      names.addAll(option.names());
    }
    script
        .append("    '")
        .append(row.words())
        .append("')\n      options='")
        .append(String.join(" ", names))
        .append("'\n      inputs='")
        .append(inputs(row))
        .append("'\n      ;;\n");
  }

  private static String inputs(Row row) {
    return switch (row.inputs()) {
      case FILE -> "file";
      case DIRECTORY -> "directory";
      case WORDS -> String.join(" ", row.inputWords());
      case NONE, TEXT -> "";
    };
  }

  private static void values(Row row, StringBuilder script) {
    for (Option option : row.options()) {
      if (option.value() == Value.NONE) {
        continue;
      }
      List<String> patterns = new ArrayList<>();
      for (String name : option.names()) {
        patterns.add('\'' + row.words() + ' ' + name + '\'');
      }
      script.append("    ").append(String.join("|", patterns)).append(") ");
      switch (option.value()) {
        case FILE -> script.append("_gotrust_files -f; ");
        case DIRECTORY -> script.append("_gotrust_files -d; ");
        case WORDS ->
            script
                .append("_gotrust_words '")
                .append(String.join(" ", option.words()))
                .append("'; ");
        default -> script.append(' ');
      }
      script.append("return ;;\n");
    }
  }
}
