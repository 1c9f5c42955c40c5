package dev.gotrust.keys;

import dev.gotrust.bytes.Bytes;
import java.security.PublicKey;

/**
 * A public key that signatures are accepted by.
 *
 * @param key the key, of an algorithm and size that is accepted
 * @param location the file that it was read from
 */
public record VerifyingKey(PublicKey key, String location) {
  /** {@return {@code SHA256:} and the hexadecimal SHA-256 of the key in PKIX form} */
  public String fingerprint() {
    return "SHA256:" + Bytes.sha256(key.getEncoded()).hex();
  }
}
