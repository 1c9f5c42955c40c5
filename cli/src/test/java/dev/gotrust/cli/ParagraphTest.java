package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ParagraphTest {
  @Test
  void whatFitsIsLeftAsItIs() {
    assertEquals("\n", Paragraph.of(""));
    String line = "word ".repeat(16).stripTrailing() + '.';
    assertEquals(80, line.length());
    assertEquals(line + '\n', Paragraph.of(line));
  }

  @Test
  void whatDoesNotIsBrokenBetweenWordsAndIndented() {
    String text = "12345678 ".repeat(20).stripTrailing();
    String first = "12345678 ".repeat(9).stripTrailing();
    String next = "  " + "12345678 ".repeat(8).stripTrailing();
    assertEquals(first + '\n' + next + "\n  12345678 12345678 12345678\n", Paragraph.of(text));
  }

  @Test
  void aLongWordIsCutBetweenCharacters() {
    String text = "𝄞".repeat(170);
    String first = "𝄞".repeat(80);
    String next = "  " + "𝄞".repeat(78);
    assertEquals(first + '\n' + next + "\n  " + "𝄞".repeat(12) + '\n', Paragraph.of(text));
  }

  @Test
  void blanksAtABreakAreLeftOut() {
    String word = "x".repeat(79);
    assertEquals(word + "\n  y\n", Paragraph.of(word + "    y"));
  }
}
