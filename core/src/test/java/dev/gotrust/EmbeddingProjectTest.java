package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.fixtures.Fixtures;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the sample project {@code test-fixtures/embedding} with what was just compiled and what
 * Maven hands on to a caller, nothing else, and runs it, on the class path and on the module path.
 */
final class EmbeddingProjectTest {
  private static final Path PROJECT =
      Path.of("..", "test-fixtures", "embedding", "src", "main", "java");
  private static final String MAIN = "example.release.ReleaseGate";

  @TempDir Path directory;

  private record Result(int code, String out) {}

  private Result run(String program, String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
    line.addAll(Arrays.asList(arguments));
    Path out = directory.resolve("out.txt");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    return new Result(process.waitFor(), Files.readString(out, StandardCharsets.UTF_8));
  }

  private String write(String name, byte[] bytes) throws Exception {
    return Files.write(directory.resolve(name), bytes).toString();
  }

  private String goSum(String fixture) throws Exception {
    String text = Fixtures.companion(fixture, "go.sum").orElseThrow();
    return write("go.sum", text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertJudges(String... java) throws Exception {
    Path report = directory.resolve("report.json");
    Result passes = gate(java, write("hello", Fixtures.bytes("hello")), report);
    assertEquals(0, passes.code(), passes.out());
    assertTrue(passes.out().contains("go-sum PROVEN: "), passes.out());
    assertTrue(passes.out().endsWith("PASS\n"), passes.out());
    assertTrue(Files.readString(report).matches("(?s).*\"verdict\" ?: ?\"PASS\".*"), "the report");
    Files.delete(report);
    Result refused =
        gate(java, write("bad", "no program".getBytes(StandardCharsets.UTF_8)), report);
    assertEquals(1, refused.code(), refused.out());
    assertTrue(refused.out().contains("NOT_GO: "), refused.out());
    assertFalse(refused.out().contains("Exception"), refused.out());
    assertFalse(Files.exists(report));
  }

  private Result gate(String[] java, String program, Path report) throws Exception {
    List<String> arguments = new ArrayList<>(Arrays.asList(java));
    arguments.addAll(List.of(program, goSum("hello"), report.toString()));
    return run("java", arguments.toArray(new String[0]));
  }

  @Test
  void onTheClassPath() throws Exception {
    String path = ModularCallerTest.modulePath();
    String out = directory.resolve("classes").toString();
    String source = PROJECT.resolve("example/release/ReleaseGate.java").toString();
    Result built =
        run(
            "javac",
            "-Xlint:all,-path",
            "-Werror",
            "--release",
            "17",
            "-cp",
            path,
            "-d",
            out,
            source);
    assertEquals(0, built.code(), built.out());
    assertJudges("-cp", out + File.pathSeparator + ModularCallerTest.runtimePath(), MAIN);
  }

  @Test
  void onTheModulePath() throws Exception {
    String path = ModularCallerTest.modulePath();
    String out = directory.resolve("modules").toString();
    Result built =
        run(
            "javac",
            "-Xlint:all,-path",
            "-Werror",
            "--release",
            "17",
            "--module-path",
            path,
            "-d",
            out,
            PROJECT.resolve("module-info.java").toString(),
            PROJECT.resolve("example/release/ReleaseGate.java").toString());
    assertEquals(0, built.code(), built.out());
    String modules = out + File.pathSeparator + ModularCallerTest.runtimePath();
    assertJudges("--module-path", modules, "-m", "com.example.release/" + MAIN);
  }
}
