package dev.gotrust.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
    List<String> command = new ArrayList<>();
    for (int i = 0; i <= args.length; i++) {
      if (i < args.length && !args[i].equals("--then")) {
        command.add(args[i]);
      } else if (!command.isEmpty()) {
        Main.run(command.toArray(new String[0]), out, err);
        command.clear();
      }
    }
    out.flush();
    err.flush();
  }
}
