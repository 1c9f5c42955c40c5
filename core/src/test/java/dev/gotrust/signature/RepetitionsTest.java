package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often regular expressions repeat their parts: what would be written out is refused. */
final class RepetitionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abc; 1",
        "a{3}; 3",
        "a{3,}; 3",
        "a{3,7}; 7",
        "a{0}; 1",
        "(a{3}){4}; 12",
        "((a{3})b{5}){4}c{2}; 20",
        "(?:a{10}|b{2}){10}; 100",
        "(a{3})?{4}; 12",
        "(a{3})(b){4}; 4",
        "a{1000}; 1000",
        "(a{1000}){1000}; 1001",
        "(((a{2}; 2",
        "a{2}); 2",
        "a{,5}; 1",
        "\\{9}; 1",
        "\\Qa{9}\\E{4}; 4",
        "\\Qa{9}; 1",
        "\\x{9}{4}; 4",
        "\\pN{4}; 4",
        "\\p{Greek}{4}; 4",
        "[({9}]{4}; 4",
        "[]({9}]{4}; 4",
        "[^]({9}]{4}; 4",
        "[[:alpha:](]{4}; 4",
        "[\\](]{4}; 4",
        "[; 1",
        "\\; 1"
      })
  void aPartIsRepeatedSoOften(String expression, long times) {
    assertEquals(times, Repetitions.most(expression));
  }

  @Test
  void whatWouldBeWrittenOutIsRefusedAtOnce() {
    String nested = "((((a{1000}){1000}){1000}){1000})";
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> TextMatcher.expression(nested));
    assertEquals("it repeats something more than 1000 times", refused.getMessage());
    assertTrue(TextMatcher.expression("^(a{10}){100}$").matches("a".repeat(1000)));
  }
}
