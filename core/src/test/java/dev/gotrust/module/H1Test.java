package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Random;
import org.apache.commons.codec.CodecPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class H1Test {
  private static final String STANDARD =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /**
   * Another library as an oracle. Its strict decoder alone is none: it passes over what is no digit
   * and does without padding.
   */
  private static boolean oracle(String digits) {
    org.apache.commons.codec.binary.Base64 codec =
        new org.apache.commons.codec.binary.Base64(0, null, false, CodecPolicy.STRICT);
    try {
      byte[] decoded = codec.decode(digits);
      return decoded.length == 32 && codec.encodeToString(decoded).equals(digits);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** The rule itself, digit by digit. */
  private static boolean rule(String digits) {
    boolean shaped = digits.length() == 44 && digits.charAt(43) == '=';
    for (int i = 0; shaped && i < 43; i++) {
      shaped = STANDARD.indexOf(digits.charAt(i)) >= 0;
    }
    return shaped && (STANDARD.indexOf(digits.charAt(42)) & 3) == 0;
  }

  @Test
  void everyLastDigitIsJudgedAsTheOracleDoes() {
    for (char last : STANDARD.toCharArray()) {
      String digits = "a".repeat(42) + last + "=";
      assertEquals(oracle(digits), H1.isCanonical("h1:" + digits), digits);
      assertEquals(rule(digits), H1.isCanonical("h1:" + digits), digits);
    }
  }

  @Test
  void everyByteAtEveryPlaceIsJudgedAsTheOracleDoes() {
    String good = Base64.getEncoder().encodeToString(new byte[32]);
    for (int at = 0; at < good.length(); at++) {
      for (char c = 0; c < 0x180; c++) {
        String digits = good.substring(0, at) + c + good.substring(at + 1);
        assertEquals(oracle(digits), H1.isCanonical("h1:" + digits), () -> "at " + digits);
        assertEquals(rule(digits), H1.isCanonical("h1:" + digits), () -> "at " + digits);
      }
    }
  }

  @Test
  void whatGoWritesIsTaken() {
    Random random = new Random(1);
    byte[] hash = new byte[32];
    for (int i = 0; i < 1000; i++) {
      random.nextBytes(hash);
      assertTrue(H1.isCanonical("h1:" + Base64.getEncoder().encodeToString(hash)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h1:",
        "h1:QR==",
        "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
        "h1:-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "h1:AAAAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAA=",
        "h1: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n=",
        "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA===",
        "h2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "H1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      })
  void everyOtherSpellingIsRefused(String text) {
    assertFalse(H1.isCanonical(text));
  }
}
