package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoTrust;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A command with an environment of its own: what the caller's shell exports must not matter. */
final class Launch {
  /** The packaged distribution. */
  static final Path HOME = Path.of("target", "gotrust").toAbsolutePath();

  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  static final String SYSTEM_PATH = "/usr/bin:/bin";
  static final String HELLO =
      Path.of("..", "test-fixtures", "samples", "hello", "hello").toAbsolutePath().toString();

  private static final long HANG_SECONDS = 60;
  private final List<String> command;
  private final Map<String, String> environment = new TreeMap<>();
  private Path directory = Path.of("").toAbsolutePath();
  private boolean shell;

  Launch(String... command) {
    this.command = new ArrayList<>(Arrays.asList(command));
    environment.put("JAVA_HOME", JAVA_HOME.toString());
    environment.put("PATH", SYSTEM_PATH);
  }

  /** What came of a command. */
  record Result(int code, String out, String err) {}

  /** Returns the launcher of a distribution. */
  static Launch launcher(Path home) {
    return new Launch(home.resolve("bin/gotrust").toString());
  }

  /** Copies the distribution to a place that is not there yet. */
  static Path copyTo(Path target) throws IOException {
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
              throws IOException {
            Files.createDirectories(target.resolve(HOME.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Path copy = target.resolve(HOME.relativize(file));
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }

  Launch in(Path dir) {
    directory = dir;
    return this;
  }

  Launch with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Launch without(String name) {
    environment.remove(name);
    return this;
  }

  /** Lets a shell find the command in PATH, which ProcessBuilder would look for in its own. */
  Launch asShellCommand() {
    shell = true;
    return this;
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(shell ? List.of("/bin/sh", "-c", "\"$0\" \"$@\"") : List.of());
    line.addAll(command);
    line.addAll(Arrays.asList(arguments));
    Path out = Files.createTempFile("gotrust", ".out");
    Path err = Files.createTempFile("gotrust", ".err");
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("hangs: " + line);
    }
    Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return result;
  }

  /** Holds that it prints its version, and nothing that it should not. */
  void assertStarts() throws IOException, InterruptedException {
    Result result = run("--version");
    assertEquals("", result.err(), toString());
    assertTrue(result.out().startsWith("gotrust " + GoTrust.version() + "\n"), result.out());
    assertEquals(0, result.code());
  }

  @Override
  public String toString() {
    return command + " in " + directory + " with " + environment;
  }
}
