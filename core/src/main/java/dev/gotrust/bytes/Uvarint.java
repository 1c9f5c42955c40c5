package dev.gotrust.bytes;

import java.io.IOException;

/**
 * An unsigned integer as Go's {@code encoding/binary.Uvarint} reads it: seven bits a byte, the
 * lowest first, at most 10 bytes. Like Go, this accepts zero padding within those bytes.
 *
 * @param value the integer; from 2^63 it comes out negative, which every bound check of {@link
 *     ByteView} refuses
 * @param width the number of bytes that encode it, 1 to 10
 */
public record Uvarint(long value, int width) {
  private static final int LONGEST = 10;

  /**
   * Reads an integer.
   *
   * @param view the bytes
   * @param offset of the first byte within {@code view}
   * @return the integer and the number of bytes that it takes
   * @throws FormatException if the view ends within the integer, or it does not fit 64 bits
   * @throws IOException if it can't be read
   */
  public static Uvarint read(ByteView view, long offset) throws FormatException, IOException {
    long value = 0;
    for (int i = 0; i < LONGEST; i++) {
      int octet = view.u8(offset + i);
      if (i == LONGEST - 1 && octet > 1) {
        break;
      }
      value |= (long) (octet & 0x7f) << 7 * i;
      if (octet < 0x80) {
        return new Uvarint(value, i + 1);
      }
    }
    throw FormatException.malformed(
        view.base() + offset,
        view.label() + ": the uvarint at offset " + offset + " should fit 64 bits, but does not");
  }
}
