package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Go's own answers, from package strconv and from ranging over strings. */
final class GoTextTest {
  private static String decode(String hex) {
    return GoText.decode(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "61, a",
    "c3a9, é",
    "e282ac, €",
    "f09f9880, 😀",
    "00, '\0'",
    "ff, \ufffd",
    "c0af, \ufffd\ufffd",
    "e282, \ufffd\ufffd",
    "e28261, \ufffd\ufffda",
    "eda080, \ufffd\ufffd\ufffd",
    "f4908080, \ufffd\ufffd\ufffd\ufffd",
    "f09f98, \ufffd\ufffd\ufffd",
    "f8888080, \ufffd\ufffd\ufffd\ufffd",
    "e0809f61, \ufffd\ufffd\ufffda",
    "80bf, \ufffd\ufffd",
    "efbfbd, \ufffd",
    "c3a9ff, é\ufffd",
    "f48fbfbf, \udbff\udfff"
  })
  void everyByteThatIsNoUtf8IsOneReplacement(String hex, String expected) {
    assertEquals(expected, decode(hex));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "\"\" ,",
        "\"a b\" ,a b",
        "`a\\n` ,a\\n",
        "\"\\x41\\102\\u00e9\" ,ABé",
        "\"\\U0001F600\" ,😀",
        "\"\\xc3\\xa9\" ,é",
        "\"\\xff\" ,\ufffd",
        "\"é€\" ,é€"
      })
  void unquotes(String quoted, String expected) {
    assertEquals(expected == null ? "" : expected, GoText.unquote(quoted.strip()));
  }

  @Test
  void keepsControlCharactersOfEscapesAndDropsCarriageReturnsOfRawStrings() {
    assertEquals("\u0007\b\f\u000b\\\"", GoText.unquote("\"\\a\\b\\f\\v\\\\\\\"\""));
    assertEquals("\ufffd\0", GoText.unquote("\"\\377\\000\""));
    assertEquals("a\n\t\r", GoText.unquote("\"a\\n\\t\\r\""));
    assertEquals("a\nb", GoText.unquote("`a\r\nb`"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "`",
        "a",
        "\"a",
        "a\"",
        "\"a`",
        "'a'",
        "\"a\nb\"",
        "\"a\"b\"",
        "`a`b`",
        "\"\\\"",
        "\"\\",
        "\"\\'\"",
        "\"\\q\"",
        "\"\\x4\"",
        "\"\\xg0\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\U00110000\"",
        "\"\\400\"",
        "\"\\08\"",
        "\"\\8\""
      })
  void refusesWhatIsNoQuotedString(String text) {
    assertNull(GoText.unquote(text));
  }

  @Test
  void otherDigitsAreNoDigits() {
    // Character.digit takes full-width and Arabic digits; Go does not.
    assertNull(GoText.unquote("\"\\x\uff14\uff11\""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "\"a\"=b ,3",
        "`a`=b ,3",
        "`` ,2",
        "\"\" ,2",
        "\"a\\\"b\"c ,6",
        "a ,-1",
        "\"a ,-1",
        "`a ,-1",
        "\"\\q\" ,-1",
        "\"a\\ ,-1"
      })
  void findsTheQuotedPrefix(String text, int expected) {
    assertEquals(expected, GoText.quotedPrefix(text.strip()));
    assertEquals(-1, GoText.quotedPrefix(""));
    assertEquals(-1, GoText.quotedPrefix("\"a\nb\""));
  }
}
