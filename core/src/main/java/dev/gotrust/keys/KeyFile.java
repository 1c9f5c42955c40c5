package dev.gotrust.keys;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads public keys in PEM: PKIX ({@code PUBLIC KEY}), PKCS#1 ({@code RSA PUBLIC KEY}), or that of
 * a certificate, of which nothing else counts.
 */
public final class KeyFile {
  private static final String CHECK = "public key";

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
      return switch (label) {
        case "PUBLIC KEY", "RSA PUBLIC KEY" -> PublicKeys.parse(Bytes.of(block.content()));
        case "CERTIFICATE" ->
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(block.content()))
                .getPublicKey();
        default ->
            throw new RefusedException(
                CHECK,
                place
                    + (label.contains("PRIVATE")
                        ? " is no public key: it should never leave its owner"
                        : " is no public key"));
      };
    } catch (GeneralSecurityException | RuntimeException malformed) {
      throw new RefusedException(CHECK, place + " is malformed");
    }
  }
}
