package dev.gotrust.signature;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.SigningCertificate;
import java.util.List;

/** Says which certificates' identities are accepted. Implementations are thread-safe. */
public interface IdentityPolicy {
  /**
   * Holds a certificate's identity, issuer and claims against what is accepted.
   *
   * @param certificate the signer's own
   * @throws RefusedException if it is not accepted; names expected and actual
   */
  void check(SigningCertificate certificate) throws RefusedException;

  /**
   * {@return a policy that accepts what one of several accepts; its refusal is that of the last}
   *
   * @param policies at least one
   * @throws IllegalArgumentException if there is none
   */
  static IdentityPolicy anyOf(List<? extends IdentityPolicy> policies) {
    if (policies.isEmpty()) {
      throw new IllegalArgumentException("one of no identities accepts none");
    }
    List<IdentityPolicy> all = List.copyOf(policies);
    return certificate -> {
      RefusedException last = null;
      for (IdentityPolicy policy : all) {
        try {
          policy.check(certificate);
          return;
        } catch (RefusedException refused) {
          last = refused;
        }
      }
      if (last != null) {
        throw last;
      }
    };
  }
}
