package dev.gotrust.module;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The spelling of an h1 hash: {@code h1:} and the base64 of a SHA-256
 * (golang.org/x/mod/sumdb/dirhash, {@code Hash1}). Hashes are compared as text, so only the one
 * spelling that Go writes is taken.
 */
public final class H1 {
  private static final String PREFIX = "h1:";
  private static final int BYTES = 32;
  private static final int BASE64 = 44;

  /** Characters of an h1 hash, prefix and padding included. */
  public static final int LENGTH = PREFIX.length() + BASE64;

  private H1() {}

  /**
   * {@return whether the text is an h1 hash in the one spelling that Go writes}
   *
   * @param text any text
   */
  public static boolean isCanonical(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    String digits = text.substring(PREFIX.length());
    try {
      byte[] hash = Base64.getDecoder().decode(digits);
      // Decoders let several spellings of the same bytes pass; encoders write one.
      return hash.length == BYTES && Base64.getEncoder().encodeToString(hash).equals(digits);
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  /**
   * {@return the h1 hash of a go.mod, as go.sum has it for {@code version/go.mod}}
   *
   * @param data all bytes of the file
   */
  public static String ofGoMod(byte[] data) {
    MessageDigest digest = Sha256.create();
    String line = HexFormat.of().formatHex(digest.digest(data)) + "  go.mod\n";
    return of(digest.digest(line.getBytes(StandardCharsets.US_ASCII)));
  }

  static String of(byte[] sha256) {
    return PREFIX + Base64.getEncoder().encodeToString(sha256);
  }
}
