package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.report.Style.Tone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void nothingThatItIsGivenCommandsTheTerminal() {
    try (Terminal terminal = new Terminal(surroundings(Map.of(), false))) {
      terminal.problem("a\u001b[2J\u009b", "b\r\n\u202e\u2066c");
      terminal.note("x\u0007\u200b");
      terminal.usage(new UsageException("y\u001b]0;z\u0007", "gotrust verify"));
    }
    String shown = err.toString(StandardCharsets.UTF_8);
    assertEquals(4, shown.lines().count(), shown);
    for (char c : shown.replace("\n", "").toCharArray()) {
      assertTrue(c >= ' ' && c < 0x7f, "character " + (int) c);
    }
  }

  @Test
  void lettersOfAllScriptsAreShown() {
    try (Terminal terminal = new Terminal(surroundings(Map.of(), false))) {
      terminal.problem("größe-日本", "fehlt");
    }
    assertEquals("gotrust: größe-日本: fehlt\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void failuresAreExplainedWithoutNamesOfClasses() {
    assertEquals("no such file or directory", Terminal.explain(new NoSuchFileException("x")));
    assertEquals("permission denied", Terminal.explain(new AccessDeniedException("x")));
    assertEquals(
        "Is a directory", Terminal.explain(new FileSystemException("x", null, "Is a directory")));
    assertEquals("gone", Terminal.explain(new IOException("gone")));
    assertEquals("IOException", Terminal.explain(new IOException()));
  }

  @ParameterizedTest
  @CsvSource({
    "true, xterm, , true",
    "true, xterm, 1, false",
    "true, dumb, , false",
    "true, , , false",
    "false, xterm, , false"
  })
  void coloursAreForTerminalsThatKnowThem(
      boolean isTerminal, String term, String noColor, boolean coloured) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TERM", term);
    environment.put("NO_COLOR", noColor);
    assertEquals(coloured, surroundings(environment, isTerminal).isColoured());
  }

  @ParameterizedTest
  @CsvSource({", 80", "120, 120", "'', 80", "-5, 80", "x, 80", "1, 20", "99999, 80"})
  void theWidthIsTheTerminals(String columns, int width) {
    Map<String, String> environment = new HashMap<>();
    environment.put("COLUMNS", columns);
    assertEquals(width, surroundings(environment, true).columns());
  }

  @Test
  void onlyWhatHoldsIsGreenAndPaintEndsBehindTheText() {
    Painter painter = new Painter();
    for (Tone tone : Tone.values()) {
      String painted = painter.paint(tone, "text");
      assertEquals(tone == Tone.GOOD, painted.contains("\u001b[32m"), tone.name());
      assertTrue(painted.equals("text") || painted.endsWith("text\u001b[0m"), tone.name());
      assertFalse(painter.paint(tone, "").contains("\u001b"), tone.name());
    }
  }

  private Surroundings surroundings(Map<String, String> environment, boolean outIsTerminal) {
    return new Surroundings(
        InputStream.nullInputStream(),
        new ByteArrayOutputStream(),
        err,
        outIsTerminal,
        false,
        environment,
        Path.of(""),
        1,
        () -> 0);
  }
}
