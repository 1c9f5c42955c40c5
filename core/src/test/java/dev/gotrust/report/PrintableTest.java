package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class PrintableTest {
  private static final java.util.List<String> TEXTS = Hostile.TEXTS;

  /** Fails for any character that would act on a terminal or could not be seen. */
  static void assertPrintable(String line) {
    int at = 0;
    while (at < line.length()) {
      int c = line.codePointAt(at);
      int type = Character.getType(c);
      boolean bad =
          c < ' '
              || c >= 0x7f && c < 0xa1
              || type == Character.FORMAT
              || type == Character.SURROGATE
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR
              || c >= 0xe0000 && c <= 0xe0fff
              || c >= 0xfe00 && c <= 0xfe0f
              || c >= 0x200b && c <= 0x200f
              || c >= 0x202a && c <= 0x202e
              || c >= 0x2060 && c <= 0x206f
              || c == 0xfeff
              || c == 0x3164;
      assertFalse(line.startsWith("##", at), line);
      assertTrue(!bad, () -> "U+" + Integer.toHexString(c) + " in " + line);
      at += Character.charCount(c);
    }
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void nothingHostileIsLeft(String text) {
    assertPrintable(Printable.escape(text));
  }

  @Test
  void everyCodePointIsShownOrEscaped() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String text = "a" + Character.toString(c) + "b";
      String escaped = Printable.escape(text);
      assertPrintable(escaped);
      assertTrue(escaped.equals(text) || escaped.startsWith("a\\"), escaped);
    }
  }

  @Test
  void whatIsEscapedCanBeRead() {
    assertEquals("a\\x0ab", Printable.escape("a\nb"));
    assertEquals("\\x1b[0m", Printable.escape("\u001b[0m"));
    assertEquals("\\x9b", Printable.escape("\u009b"));
    assertEquals("\\u{202e}", Printable.escape("\u202e"));
    assertEquals("\\u{feff}", Printable.escape("\ufeff"));
    assertEquals("\\u{e0041}", Printable.escape("\udb40\udc41"));
    assertEquals("\\u{d800}", Printable.escape("\ud800"));
  }

  /** A log of a build is read by machines that obey it. */
  @Test
  void noCommandOfABuildIsLeft() {
    assertEquals("\\x3a:set-output name=x\\x3a:y", Printable.escape("::set-output name=x::y"));
    assertEquals("\\x3a\\x3a:a", Printable.escape(":::a"));
    assertEquals("x \\x23#[add-mask]a", Printable.escape("x ##[add-mask]a"));
    assertEquals("\\x23#vso[a]\u00fc", Printable.escape("##vso[a]\u00fc"));
  }

  @Test
  void whatIsHarmlessStays() {
    for (String text :
        new String[] {
          "", "plain ~", "C:\\x", "a: b:", "#1 #", "\u00fcml\u00e4ut", "e\u0301", "\u65e5\u672c"
        }) {
      assertEquals(text, Printable.escape(text));
    }
  }

  @Test
  void marksCantStartOrPileUp() {
    assertEquals("\\u{301}", Printable.escape("\u0301"));
    assertEquals("a\u0301\u0301\\u{301}", Printable.escape("a\u0301\u0301\u0301"));
  }

  @Test
  void longTextIsCutAndSaidToBe() {
    assertEquals(
        "x".repeat(2000) + "... (3000 more characters)", Printable.escape("x".repeat(5000)));
    String pairs = Printable.escape("x" + "\ud83d\ude00".repeat(4500) + "y");
    assertTrue(pairs.endsWith("\ud83d\ude00... (7003 more characters)"), pairs);
  }
}
