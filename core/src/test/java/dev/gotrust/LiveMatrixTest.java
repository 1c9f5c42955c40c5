package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.GoToolsTest.GoCommand;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where Go is installed, builds programs for many targets and link modes and holds every one
 * against Go's own tools. {@code -Dgotrust.matrix=wide} takes older toolchains too.
 */
class LiveMatrixTest {
  private static final Path SCRIPT = Path.of("../test-fixtures/scripts/build-matrix.sh");

  @Test
  void everyBuildIsReadAsGoReadsIt(@TempDir Path directory) throws Exception {
    Assumptions.assumeTrue(GoCommand.isThere("the matrix of targets is not built"));
    List<String> lines = build(directory);
    assertFalse(lines.isEmpty());
    List<Executable> checks = new ArrayList<>();
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      checks.add(() -> check(Path.of(columns[0]), columns[1]));
      if (columns.length > 2) {
        checks.add(() -> shows(Path.of(columns[0]), columns[2]));
      }
    }
    System.out.println("matrix: " + checks.size() + " programs built and compared");
    assertAll(checks);
  }

  private static void check(Path file, String outcome) throws Exception {
    Reading reading = GoTrust.inspect(file, 2);
    assertInstanceOf(Inspection.class, reading, file.toString());
    JsonNode facts = Documents.of(reading);
    assertEquals(outcome, facts.path("contentId").path("state").asText(), file.toString());
    String said = GoCommand.run("version", "-m", "-json", file.toString());
    if (said.startsWith("{")) {
      assertEquals(Documents.parse(said), facts.path("buildInfo"), file.toString());
    }
    String id = GoCommand.run("tool", "buildid", file.toString());
    // With no Go note, go tool buildid prints the raw GNU build-id.
    if (id.contains("/")) {
      assertEquals(id, facts.path("buildId").asText(), file.toString());
    }
    boolean signed = file.toString().endsWith("-signed");
    if (signed || !outcome.equals("mismatch")) {
      intact(file, signed);
    }
  }

  /** Nothing is contradicted, and what is only signed matches without its signature. */
  private static void intact(Path file, boolean signed) throws Exception {
    Judgement judgement = GoTrust.verify(VerificationRequest.of(file).build());
    Judgement.Judged judged = assertInstanceOf(Judgement.Judged.class, judgement);
    for (Link link : judged.report().chain().links()) {
      assertFalse(link.state() == State.CONTRADICTED, file + ": " + link);
      if (signed && link.id() == LinkId.BUILD_ID) {
        assertEquals(State.CORROBORATED, link.state(), file + ": " + link);
      }
    }
  }

  /** A setting shows in the file, and fits. */
  private static void shows(Path file, String setting) throws Exception {
    Judgement judgement = GoTrust.verify(VerificationRequest.of(file).build());
    Judgement.Judged judged = assertInstanceOf(Judgement.Judged.class, judgement);
    List<State> states = new ArrayList<>();
    for (Evidence row : judged.report().chain().link(LinkId.SETTINGS).evidence()) {
      if (row.what().equals(setting)) {
        states.add(row.state());
      }
    }
    assertEquals(List.of(State.CORROBORATED), states, file + ": " + setting);
  }

  private static List<String> build(Path directory) throws IOException {
    String mode = System.getProperty("gotrust.matrix", "fast");
    Process process =
        new ProcessBuilder("bash", SCRIPT.toString(), directory.toString(), mode)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out.lines().toList();
  }
}
