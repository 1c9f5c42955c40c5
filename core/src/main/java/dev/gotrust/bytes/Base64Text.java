package dev.gotrust.bytes;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 (RFC 4648) of one spelling only: what encodes to the same text again. The JDK's decoder
 * takes missing padding and stray bits too.
 */
public final class Base64Text {
  private Base64Text() {}

  /**
   * {@return the bytes of padded base64 of the standard alphabet, null if the text is none}
   *
   * @param text without any whitespace
   */
  public static byte @Nullable [] decode(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(decoded).equals(text) ? decoded : null;
    } catch (IllegalArgumentException other) {
      return null;
    }
  }

  /**
   * {@return the bytes of base64 as JSON of protocol buffers allows it, null if the text is none:
   * of the standard or the URL alphabet, padded or not}
   *
   * @param text without any whitespace
   */
  public static byte @Nullable [] decodeProto(String text) {
    String standard = text.replace('-', '+').replace('_', '/');
    int end = standard.length();
    while (end > 0 && end > standard.length() - 2 && standard.charAt(end - 1) == '=') {
      end--;
    }
    String bare = standard.substring(0, end);
    if (end < standard.length() && standard.length() % 4 != 0) {
      return null;
    }
    return decode(bare + "=".repeat((4 - bare.length() % 4) % 4));
  }

  /**
   * {@return padded base64 of the standard alphabet}
   *
   * @param data what is encoded
   */
  public static String encode(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
