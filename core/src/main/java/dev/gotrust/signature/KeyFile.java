package dev.gotrust.signature;

import dev.gotrust.bytes.Limits;
import dev.gotrust.sigstore.RefusedException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads public keys in PEM: PKIX ({@code PUBLIC KEY}), PKCS#1 ({@code RSA PUBLIC KEY}), or that of
 * a certificate, of which nothing else counts.
 */
public final class KeyFile {
  private static final String CHECK = "public key";

  /** What PKIX puts before a PKCS#1 key, but for the lengths. */
  private static final String RSA_IDENTIFIER = "300d06092a864886f70d0101010500";

  private KeyFile() {}

  /**
   * {@return the keys of a file, at least one}
   *
   * @param location what messages and reports call the file
   * @param data its bytes
   * @throws RefusedException if it holds none, one that is malformed or of a kind that is not
   *     accepted, or a private key
   */
  public static List<VerifyingKey> read(String location, byte[] data) throws RefusedException {
    List<VerifyingKey> keys = new ArrayList<>();
    for (Pem.Block block : Pem.read(data)) {
      PublicKey key = key(block);
      KeyAlgorithm.of(key);
      keys.add(new VerifyingKey(key, location));
      if (keys.size() > Limits.KEYS) {
        throw new RefusedException(CHECK, "more than the " + Limits.KEYS + " keys that are read");
      }
    }
    if (keys.isEmpty()) {
      throw new RefusedException(
          CHECK,
          "it holds no key in PEM",
          "-----BEGIN PUBLIC KEY-----",
          null,
          "cosign public-key --key REF prints the public key that belongs to a private one");
    }
    return keys;
  }

  private static PublicKey key(Pem.Block block) throws RefusedException {
    String label = block.label();
    String place = "the " + label + " that begins on line " + block.line();
    try {
      switch (label) {
        case "PUBLIC KEY":
          return pkix(block.content());
        case "RSA PUBLIC KEY":
          return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(wrap(block)));
        case "CERTIFICATE":
          return CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.content()))
              .getPublicKey();
        default:
          throw new RefusedException(
              CHECK,
              place
                  + (label.contains("PRIVATE")
                      ? " is no public key: it should never leave its owner"
                      : " is no public key"));
      }
    } catch (GeneralSecurityException | RuntimeException malformed) {
      throw new RefusedException(CHECK, place + " is malformed or of a kind that is not accepted");
    }
  }

  private static byte[] wrap(Pem.Block block) {
    String bits = element("03", "00" + HexFormat.of().formatHex(block.content()));
    return HexFormat.of().parseHex(element("30", RSA_IDENTIFIER + bits));
  }

  private static String element(String tag, String content) {
    int length = content.length() / 2;
    String prefix =
        length < 0x80
            ? String.format("%02x", length)
            : length < 0x100 ? String.format("81%02x", length) : String.format("82%04x", length);
    return tag + prefix + content;
  }

  private static PublicKey pkix(byte[] content) throws GeneralSecurityException {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(content);
    GeneralSecurityException last = new GeneralSecurityException();
    for (String algorithm : new String[] {"EC", "RSA", "Ed25519", "RSASSA-PSS"}) {
      try {
        PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(encoded);
        if (java.util.Arrays.equals(key.getEncoded(), content)) {
          return key;
        }
      } catch (GeneralSecurityException other) {
        last = other;
      }
    }
    throw last;
  }
}
