package dev.gotrust.module;

/**
 * The spelling of an h1 hash: {@code h1:} and the base64 of a SHA-256
 * (golang.org/x/mod/sumdb/dirhash, {@code Hash1}). Hashes are compared as text, so only the one
 * spelling that Go writes is taken.
 */
public final class H1 {
  private static final String PREFIX = "h1:";
  // 32 bytes are 43 digits and one sign of padding; the last digit carries four bits of them.
  private static final int DIGITS = 43;
  private static final int UNUSED_BITS = 3;

  /** Characters of an h1 hash, prefix and padding included. */
  public static final int LENGTH = PREFIX.length() + DIGITS + 1;

  private H1() {}

  /**
   * {@return whether the text is an h1 hash in the one spelling that Go writes}
   *
   * @param text any text
   */
  public static boolean isCanonical(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(LENGTH - 1) != '=') {
      return false;
    }
    int value = 0;
    for (int i = PREFIX.length(); i < LENGTH - 1; i++) {
      value = value(text.charAt(i));
      if (value < 0) {
        return false;
      }
    }
    return (value & UNUSED_BITS) == 0;
  }

  /** The value of a digit of standard base64, -1 for any other character. */
  private static int value(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }
}
