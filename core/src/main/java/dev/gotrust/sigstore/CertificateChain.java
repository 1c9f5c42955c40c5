package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.KeyAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Authority;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads a certificate to an authority of a trusted root, at a given time. What a bundle carries
 * beside the signer's own certificate is never used: it must only be in order.
 */
public final class CertificateChain {
  private static final String CHECK = "certificate chain";
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final int DIGITAL_SIGNATURE = 0;

  private CertificateChain() {}

  /**
   * Checks the form of what a bundle carries.
   *
   * @param certificates in DER, the signer's own first
   * @throws RefusedException if the signer's own is none for signing code, or the others do not
   *     lead from it upwards
   */
  public static void checkForm(List<Bytes> certificates) throws RefusedException {
    X509Certificate leaf = Certificates.parse(certificates.get(0));
    KeyAlgorithm.of(leaf.getPublicKey());
    checkUse(leaf);
    X509Certificate below = leaf;
    for (Bytes der : certificates.subList(1, certificates.size())) {
      X509Certificate above = Certificates.parse(der);
      if (!below.getIssuerX500Principal().equals(above.getSubjectX500Principal())) {
        throw new RefusedException(
            CHECK,
            "a certificate of the bundle is not by the next one",
            below.getIssuerX500Principal().toString(),
            above.getSubjectX500Principal().toString(),
            null);
      }
      below = above;
    }
  }

  private static void checkUse(X509Certificate leaf) throws RefusedException {
    List<String> uses;
    try {
      uses = leaf.getExtendedKeyUsage();
    } catch (CertificateParsingException malformed) {
      throw new RefusedException(CHECK, "the extended key usage is malformed");
    }
    boolean[] keyUsage = leaf.getKeyUsage();
    if (leaf.getBasicConstraints() >= 0) {
      throw new RefusedException(CHECK, "the signer's certificate is one of an authority");
    }
    if (keyUsage == null || !keyUsage[DIGITAL_SIGNATURE]) {
      throw new RefusedException(CHECK, "the certificate is not for signatures");
    }
    if (uses == null || !uses.contains(CODE_SIGNING)) {
      throw new RefusedException(
          CHECK,
          "the certificate is not for signing code",
          CODE_SIGNING,
          uses == null ? "no extended key usage" : uses.toString(),
          null);
    }
  }

  /**
   * Leads a certificate to an authority.
   *
   * @param leaf the signer's own certificate
   * @param authorities who is trusted
   * @param at the time at which every certificate and the authority must be valid
   * @return the authority's certificates, that of the leaf's issuer first
   * @throws RefusedException if it leads to none
   */
  static List<X509Certificate> verify(X509Certificate leaf, List<Authority> authorities, Instant at)
      throws RefusedException {
    if (at.isBefore(leaf.getNotBefore().toInstant())
        || at.isAfter(leaf.getNotAfter().toInstant())) {
      throw new RefusedException(
          "certificate validity",
          "the certificate was not valid at the time of the signature",
          leaf.getNotBefore().toInstant() + " to " + leaf.getNotAfter().toInstant(),
          at.toString(),
          null);
    }
    String reason = null;
    for (Authority authority : authorities) {
      String fault = fault(leaf, authority, at);
      if (fault == null) {
        return authority.chain();
      }
      boolean issuer = isIssuer(authority, leaf);
      reason = issuer || reason == null ? fault : reason;
    }
    throw new RefusedException(
        CHECK,
        reason == null ? "the trusted root names no certificate authority" : reason,
        null,
        "issued by " + leaf.getIssuerX500Principal(),
        "name the trusted root of the instance that issued it, with --trusted-root");
  }

  private static boolean isIssuer(Authority authority, X509Certificate leaf) {
    X509Certificate first = authority.chain().get(0);
    return first.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
  }

  static @Nullable String fault(X509Certificate leaf, Authority authority, Instant at) {
    if (!authority.validity().contains(at)) {
      return "the authority was trusted from " + authority.validity() + " only, not at " + at;
    }
    List<X509Certificate> path = new ArrayList<>();
    path.add(leaf);
    path.addAll(authority.chain().subList(0, authority.chain().size() - 1));
    try {
      PKIXParameters parameters =
          new PKIXParameters(Set.of(new TrustAnchor(authority.root(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      // The JDK takes an anchor whatever its dates are.
      X509Certificate root = authority.root();
      return at.isBefore(root.getNotBefore().toInstant())
              || at.isAfter(root.getNotAfter().toInstant())
          ? "the authority's root was not valid at " + at
          : null;
    } catch (CertPathValidatorException refused) {
      return "it does not lead to the authority " + authority.uri() + ": " + refused.getMessage();
    } catch (GeneralSecurityException | RuntimeException unusable) {
      return "it can't be led to the authority " + authority.uri();
    }
  }
}
