package dev.gotrust.signature;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.SigningCertificate;

/** Says which certificates' identities are accepted. Implementations are thread-safe. */
public interface IdentityPolicy {
  /**
   * Holds a certificate's identity, issuer and claims against what is accepted.
   *
   * @param certificate the signer's own
   * @throws RefusedException if it is not accepted; names expected and actual
   */
  void check(SigningCertificate certificate) throws RefusedException;
}
