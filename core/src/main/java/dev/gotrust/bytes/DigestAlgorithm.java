package dev.gotrust.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The hash functions that signatures, statements and lists of checksums name files by. */
public enum DigestAlgorithm {
  /** SHA-256. */
  SHA256("sha256", "SHA-256", 32),
  /** SHA-384. */
  SHA384("sha384", "SHA-384", 48),
  /** SHA-512. */
  SHA512("sha512", "SHA-512", 64);

  private final String id;
  private final String jca;
  private final int length;

  DigestAlgorithm(String id, String jca, int length) {
    this.id = id;
    this.jca = jca;
    this.length = length;
  }

  /** {@return the name that in-toto statements and reports use, such as {@code sha256}} */
  public String id() {
    return id;
  }

  /** {@return the name in the Java Cryptography Architecture, such as {@code SHA-256}} */
  public String jca() {
    return jca;
  }

  /** {@return the bytes of a digest} */
  public int length() {
    return length;
  }

  /**
   * {@return the algorithm of that name, null if it is none of these}
   *
   * @param id such as {@code sha256}
   */
  public static @Nullable DigestAlgorithm of(String id) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.id.equals(id)) {
        return algorithm;
      }
    }
    return null;
  }

  /** {@return a fresh digest} */
  public MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(jca);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has " + jca, impossible);
    }
  }
}
