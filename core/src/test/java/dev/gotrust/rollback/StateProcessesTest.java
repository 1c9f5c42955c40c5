package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gotrust.rollback.StateReading.Intact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes write to one log, and are killed while they do. */
final class StateProcessesTest {
  @TempDir Path directory;

  private Process start(Path file, int from, int count) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Appending.class.getName(),
            file.toString(),
            Integer.toString(from),
            Integer.toString(count));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Intact intact(Path file) {
    StateReading reading = new StateFile(file, List.of(), null).read();
    return assertInstanceOf(Intact.class, reading, reading.toString());
  }

  @Test
  void fourProcessesAppendToOneChain() throws Exception {
    Path file = directory.resolve("state.jsonl");
    new StateFile(file, List.of(), null).init(Programs.NOW);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(file, 1000 * i, 50));
    }
    for (Process process : processes) {
      process.getInputStream().readAllBytes();
      assertEquals(0, process.waitFor());
    }
    assertEquals(201, intact(file).entries().size());
  }

  @Test
  void whatAKilledProcessAcknowledgedIsThere() throws Exception {
    Path file = directory.resolve("state.jsonl");
    StateFile state = new StateFile(file, List.of(), null);
    state.init(Programs.NOW);
    Random random = new Random(7);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      Process process = start(file, 100_000 * round, 10_000);
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        int wanted = 5 + random.nextInt(40);
        for (int i = 0; i < wanted; i++) {
          acknowledged.add(out.readLine());
        }
        Thread.sleep(random.nextInt(8));
        process.destroyForcibly().waitFor();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          acknowledged.add(line);
        }
      }
      holdsAll(acknowledged, intact(file));
      StateFileTest.accept(state, Programs.of("v1.0.0", round), "after the crash");
    }
    intact(file);
  }

  private static void holdsAll(List<String> acknowledged, Intact intact) {
    for (String line : acknowledged) {
      int space = line.indexOf(' ');
      if (line.length() == space + 65) { // the last may have been cut with the process
        Entry entry = intact.entries().get(Integer.parseInt(line.substring(0, space)) - 1);
        assertEquals(line.substring(space + 1), entry.hash().hex());
      }
    }
  }
}
