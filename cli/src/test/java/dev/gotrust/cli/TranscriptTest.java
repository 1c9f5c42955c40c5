package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.GoTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What people type and what they see. A transcript's lines: {@code #} a remark, {@code +} what is
 * there beforehand, {@code $} a command; then {@code 1} standard output, {@code 2} standard error,
 * {@code =} the exit code. With {@code -Dtranscripts.write} the files are written anew: read the
 * difference before you keep it.
 */
final class TranscriptTest {
  private static final Path FILES = Path.of(System.getProperty("transcripts"));
  private static final boolean WRITE = System.getProperty("transcripts.write") != null;

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FILES)) {
      files = all.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
    }
    assertEquals(false, files.isEmpty(), "no transcripts in " + FILES);
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws Exception {
    String expected = Files.readString(file, StandardCharsets.UTF_8);
    String actual = play(expected);
    if (WRITE) {
      Files.writeString(file, actual);
    } else {
      assertEquals(expected, actual);
    }
  }

  /** Returns the transcript with what came out this time. */
  private static String play(String transcript) throws Exception {
    Sandbox.clean();
    List<String> lines = new ArrayList<>();
    for (String line : transcript.lines().toList()) {
      if (line.startsWith("+ ")) {
        Sandbox.prepare(line.substring(2));
      }
      if (!isResult(line)) {
        lines.add(line);
      }
      if (line.startsWith("$ ")) {
        Run run = Run.line(line.substring(2));
        add(lines, "1", run.out());
        add(lines, "2", run.err());
        lines.add("= " + run.code());
      }
    }
    return String.join("\n", lines) + '\n';
  }

  private static boolean isResult(String line) {
    return line.startsWith("1") || line.startsWith("2") || line.startsWith("= ");
  }

  private static void add(List<String> lines, String mark, String text) {
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new UncheckedIOException(new IOException("no line end: " + text));
    }
    text.replace("\u001b", "<ESC>")
        .replace(GoTrust.version(), "<VERSION>")
        .replace(Path.of("").toAbsolutePath().toString(), "<HERE>")
        .replace(System.getProperty("java.vm.version"), "<JVM>")
        .replace(System.getProperty("java.vm.name"), "<NAME>")
        .replace(System.getProperty("java.vm.vendor"), "<VENDOR>")
        .lines()
        .forEach(l -> lines.add((mark + ' ' + l).stripTrailing()));
  }
}
