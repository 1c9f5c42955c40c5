package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Authority;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps of RFC 3161 over a signature. A certificate that a token brings is used only where the
 * trusted root names the authority above it and not the certificate itself. The form of the token,
 * and that the authority's certificate is for timestamps, is checked by BouncyCastle.
 */
final class TimestampToken {
  private static final String CHECK = "timestamp";
  private static final int GRANTED = 0;
  private static final int GRANTED_CHANGED = 1;

  private TimestampToken() {}

  /**
   * Returns the time that a trusted authority states for a signature, null if the timestamp is by
   * an authority that the root does not name.
   *
   * @throws RefusedException if it is malformed, of another signature or of the future, or does not
   *     hold against the authority that it names
   */
  static @Nullable Instant verify(
      Bytes response, Bytes signature, List<Authority> authorities, Instant now)
      throws RefusedException {
    TimeStampToken token = parse(response);
    Instant at = token.getTimeStampInfo().getGenTime().toInstant();
    checkImprint(token, signature);
    Past.require(CHECK, at, now);
    String reason = null;
    for (Authority authority : authorities) {
      X509Certificate signer = signer(token, authority);
      reason = signer == null ? reason : fault(token, signer, authority, at);
      if (signer != null && reason == null) {
        return at;
      }
    }
    if (reason != null) {
      throw new RefusedException(CHECK, reason, null, at.toString(), null);
    }
    return null;
  }

  private static TimeStampToken parse(Bytes response) throws RefusedException {
    try {
      TimeStampResponse parsed = new TimeStampResponse(response.toArray());
      TimeStampToken token = parsed.getTimeStampToken();
      boolean granted = parsed.getStatus() == GRANTED || parsed.getStatus() == GRANTED_CHANGED;
      if (token == null || !granted) {
        throw new RefusedException(CHECK, "the authority did not grant it");
      }
      return token;
    } catch (TSPException | IOException | RuntimeException malformed) {
      throw new RefusedException(CHECK, "it is malformed: " + malformed.getMessage());
    }
  }

  private static void checkImprint(TimeStampToken token, Bytes signature) throws RefusedException {
    byte[] imprint;
    DigestAlgorithm algorithm;
    try {
      imprint = token.getTimeStampInfo().getMessageImprintDigest();
      algorithm = algorithm(token.getTimeStampInfo().getMessageImprintAlgOID());
    } catch (RuntimeException malformed) {
      throw new RefusedException(CHECK, "it is malformed");
    }
    if (algorithm == null) {
      throw new RefusedException(CHECK, "its hash function is not SHA-256, SHA-384 or SHA-512");
    }
    byte[] digest = algorithm.newDigest().digest(signature.toArray());
    if (!MessageDigest.isEqual(digest, imprint)) {
      throw new RefusedException(
          CHECK,
          "it is of another signature",
          Bytes.of(digest).hex(),
          Bytes.of(imprint).hex(),
          null);
    }
  }

  private static @Nullable DigestAlgorithm algorithm(ASN1ObjectIdentifier oid) {
    if (oid.equals(NISTObjectIdentifiers.id_sha256)) {
      return DigestAlgorithm.SHA256;
    }
    if (oid.equals(NISTObjectIdentifiers.id_sha384)) {
      return DigestAlgorithm.SHA384;
    }
    return oid.equals(NISTObjectIdentifiers.id_sha512) ? DigestAlgorithm.SHA512 : null;
  }

  /** The certificate that signed, as the root names it or below what it names; null of others. */
  private static @Nullable X509Certificate signer(TimeStampToken token, Authority authority)
      throws RefusedException {
    X509Certificate first = authority.chain().get(0);
    boolean named = !isAuthority(first);
    try {
      Collection<X509CertificateHolder> candidates =
          named
              ? List.of(new X509CertificateHolder(first.getEncoded()))
              : token.getCertificates().getMatches(null);
      for (X509CertificateHolder candidate : candidates) {
        if (token.getSID().match(candidate)) {
          X509Certificate signer = Certificates.parse(Bytes.of(candidate.getEncoded()));
          return named || signer.getIssuerX500Principal().equals(first.getSubjectX500Principal())
              ? signer
              : null;
        }
      }
      return null;
    } catch (CertificateEncodingException | IOException | RuntimeException malformed) {
      throw new RefusedException(CHECK, "it is malformed");
    }
  }

  private static boolean isAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0;
  }

  private static @Nullable String fault(
      TimeStampToken token, X509Certificate signer, Authority authority, Instant at) {
    try {
      SignerInformationVerifier verifier = new JcaSimpleSignerInfoVerifierBuilder().build(signer);
      token.validate(verifier);
    } catch (TSPException | OperatorCreationException | RuntimeException refused) {
      return "it is not by the authority " + authority.uri() + ": " + refused.getMessage();
    }
    List<X509Certificate> chain = authority.chain();
    List<X509Certificate> above =
        isAuthority(chain.get(0)) ? chain : chain.subList(1, chain.size());
    if (above.isEmpty()) {
      return authority.validity().contains(at) ? null : untrusted(authority, at);
    }
    return CertificateChain.fault(
        signer, new Authority(authority.uri(), above, authority.validity()), at);
  }

  private static String untrusted(Authority authority, Instant at) {
    return "the authority was trusted from " + authority.validity() + " only, not at " + at;
  }
}
