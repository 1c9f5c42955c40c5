package dev.gotrust.keys;

import dev.gotrust.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Public keys in their ASN.1 forms. */
public final class PublicKeys {
  private static final String CHECK = "public key";

  /** What PKIX puts before a PKCS#1 key, but for the lengths. */
  private static final String RSA_IDENTIFIER = "300d06092a864886f70d0101010500";

  private PublicKeys() {}

  /**
   * {@return a key of an accepted algorithm and size}
   *
   * @param encoded SubjectPublicKeyInfo (RFC 5280), or an RSAPublicKey (RFC 8017) alone
   * @throws RefusedException if it is malformed or not accepted
   */
  public static PublicKey parse(Bytes encoded) throws RefusedException {
    byte[] content = encoded.toArray();
    PublicKey key = pkix(content);
    if (key == null) {
      key = pkix(wrap(content));
    }
    if (key == null) {
      throw new RefusedException(CHECK, "it is malformed or of a kind that is not accepted");
    }
    KeyAlgorithm.of(key);
    return key;
  }

  private static @org.jspecify.annotations.Nullable PublicKey pkix(byte[] content) {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(content);
    for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
      try {
        PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(encoded);
        if (Arrays.equals(key.getEncoded(), content)) {
          return key;
        }
      } catch (GeneralSecurityException | RuntimeException other) {
        // another algorithm may take it; if none does, it is refused
      }
    }
    return null;
  }

  private static byte[] wrap(byte[] rsa) {
    String bits = element("03", "00" + HexFormat.of().formatHex(rsa));
    return HexFormat.of().parseHex(element("30", RSA_IDENTIFIER + bits));
  }

  private static String element(String tag, String content) {
    int length = content.length() / 2;
    HexFormat hex = HexFormat.of();
    String prefix;
    if (length < 0x80) {
      prefix = hex.toHexDigits((byte) length);
    } else if (length < 0x100) {
      prefix = "81" + hex.toHexDigits((byte) length);
    } else {
      prefix = "82" + hex.toHexDigits((short) length);
    }
    return tag + prefix + content;
  }
}
