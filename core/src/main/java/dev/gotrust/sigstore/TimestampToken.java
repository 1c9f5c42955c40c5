package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Authority;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps of RFC 3161 over a signature. The certificates that a token brings are not used: only
 * those of the trusted root's authorities are. The form of the token, and that the authority's
 * certificate is for timestamps, is checked by BouncyCastle.
 */
final class TimestampToken {
  private static final String CHECK = "timestamp";

  private TimestampToken() {}

  /**
   * Returns the time that a trusted authority states for a signature.
   *
   * @throws RefusedException if no authority of the root does
   */
  static Instant verify(Bytes response, Bytes signature, List<Authority> authorities, Instant now)
      throws RefusedException {
    TimeStampToken token = parse(response);
    Instant at = token.getTimeStampInfo().getGenTime().toInstant();
    checkImprint(token, signature);
    if (at.isAfter(now)) {
      throw new RefusedException(
          CHECK, "it lies in the future", "up to " + now, at.toString(), null);
    }
    String reason = null;
    for (Authority authority : authorities) {
      String fault = fault(token, authority, at);
      if (fault == null) {
        return at;
      }
      reason = fault;
    }
    throw new RefusedException(
        CHECK,
        reason == null ? "the trusted root names no timestamp authority" : reason,
        null,
        at.toString(),
        "name the trusted root of the authority that stamped it, with --trusted-root");
  }

  private static TimeStampToken parse(Bytes response) throws RefusedException {
    try {
      TimeStampResponse parsed = new TimeStampResponse(response.toArray());
      TimeStampToken token = parsed.getTimeStampToken();
      if (token == null) {
        throw new RefusedException(CHECK, "the response carries no token");
      }
      return token;
    } catch (TSPException | IOException | RuntimeException malformed) {
      throw new RefusedException(CHECK, "it is malformed");
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

  private static @Nullable String fault(TimeStampToken token, Authority authority, Instant at) {
    X509Certificate signer = authority.chain().get(0);
    try {
      SignerInformationVerifier verifier = new JcaSimpleSignerInfoVerifierBuilder().build(signer);
      token.validate(verifier);
    } catch (TSPException | OperatorCreationException | RuntimeException refused) {
      return "it is not by the authority " + authority.uri() + ": " + refused.getMessage();
    }
    if (authority.chain().size() == 1) {
      return authority.validity().contains(at) ? null : untrusted(authority, at);
    }
    return CertificateChain.fault(
        signer,
        new Authority(
            authority.uri(),
            authority.chain().subList(1, authority.chain().size()),
            authority.validity()),
        at);
  }

  private static String untrusted(Authority authority, Instant at) {
    return "the authority was trusted from " + authority.validity() + " only, not at " + at;
  }
}
