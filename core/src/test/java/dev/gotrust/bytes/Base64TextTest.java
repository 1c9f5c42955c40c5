package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0001", "fbff", "fbfffe", "fbfffe00"})
  void whatWasEncodedIsDecoded(String hex) {
    byte[] data = HexFormat.of().parseHex(hex);
    String text = Base64Text.encode(data);
    assertArrayEquals(data, Base64Text.decode(text));
    String url = text.replace('+', '-').replace('/', '_');
    for (String each : new String[] {text, url, bare(text), bare(url)}) {
      assertArrayEquals(data, Base64Text.decodeProto(each), each);
    }
  }

  private static String bare(String text) {
    return text.replace("=", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AAAAA",
        "A===",
        "====",
        "=",
        "==",
        "===",
        "AA=",
        "AAA==",
        "AAAA=",
        "AAAA==",
        "AAAA====",
        "AA=A",
        "A=AA",
        "AB==",
        "AAB=",
        "AB",
        "AAB",
        " AAAA",
        "AAAA\n",
        "AA\nAA",
        "AA==AA==",
        "AA*A",
        "\u0410AAA"
      })
  void otherTextsAreNone(String text) {
    assertNull(Base64Text.decode(text));
    assertNull(Base64Text.decodeProto(text));
  }

  @Test
  void oneAlphabetAndPaddingAreStrict() {
    assertNull(Base64Text.decode("-_=="));
    assertNull(Base64Text.decode("AA"));
    assertArrayEquals(new byte[1], Base64Text.decodeProto("AA"));
  }
}
