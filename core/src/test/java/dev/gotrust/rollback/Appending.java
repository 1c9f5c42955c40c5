package dev.gotrust.rollback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Appends as a process of its own, and says of each line that it is acknowledged. */
final class Appending {
  private Appending() {}

  public static void main(String[] arguments) {
    StateFile state = new StateFile(Path.of(arguments[0]), List.of(), null);
    int from = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    for (int i = 0; i < count; i++) {
      Acceptance program = Programs.of("v1.0.0", from + i);
      state.run(
          (reading, appender) -> {
            try {
              Entry entry = appender.append(Programs.NOW, program, "again");
              System.out.println(entry.line() + " " + entry.hash().hex());
              System.out.flush();
            } catch (IOException failed) {
              throw new IllegalStateException(reading.toString(), failed);
            }
          });
    }
  }
}
