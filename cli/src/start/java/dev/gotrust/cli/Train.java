package dev.gotrust.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs several commands in one process, so that one class-data archive holds the classes of all.
 * Only {@code lib/archive.sh} calls it.
 */
final class Train {
  private Train() {}

  /**
   * Runs the commands; their verdicts do not matter.
   *
   * @param args command lines, with an argument {@code --then} before each
   */
  public static void main(String[] args) {
    Start.refuseOldJava();
    List<String> command = new ArrayList<>();
    for (int i = 0; i <= args.length; i++) {
      if (i < args.length && !args[i].equals("--then")) {
        command.add(args[i]);
      } else if (!command.isEmpty()) {
        Main.execute(command.toArray(new String[0]));
        command.clear();
      }
    }
  }
}
