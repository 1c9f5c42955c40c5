package dev.gotrust.checksumdb;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 in the one spelling that encoders write: Java's decoder lets others of it pass. */
final class StrictBase64 {
  private StrictBase64() {}

  /** Returns the bytes, null if the text is not what encodes them. */
  static byte @Nullable [] decode(String text) {
    try {
      byte[] data = Base64.getDecoder().decode(text);
      return encode(data).equals(text) ? data : null;
    } catch (IllegalArgumentException noBase64) {
      return null;
    }
  }

  static String encode(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
