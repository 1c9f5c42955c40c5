package dev.gotrust.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds both decoders of variable-length integers against values worked out by hand. */
final class Leb128Test {
  private static ByteView view(String hex) {
    return ByteView.of(new ArraySource(HexFormat.of().parseHex(hex)), "number");
  }

  @ParameterizedTest
  @CsvSource({
    "00, 32, 0, 1",
    "7f, 32, 127, 1",
    "8001, 32, 128, 2",
    "e58e26, 32, 624485, 3",
    "ffffffff0f, 32, 4294967295, 5",
    "8080808000, 32, 0, 5",
    "ffffffffffffffffff01, 64, -1, 10",
    "80808080808080808001, 64, -9223372036854775808, 10",
    "01, 1, 1, 1",
    "7f, 7, 127, 1",
    "ff01, 8, 255, 2"
  })
  void readsUnsigned(String hex, int bits, long value, int width) throws Exception {
    assertEquals(new Leb128(value, width), Leb128.unsigned(view(hex + "ff"), 0, bits));
    assertEquals(new Leb128(value, width), Leb128.unsigned(view("ff" + hex), 1, bits));
  }

  @ParameterizedTest
  @CsvSource({
    "00, 32, 0, 1",
    "3f, 32, 63, 1",
    "40, 32, -64, 1",
    "7f, 32, -1, 1",
    "ff00, 32, 127, 2",
    "c0bb78, 32, -123456, 3",
    "ffffffff07, 32, 2147483647, 5",
    "8080808078, 32, -2147483648, 5",
    "ffffffff7f, 32, -1, 5",
    "ffffffffffffffffff00, 64, 9223372036854775807, 10",
    "8080808080808080807f, 64, -9223372036854775808, 10",
    "8080808070, 33, -4294967296, 5"
  })
  void readsSigned(String hex, int bits, long value, int width) throws Exception {
    assertEquals(new Leb128(value, width), Leb128.signed(view(hex + "ff"), 0, bits));
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffff1f, 32",
    "8080808080, 32",
    "808080808000, 32",
    "ffffffffffffffffff02, 64",
    "8080808080808080808000, 64",
    "02, 1",
    "ff02, 8",
    "'', 32",
    "80, 32",
    "80808080, 32"
  })
  void refusesUnsigned(String hex, int bits) {
    FormatException refused =
        assertThrows(FormatException.class, () -> Leb128.unsigned(view(hex), 0, bits));
    assertEquals(FormatException.Kind.MALFORMED, refused.kind());
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffff0f, 32",
    "8080808008, 32",
    "8080808040, 32",
    "ffffffffffffffffff01, 64",
    "8080808080808080807e, 64",
    "80808080808080808080, 64",
    "80, 64"
  })
  void refusesSigned(String hex, int bits) {
    FormatException refused =
        assertThrows(FormatException.class, () -> Leb128.signed(view(hex), 0, bits));
    assertEquals(FormatException.Kind.MALFORMED, refused.kind());
  }

  @Test
  void refusesATypeWithoutBits() {
    assertThrows(IllegalArgumentException.class, () -> Leb128.unsigned(view("00"), 0, 0));
    assertThrows(IllegalArgumentException.class, () -> Leb128.signed(view("00"), 0, 65));
  }

  @Test
  void namesThePlaceInTheFile() throws Exception {
    ByteView part = view("0000ffffffffff7f").slice("part", 1, 7);
    FormatException refused =
        assertThrows(FormatException.class, () -> Leb128.unsigned(part, 1, 32));
    assertEquals(2, refused.offset());
  }

  /** Values as Go's encoding/binary gives them, padded forms included. */
  @ParameterizedTest
  @CsvSource({
    "00, 0, 1",
    "ac02, 300, 2",
    "8000, 0, 2",
    "80808080808080808000, 0, 10",
    "ffffffffffffffffff01, -1, 10",
    "ffffffffffffffff7f, 9223372036854775807, 9"
  })
  void readsUvarints(String hex, long value, int width) throws Exception {
    assertEquals(new Uvarint(value, width), Uvarint.read(view(hex + "ff"), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffffffffffffff02",
    "8080808080808080808001",
    "ffffffffffffffffffffff",
    "80808080808080808080",
    "''",
    "80"
  })
  void refusesUvarints(String hex) {
    FormatException refused = assertThrows(FormatException.class, () -> Uvarint.read(view(hex), 0));
    assertEquals(FormatException.Kind.MALFORMED, refused.kind());
  }
}
