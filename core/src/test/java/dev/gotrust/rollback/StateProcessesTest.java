package dev.gotrust.rollback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gotrust.rollback.StateReading.Intact;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes write to one log, and are killed while they do. */
final class StateProcessesTest {
  @TempDir Path directory;

  private Process start(Path file, int from, int count, Redirect out) throws IOException {
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
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).redirectOutput(out).start();
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
      processes.add(start(file, 1000 * i, 50, Redirect.DISCARD));
    }
    for (Process process : processes) {
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
    for (int round = 0; round < 6; round++) {
      Path said = directory.resolve("said" + round);
      Process process = start(file, 100_000 * round, 10_000, Redirect.to(said.toFile()));
      int wanted = 5 + random.nextInt(40);
      while (Files.readAllLines(said).size() < wanted && process.isAlive()) {
        Thread.sleep(1 + random.nextInt(8));
      }
      process.destroyForcibly().waitFor();
      for (int before = 0; before <= round; before++) {
        holdsAll(Files.readAllLines(directory.resolve("said" + before)), intact(file));
      }
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
