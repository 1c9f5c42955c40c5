package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.SignedInput;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log entry must be about: the signature that a bundle carries.
 *
 * @param message what is signed: the file, or the pre-authentication encoding of an envelope
 * @param payload of the envelope, null for a signature of the file itself
 * @param signatures all of the envelope, or the one of the file
 * @param certificate the signer's own in DER, null where a key signed
 * @param key the signer's public key
 */
public record Logged(
    SignedInput message,
    @Nullable Bytes payload,
    List<Bytes> signatures,
    @Nullable Bytes certificate,
    PublicKey key) {
  /**
   * Copies the list.
   *
   * @param message what is signed
   * @param payload of the envelope, null for a signature of the file itself
   * @param signatures all of the envelope, or the one of the file; copied
   * @param certificate the signer's own in DER, null where a key signed
   * @param key the signer's public key
   */
  public Logged {
    signatures = List.copyOf(signatures);
  }
}
