package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which pattern matches what is held against Go in {@link ModuleVectorsTest}. */
final class PrefixPatternsTest {
  @Test
  void patternsMatchTheFirstElements() {
    PrefixPatterns patterns = PrefixPatterns.of("*.corp.example.com,,[,rsc.io/private/");
    assertTrue(patterns.matches("git.corp.example.com/x"));
    assertTrue(patterns.matches("rsc.io/private/quux"));
    assertFalse(patterns.matches("rsc.io/privateer"));
    assertFalse(patterns.matches("corp.example.com"));
    assertFalse(patterns.matches(""));
  }

  @Test
  void manyStarsDoNotSlowItDown() {
    PrefixPatterns patterns = PrefixPatterns.of("*a".repeat(1000) + "b");
    assertFalse(
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> patterns.matches("a".repeat(20_000))));
  }

  @Test
  void aListAboveTheCapIsRefused() {
    String list = ",".repeat(Limits.PREFIX_PATTERNS + 1);
    assertThrows(IllegalArgumentException.class, () -> PrefixPatterns.of(list));
    assertFalse(PrefixPatterns.of(list.substring(1)).matches("a"));
  }
}
