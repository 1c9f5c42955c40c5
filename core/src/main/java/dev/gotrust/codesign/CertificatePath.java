package dev.gotrust.codesign;

import dev.gotrust.bytes.Limits;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way from a certificate to a root. Each certificate is gone through once: a builder that tries
 * every order of certificates that sign each other would never end on hostile ones.
 */
final class CertificatePath {
  /** Marks by which Apple says what a certificate is for; they are critical. */
  private static final String APPLE_MARKS = "1.2.840.113635.100.6.";

  private static final String ANY_USE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;

  private final Set<TrustAnchor> anchors;
  private final String use;
  private final Instant at;

  /**
   * Looks for ways.
   *
   * @param anchors where they may end
   * @param use the extended key usage that the leaf must have, and that no issuer may rule out
   * @param at when they must be valid
   */
  CertificatePath(Set<TrustAnchor> anchors, String use, Instant at) {
    this.anchors = anchors;
    this.use = use;
    this.at = at;
  }

  boolean leads(X509Certificate leaf, List<X509Certificate> others)
      throws GeneralSecurityException {
    if (others.size() > Limits.CODE_CERTIFICATES || !signs(leaf)) {
      return false;
    }
    Set<X509Certificate> left = new HashSet<>(others);
    left.remove(leaf);
    Deque<List<X509Certificate>> paths = new ArrayDeque<>();
    paths.add(List.of(leaf));
    while (!paths.isEmpty()) {
      List<X509Certificate> path = paths.remove();
      if (holds(path)) {
        return true;
      }
      if (path.size() < Limits.CODE_CERTIFICATE_PATH) {
        extend(path, left, paths);
      }
    }
    return false;
  }

  /** Whether a certificate is for the use, and for signatures at all. */
  private boolean signs(X509Certificate leaf) throws CertificateParsingException {
    List<String> uses = leaf.getExtendedKeyUsage();
    boolean[] keyUsage = leaf.getKeyUsage();
    return uses != null && uses.contains(use) && (keyUsage == null || keyUsage[DIGITAL_SIGNATURE]);
  }

  /**
   * Whether an issuer may issue for the use. RFC 5280 leaves it open what its extended key usage
   * means; Windows takes it as a restriction, and so do the rules for authorities.
   */
  private boolean issuesFor(X509Certificate issuer) {
    try {
      List<String> uses = issuer.getExtendedKeyUsage();
      return uses == null || uses.contains(use) || uses.contains(ANY_USE);
    } catch (CertificateParsingException malformed) {
      return false;
    }
  }

  private void extend(
      List<X509Certificate> path, Set<X509Certificate> left, Deque<List<X509Certificate>> paths) {
    X509Certificate last = path.get(path.size() - 1);
    for (X509Certificate issuer : List.copyOf(left)) {
      boolean may = issuer.getBasicConstraints() >= 0 && issuesFor(issuer);
      if (may && validAt(issuer, at) && issued(last, issuer)) {
        left.remove(issuer);
        List<X509Certificate> longer = new ArrayList<>(path);
        longer.add(issuer);
        paths.add(longer);
      }
    }
  }

  private static boolean validAt(X509Certificate certificate, Instant at) {
    return !at.isBefore(certificate.getNotBefore().toInstant())
        && !at.isAfter(certificate.getNotAfter().toInstant());
  }

  private static boolean issued(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || !SigningKeys.areOfKnownKind(issuer.getPublicKey())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException other) {
      return false;
    }
  }

  private boolean holds(List<X509Certificate> path) throws GeneralSecurityException {
    X509Certificate last = path.get(path.size() - 1);
    for (TrustAnchor anchor : anchors) {
      boolean itself = last.equals(anchor.getTrustedCert());
      if (itself && path.size() == 1) {
        return validAt(last, at);
      }
      if (itself || issued(last, anchor.getTrustedCert())) {
        if (validates(itself ? path.subList(0, path.size() - 1) : path, anchor)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean validates(List<X509Certificate> path, TrustAnchor anchor)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    parameters.addCertPathChecker(new AppleMarks());
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return true;
    } catch (GeneralSecurityException nowhere) {
      return false;
    }
  }

  /**
   * Knows the critical extensions of Apple's certificates, which restrict nothing that is asked.
   */
  private static final class AppleMarks extends PKIXCertPathChecker {
    @Override
    public void init(boolean forward) {}

    @Override
    public boolean isForwardCheckingSupported() {
      return true;
    }

    @Override
    public @Nullable Set<String> getSupportedExtensions() {
      return null;
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved) {
      for (Iterator<String> left = unresolved.iterator(); left.hasNext(); ) {
        if (left.next().startsWith(APPLE_MARKS)) {
          left.remove();
        }
      }
    }
  }
}
