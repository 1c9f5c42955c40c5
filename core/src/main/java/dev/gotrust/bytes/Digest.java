package dev.gotrust.bytes;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest with the name of its hash function.
 *
 * @param algorithm which hash function
 * @param value as many bytes as it yields
 */
public record Digest(DigestAlgorithm algorithm, Bytes value) {
  /**
   * Checks the length.
   *
   * @param algorithm which hash function
   * @param value as many bytes as it yields
   * @throws IllegalArgumentException if the length is another
   */
  public Digest {
    if (value.length() != algorithm.length()) {
      throw new IllegalArgumentException(
          "a digest of " + algorithm.id() + " has " + algorithm.length() + " bytes");
    }
  }

  /**
   * {@return the digest of some bytes}
   *
   * @param algorithm which hash function
   * @param data what is hashed
   */
  public static Digest of(DigestAlgorithm algorithm, byte[] data) {
    return new Digest(algorithm, Bytes.of(algorithm.newDigest().digest(data)));
  }

  /**
   * {@return the digest that a text such as {@code sha256:HEX} names, null if it names none}
   *
   * @param text the name of the function, a colon, hexadecimal digits of either case
   */
  public static @Nullable Digest parse(String text) {
    int colon = text.indexOf(':');
    DigestAlgorithm algorithm = colon < 0 ? null : DigestAlgorithm.of(text.substring(0, colon));
    return algorithm == null ? null : parse(algorithm, text.substring(colon + 1));
  }

  /**
   * {@return the digest in hexadecimal digits, null if they are none of that function}
   *
   * @param algorithm which hash function
   * @param hex digits of either case
   */
  public static @Nullable Digest parse(DigestAlgorithm algorithm, String hex) {
    if (hex.length() != 2 * algorithm.length()) {
      return null;
    }
    for (int i = 0; i < hex.length(); i++) {
      if (!HexFormat.isHexDigit(hex.charAt(i))) {
        return null;
      }
    }
    return new Digest(algorithm, Bytes.of(HexFormat.of().parseHex(hex)));
  }

  // Written out: what the JVM generates for records costs a cold start more than the rest.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest
        && algorithm == digest.algorithm
        && value.equals(digest.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Returns the form that {@link #parse(String)} reads, with lower-case digits. */
  @Override
  public String toString() {
    return algorithm.id() + ':' + value.hex();
  }
}
