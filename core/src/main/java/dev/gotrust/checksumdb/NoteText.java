package dev.gotrust.checksumdb;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What notes, records and tree heads are spelled with. */
final class NoteText {
  /** Characters of a foreign text that a message shows; a signature line has some 120. */
  private static final int SHOWN = 200;

  private NoteText() {}

  /** Returns the text of bytes that are UTF-8 without control characters but newline, else null. */
  static @Nullable String decode(byte[] data, int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] >= 0 && data[i] < ' ' && data[i] != '\n') {
        return null;
      }
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(data, from, to - from);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  /** Whether a signer may be called so: one word without a plus sign. */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '+' || c == 0x85 || c == 0xa0 || Character.isWhitespace(c)) {
        return false;
      }
      if (Character.isSpaceChar(c) || Character.isISOControl(c)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Returns the text, of what is long only the front: whoever sent it chose its length. */
  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "\u2026";
  }

  static int keyHash(byte[] data) {
    return ByteBuffer.wrap(data).getInt();
  }

  /**
   * Returns the number that a text spells in the one way of the format: ASCII digits without a sign
   * or leading zeros; -1 if it is none, or above what a long holds.
   */
  static long number(String text) {
    int length = text.length();
    if (length == 0 || length > 18 || length > 1 && text.charAt(0) == '0') {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      value = value * 10 + digit - '0';
    }
    return value;
  }
}
