package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One search by two algorithms, each held against the plainest one. */
final class PatternTest {
  private static int plain(byte[] data, int from, int to, byte[] pattern) {
    for (int at = from; at + pattern.length <= to; at++) {
      if (Arrays.equals(data, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at;
      }
    }
    return -1;
  }

  /** Few letters, so that much agrees and the search changes its way in the middle. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsWhatThePlainSearchFinds(int letters) {
    Random random = new Random(letters);
    for (int round = 0; round < 2_000; round++) {
      byte[] data = letters(random, letters, 1 + random.nextInt(3_000));
      byte[] pattern = letters(random, letters, 1 + random.nextInt(60));
      int from = random.nextInt(data.length);
      int to = from + random.nextInt(data.length - from + 1);
      assertEquals(plain(data, from, to, pattern), new Pattern(pattern).indexOf(data, from, to));
    }
  }

  private static byte[] letters(Random random, int letters, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(letters);
    }
    return bytes;
  }

  @Test
  void findsBehindWhatWasMadeToHurt() {
    byte[] pattern = new byte[4_096];
    pattern[2_047] = 1;
    byte[] data = new byte[1 << 20];
    System.arraycopy(pattern, 0, data, 900_001, pattern.length);
    assertEquals(900_001, new Pattern(pattern).indexOf(data, 0, data.length));
    assertEquals(-1, new Pattern(pattern).indexOf(data, 900_002, data.length));
  }

  /** Compared byte by byte at every place this takes a quarter of an hour. */
  @Test
  void aPatternMadeForItsDataTakesOnePass() {
    byte[] pattern = new byte[4_097];
    pattern[2_047] = 1;
    byte[] data = new byte[256 << 20];
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertEquals(-1, new Pattern(pattern).indexOf(data, 0, data.length)));
  }

  @Test
  void refusesAnEmptyPattern() {
    assertThrows(IllegalArgumentException.class, () -> new Pattern(new byte[0]));
  }
}
