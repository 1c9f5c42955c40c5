package dev.gotrust.archive;

import java.nio.charset.StandardCharsets;

/** Reads numbers of a tar archive; what readers take in different ways is refused. */
final class TarNumbers {
  /** Those of the largest long, less one: no sum of two such numbers is too large. */
  private static final int MOST_DIGITS = 18;

  private TarNumbers() {}

  /** Octal digits, or GNU's binary form for what does not fit. */
  static long field(byte[] header, int from, int length) throws ArchiveException {
    if ((header[from] & 0x80) != 0) {
      long value = header[from] & 0x7f;
      for (int i = 1; i < length; i++) {
        if (value > Long.MAX_VALUE >> 8) {
          throw new ArchiveException("a number in a header of the tar archive is too large");
        }
        value = value << 8 | header[from + i] & 0xff;
      }
      return value;
    }
    return octal(new String(header, from, length, StandardCharsets.ISO_8859_1));
  }

  /** Blanks, digits, and blanks or NULs that end them: readers differ in what else there is. */
  private static long octal(String field) throws ArchiveException {
    int at = 0;
    while (at < field.length() && field.charAt(at) == ' ') {
      at++;
    }
    long value = 0;
    while (at < field.length() && field.charAt(at) >= '0' && field.charAt(at) <= '7') {
      value = value << 3 | (field.charAt(at) - '0');
      at++;
    }
    while (at < field.length() && isFill(field.charAt(at))) {
      at++;
    }
    if (at < field.length()) {
      throw new ArchiveException("a number in a header of the tar archive is malformed");
    }
    return value;
  }

  private static boolean isFill(char c) {
    return c == ' ' || c == 0;
  }

  /** Digits of a record of pax. */
  static long decimal(String text) throws ArchiveException {
    long value = text.isEmpty() || text.length() > MOST_DIGITS ? -1 : 0;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      int digit = text.charAt(i) - '0';
      value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
    }
    if (value < 0) {
      throw new ArchiveException("a size in the tar archive is malformed");
    }
    return value;
  }
}
