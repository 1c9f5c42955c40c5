package dev.gotrust.bytes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.FormatException.Kind;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds every reader of {@link ByteView} to its bounds, with the extreme values first. */
final class ByteViewTest {
  private static final long[] EXTREMES = {
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    Integer.MIN_VALUE,
    -1,
    9,
    10,
    Integer.MAX_VALUE,
    1L << 32,
    Long.MAX_VALUE - 1,
    Long.MAX_VALUE
  };

  private static ByteView view(byte[] bytes) {
    return ByteView.of(new ArraySource(bytes), "file");
  }

  private static ByteView view(String hex) {
    return view(HexFormat.of().parseHex(hex));
  }

  private static FormatException refused(org.junit.jupiter.api.function.Executable reading) {
    FormatException refused = assertThrows(FormatException.class, reading);
    assertEquals(Kind.MALFORMED, refused.kind());
    return refused;
  }

  @Test
  void refusesOffsetsOutside() {
    ByteView view = view(new byte[8]);
    for (long offset : EXTREMES) {
      refused(() -> view.u8(offset));
      refused(() -> view.u16(offset));
      refused(() -> view.u32(offset));
      refused(() -> view.u64(offset));
      refused(() -> view.copy(offset, 0));
      refused(() -> view.text(offset, 10));
      refused(() -> view.slice("part", offset, 0));
      assertFalse(view.holds(offset, 0));
    }
  }

  @Test
  void refusesLengthsOutside() {
    ByteView view = view(new byte[8]);
    for (long length : EXTREMES) {
      refused(() -> view.copy(0, length));
      refused(() -> view.slice("part", 0, length));
      refused(() -> view.slice("part", 8, length));
      assertFalse(view.holds(0, length));
      assertFalse(view.holds(8, length));
    }
  }

  @Test
  void refusesSumsThatWrap() {
    ByteView view = view(new byte[8]);
    for (long offset : EXTREMES) {
      for (long length : EXTREMES) {
        assertFalse(view.holds(offset, length));
        refused(() -> view.slice("part", offset, length));
      }
    }
    refused(() -> view.slice("part", 4, Long.MAX_VALUE));
    refused(() -> view.slice("part", 4, Long.MAX_VALUE - 3));
  }

  @Test
  void readsUpToTheLastByte() throws Exception {
    ByteView view = view("0001020304050607");
    assertEquals(7, view.u8(7));
    assertEquals(0x0706, view.u16(6));
    assertEquals(0x07060504L, view.u32(4));
    assertEquals(0x0706050403020100L, view.u64(0));
    refused(() -> view.u16(7));
    refused(() -> view.u32(5));
    refused(() -> view.u64(1));
    assertTrue(view.holds(8, 0));
    assertEquals(0, view.copy(8, 0).length);
    assertEquals("", view.text(8, 5));
    assertEquals(0, view.slice("end", 8, 0).size());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 81, 81",
    "2, 8281, 8182",
    "3, 838281, 818283",
    "4, 84838281, 81828384",
    "5, 8584838281, 8182838485",
    "6, 868584838281, 818283848586",
    "7, 87868584838281, 81828384858687",
    "8, 8887868584838281, 8182838485868788"
  })
  void readsNumbersOfEveryWidth(int width, String little, String big) throws Exception {
    ByteView view = view("8182838485868788");
    assertEquals(Long.parseUnsignedLong(little, 16), view.number(0, width));
    assertEquals(
        Long.parseUnsignedLong(big, 16), view.order(ByteOrder.BIG_ENDIAN).number(0, width));
    refused(() -> view.number(9 - width, width));
  }

  @Test
  void takesHalfThe64BitNumbersAsNegative() throws Exception {
    assertEquals(-1, view("ffffffffffffffff").u64(0));
    assertEquals(Long.MIN_VALUE, view("0000000000000080").u64(0));
    assertEquals(0xffffffffL, view("ffffffff").u32(0));
    assertEquals(0xffff, view("ffff").u16(0));
    assertEquals(0xff, view("ff").u8(0));
  }

  @Test
  void slicesKeepOrderAndCountFromTheFile() throws Exception {
    ByteView whole = view("000102030405060708").order(ByteOrder.BIG_ENDIAN);
    ByteView part = whole.slice("outer", 2, 6).slice("inner", 1, 4);
    assertEquals(3, part.base());
    assertEquals(4, part.size());
    assertEquals("inner", part.label());
    assertEquals(ByteOrder.BIG_ENDIAN, part.order());
    assertEquals(0x03040506L, part.u32(0));
    assertEquals(0x06050403L, part.order(ByteOrder.LITTLE_ENDIAN).u32(0));
    assertEquals(7, refused(() -> part.u8(4)).offset());
    assertEquals(5, refused(() -> part.slice("deep", 2, 9)).offset());
    assertEquals(3, refused(() -> part.slice("deep", -1, 1)).offset());
  }

  @Test
  void errorsSayWhatWasExpectedAndFound() {
    FormatException refused = refused(() -> view(new byte[8]).slice("table", 4, -1));
    assertEquals(
        "table should lie within file (8 bytes), but claims 18446744073709551615 bytes from offset"
            + " 4",
        refused.getMessage());
    assertEquals(4, refused.offset());
    assertEquals(
        "file ends after 8 bytes, but 4 bytes at its offset 6 are needed",
        refused(() -> view(new byte[8]).u32(6)).getMessage());
  }

  @Test
  void refusesToCopyMoreThanTheLimit() throws Exception {
    ByteView view = ByteView.of(new Zeros(Long.MAX_VALUE), "zeros");
    assertEquals(Limits.COPY, view.copy(Long.MAX_VALUE - Limits.COPY, Limits.COPY).length);
    FormatException refused =
        assertThrows(FormatException.class, () -> view.copy(5, Limits.COPY + 1L));
    assertEquals(Kind.TOO_LARGE, refused.kind());
    assertEquals(5, refused.offset());
    assertThrows(FormatException.class, () -> view.copy(0, Long.MAX_VALUE));
  }

  @Test
  void readsAtTheEndOfTheLargestSource() throws Exception {
    ByteView view = ByteView.of(new Zeros(Long.MAX_VALUE), "zeros");
    assertEquals(0, view.u64(Long.MAX_VALUE - 8));
    refused(() -> view.u64(Long.MAX_VALUE - 7));
    ByteView last = view.slice("last", Long.MAX_VALUE - 1, 1);
    assertEquals(0, last.u8(0));
    refused(() -> last.u8(1));
  }

  @Test
  void copiesAreTheCallersOwn() throws Exception {
    byte[] bytes = {1, 2, 3};
    ByteView view = view(bytes);
    bytes[0] = 9;
    view.copy(0, 3)[1] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, view.copy(0, 3));
  }

  @Test
  void matchesOnlyWhatIsThere() throws Exception {
    ByteView view = view("0102030405").slice("part", 1, 3);
    assertTrue(view.matches(0, new byte[] {2, 3, 4}));
    assertTrue(view.matches(3, new byte[0]));
    assertFalse(view.matches(0, new byte[] {2, 3, 4, 5}));
    assertFalse(view.matches(1, new byte[] {2, 3}));
    assertFalse(view.matches(-1, new byte[] {1}));
    assertFalse(view.matches(Long.MAX_VALUE, new byte[] {1}));
  }

  @Test
  void endsTextAtNulAtTheEndAndAtItsLimit() throws Exception {
    ByteView view = view("ab\0cd\u00e9".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertEquals("ab", view.text(0, 100));
    assertEquals("cd\u00e9", view.text(3, 100));
    assertEquals("c", view.text(3, 1));
    assertEquals("", view.text(2, 100));
    assertEquals("", view.text(3, 0));
    byte[] many = new byte[Limits.NAME + 100];
    Arrays.fill(many, (byte) 'x');
    assertEquals(Limits.NAME, view(many).text(0, Integer.MAX_VALUE).length());
    FormatException cut = assertThrows(FormatException.class, () -> view(many).name(99));
    assertEquals(FormatException.Kind.TOO_LARGE, cut.kind());
    // Up to the end of the view, or up to a NUL.
    assertEquals(Limits.NAME, view(many).name(100).length());
    many[Limits.NAME] = 0;
    assertEquals(Limits.NAME, view(many).name(0).length());
  }

  /** A file's pages have 16 KiB: everything is read across their boundaries. */
  @Test
  void readsAcrossPages(@TempDir Path folder) throws Exception {
    byte[] bytes = new byte[3 * 16_384 + 100];
    new Random(7).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (FileSource source = FileSource.open(file)) {
      ByteView view = ByteView.of(source, "file");
      ByteView array = view(bytes);
      for (int page = 16_384; page < bytes.length; page += 16_384) {
        for (int at = page - 9; at <= page + 1; at++) {
          assertEquals(array.u64(at), view.u64(at));
          assertEquals(array.u16(at), view.u16(at));
          assertArrayEquals(array.copy(at, 20), view.copy(at, 20));
        }
      }
      for (int length : new int[] {4095, 4096, 4097, 16_384, 16_385, bytes.length - 1}) {
        assertArrayEquals(array.copy(1, length), view.copy(1, length));
      }
      assertTrue(view.matches(16_000, Arrays.copyOfRange(bytes, 16_000, 33_000)));
      assertEquals(array.u64(bytes.length - 8), view.u64(bytes.length - 8));
      refused(() -> view.u64(bytes.length - 7));
    }
  }

  @Test
  void findsAPatternWhereverItStands() throws Exception {
    byte[] bytes = new byte[200_000];
    byte[] pattern = "needle".getBytes(US_ASCII);
    int[] places = {0, 6, 65_530, 65_536 * 2 - 3, 199_994};
    for (int place : places) {
      System.arraycopy(pattern, 0, bytes, place, pattern.length);
    }
    ByteSearch search = new ByteSearch(view(bytes), pattern);
    for (int place : places) {
      assertEquals(place, search.next());
    }
    assertEquals(-1, search.next());
    assertEquals(-1, search.next());
  }

  @Test
  void findsOverlappingPatternsAndNoneInTooLittle() throws Exception {
    byte[] pattern = {1, 1};
    ByteSearch search = new ByteSearch(view(new byte[] {1, 1, 1}), pattern);
    assertEquals(0, search.next());
    assertEquals(1, search.next());
    assertEquals(-1, search.next());
    assertEquals(-1, new ByteSearch(view(new byte[] {1}), pattern).next());
    assertEquals(-1, new ByteSearch(view(new byte[0]), pattern).next());
  }

  /** So many zeros, without holding them. */
  private record Zeros(long size) implements ByteSource {
    @Override
    public void read(long offset, byte[] into, int from, int length) {
      java.util.Objects.checkFromIndexSize(offset, length, size);
      Arrays.fill(into, from, from + length, (byte) 0);
    }

    @Override
    public Page page(long offset) throws IOException {
      java.util.Objects.checkIndex(offset, size);
      long start = offset - offset % 4096;
      int length = (int) Math.min(4096, size - start);
      return new Page(start, new byte[length], length);
    }
  }
}
