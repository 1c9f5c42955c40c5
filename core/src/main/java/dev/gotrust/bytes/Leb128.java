package dev.gotrust.bytes;

import java.io.IOException;

/**
 * An integer in LEB128, as WebAssembly bounds it (WebAssembly core specification, 5.2.2): at most
 * as many bytes as its type needs, and no bit outside the type. Zero padding up to that many bytes
 * is allowed; linkers use it to leave room.
 *
 * @param value the integer; an unsigned one of 64 bits from 2^63 comes out negative
 * @param width the number of bytes that encode it, 1 to 10
 */
public record Leb128(long value, int width) {

  /**
   * Reads an unsigned integer.
   *
   * @param view the bytes
   * @param offset of the first byte within {@code view}
   * @param bits of the integer's type, 1 to 64
   * @return the integer and the number of bytes that it takes
   * @throws FormatException if the view ends within the integer, it has more bytes than its type
   *     needs, or it does not fit the type
   * @throws IOException if it can't be read
   */
  public static Leb128 unsigned(ByteView view, long offset, int bits)
      throws FormatException, IOException {
    int longest = longest(bits);
    long value = 0;
    for (int i = 0; i < longest; i++) {
      int octet = view.u8(offset + i);
      int spare = bits - 7 * i;
      if (spare < 7 && (octet & 0x7f) >>> spare != 0) {
        throw refused(view, offset, bits, "is too large");
      }
      value |= (long) (octet & 0x7f) << 7 * i;
      if (octet < 0x80) {
        return new Leb128(value, i + 1);
      }
    }
    throw refused(view, offset, bits, "is longer than its type allows");
  }

  /**
   * Reads a signed integer.
   *
   * @param view the bytes
   * @param offset of the first byte within {@code view}
   * @param bits of the integer's type, 1 to 64
   * @return the integer and the number of bytes that it takes
   * @throws FormatException if the view ends within the integer, it has more bytes than its type
   *     needs, or it does not fit the type
   * @throws IOException if it can't be read
   */
  public static Leb128 signed(ByteView view, long offset, int bits)
      throws FormatException, IOException {
    int longest = longest(bits);
    long value = 0;
    for (int i = 0; i < longest; i++) {
      int octet = view.u8(offset + i);
      int spare = bits - 7 * i;
      if (spare < 7 && !repeatsSign(octet & 0x7f, spare)) {
        throw refused(view, offset, bits, "is too large");
      }
      value |= (long) (octet & 0x7f) << 7 * i;
      if (octet < 0x80) {
        int unused = Math.max(0, 64 - 7 * (i + 1));
        return new Leb128(value << unused >> unused, i + 1);
      }
    }
    throw refused(view, offset, bits, "is longer than its type allows");
  }

  /** The bits from the sign bit upward must be equal. */
  private static boolean repeatsSign(int seven, int spare) {
    int top = seven >>> spare - 1;
    return top == 0 || top == 0x7f >>> spare - 1;
  }

  private static int longest(int bits) {
    if (bits < 1 || bits > 64) {
      throw new IllegalArgumentException("an integer has 1 to 64 bits, not " + bits);
    }
    return (bits + 6) / 7;
  }

  private static FormatException refused(ByteView view, long offset, int bits, String why) {
    return FormatException.malformed(
        view.base() + offset,
        view.label() + ": the LEB128 integer of " + bits + " bits at offset " + offset + " " + why);
  }
}
