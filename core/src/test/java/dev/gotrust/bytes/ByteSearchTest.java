package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against looking at every place. */
final class ByteSearchTest {
  private static final int BUFFER = 64 * 1024;

  private static List<Long> search(ByteView view, byte[] pattern) throws Exception {
    List<Long> found = new ArrayList<>();
    ByteSearch search = new ByteSearch(view, pattern);
    for (long at = search.next(); at >= 0; at = search.next()) {
      found.add(at);
    }
    assertEquals(-1, search.next());
    return found;
  }

  private static List<Long> naive(byte[] bytes, byte[] pattern) {
    List<Long> found = new ArrayList<>();
    for (int at = 0; at + pattern.length <= bytes.length; at++) {
      int same = 0;
      while (same < pattern.length && bytes[at + same] == pattern[same]) {
        same++;
      }
      if (same == pattern.length) {
        found.add((long) at);
      }
    }
    return found;
  }

  private static ByteView view(byte[] bytes) {
    return ByteView.of(new ArraySource(bytes), "test");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16, 83})
  void findsAllAndNoOther(int length) throws Exception {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(300)];
      byte[] pattern = new byte[length];
      int letters = 1 + random.nextInt(3);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) -random.nextInt(letters);
      }
      for (int i = 0; i < length; i++) {
        pattern[i] = (byte) -random.nextInt(letters);
      }
      assertEquals(naive(bytes, pattern), search(view(bytes), pattern), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 1024})
  void findsWhatStandsAcrossTheEdgesOfItsBuffer(int length) throws Exception {
    byte[] pattern = new byte[length];
    new Random(length).nextBytes(pattern);
    for (int edge : new int[] {BUFFER, 2 * BUFFER - length + 1}) {
      for (int before : new int[] {0, 1, length / 2, length - 1, length}) {
        byte[] bytes = new byte[3 * BUFFER];
        System.arraycopy(pattern, 0, bytes, edge - before, length);
        assertEquals(naive(bytes, pattern), search(view(bytes), pattern));
      }
    }
  }

  @Test
  void findsOverlappingOnesThroughManyBuffers() throws Exception {
    byte[] bytes = new byte[2 * BUFFER + 5];
    assertEquals(bytes.length - 3, search(view(bytes), new byte[4]).size());
  }

  @Test
  void offsetsAreThoseOfTheView() throws Exception {
    ByteView window = view("xxabcabx".getBytes("ISO-8859-1")).slice("window", 2, 5);
    assertEquals(List.of(0L, 3L), search(window, new byte[] {'a', 'b'}));
    assertEquals(List.of(), search(window.slice("none", 5, 0), new byte[] {'a'}));
    assertEquals(List.of(), search(window, "abcabx".getBytes("ISO-8859-1")));
  }
}
