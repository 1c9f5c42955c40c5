package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmbedPatternsTest {
  private static EmbedPatterns of(String lines) {
    EmbedPatterns patterns = new EmbedPatterns();
    String source = "package p\n\nimport _ \"embed\"\n\n" + lines;
    patterns.add(source.getBytes(StandardCharsets.UTF_8));
    return patterns;
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt, a.txt, true",
    "a.txt, b/a.txt, false",
    "*.txt, .a.txt, true",
    "dist/*, dist/a.js, true",
    "dist/*, dist/deep/a.js, true",
    "dist/*, dist/deep/.a.js, false",
    "dist, dist/_a.js, false",
    "all:dist, dist/_a.js, true",
    "dist, dist/.git/a, false",
    "dist, distant, false",
    "'\"a b\" c', a b, true",
    "'`a b` c', c, true",
    "a/b/c, a/b, false",
    "[, [, false"
  })
  void matchesAsTheGoCommand(String pattern, String name, boolean expected) {
    assertEquals(expected, of("//go:embed " + pattern + "\nvar x string\n").matches(name));
  }

  @Test
  void onlyLinesOfFilesThatImportEmbedCount() {
    assertTrue(of("  //go:embed a\n//go:embedded a\n// //go:embed a\n").isEmpty());
    EmbedPatterns without = new EmbedPatterns();
    without.add("package p\n\n//go:embed a\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(without.isEmpty());
    assertTrue(of("//go:embed a\tb\r\n").matches("b"));
  }
}
