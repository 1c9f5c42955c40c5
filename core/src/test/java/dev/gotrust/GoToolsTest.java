package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Where Go is installed, its own programs are read and held against what Go says of them. */
class GoToolsTest {
  @Test
  void factsOfGosOwnProgramsAreThoseOfGoItself() throws Exception {
    Assumptions.assumeTrue(GoCommand.isThere("Go's own programs are not read"));
    List<Path> programs = programs(Path.of(GoCommand.run("env", "GOROOT")));
    assertFalse(programs.isEmpty());
    for (Path program : programs) {
      JsonNode facts = Documents.of(GoTrust.inspect(program, 2));
      JsonNode said = Documents.parse(GoCommand.run("version", "-m", "-json", program.toString()));
      assertEquals(said, facts.path("buildInfo"), program.toString());
      assertEquals(
          GoCommand.run("tool", "buildid", program.toString()), facts.path("buildId").asText());
      assertEquals("match", facts.path("contentId").path("state").asText(), program.toString());
    }
  }

  private static List<Path> programs(Path goroot) throws IOException {
    List<Path> programs = new ArrayList<>();
    for (String directory : List.of("bin", "pkg/tool")) {
      try (Stream<Path> files = Files.walk(goroot.resolve(directory))) {
        files.filter(Files::isRegularFile).filter(Files::isExecutable).forEach(programs::add);
      }
    }
    return programs;
  }

  /** The go command of this machine. */
  static final class GoCommand {
    private GoCommand() {}

    static boolean isThere(String leftOut) {
      try {
        run("version");
        return true;
      } catch (IOException missing) {
        System.out.println("left out, no go command here: " + leftOut);
        return false;
      }
    }

    static String run(String... arguments) throws IOException {
      List<String> line = new ArrayList<>(List.of("go"));
      line.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return out.strip();
    }
  }
}
