package dev.gotrust.signature;

import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.sigstore.SigningCertificate;

/** Who signed, as verification found it. */
public sealed interface Signer {
  /** {@return one line that names the signer, for reports} */
  String title();

  /**
   * The holder of a key that the user gave.
   *
   * @param key the public key, with where it came from
   */
  record KeyHolder(VerifyingKey key) implements Signer {
    @Override
    public String title() {
      return "key " + key.fingerprint();
    }
  }

  /**
   * An identity that a certificate of a trusted authority names.
   *
   * @param certificate the signer's own
   */
  record CertificateHolder(SigningCertificate certificate) implements Signer {
    @Override
    public String title() {
      return certificate.identity();
    }
  }
}
