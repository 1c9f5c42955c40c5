package dev.gotrust.codesign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hash functions of platform signatures: SHA-1 and SHA-2. */
final class Digests {
  static final String SHA1 = "SHA-1";

  /**
   * Algorithms of a signature that name a hash function of their own, for which other contents can
   * be made in seconds: MD2, MD4 and MD5 with RSA.
   */
  private static final Set<String> BROKEN =
      Set.of("1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3", "1.2.840.113549.1.1.4");

  private Digests() {}

  /** Returns the name of a hash function that is accepted, null if it is none. */
  static @Nullable String name(String oid) {
    return switch (oid) {
      case "1.3.14.3.2.26" -> SHA1;
      case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
      case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
      case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
      default -> null;
    };
  }

  /** Whether an algorithm of a signature names a hash function that is not accepted. */
  static boolean isBroken(String signatureOid) {
    return BROKEN.contains(signatureOid);
  }

  static MessageDigest of(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has " + name, impossible);
    }
  }
}
