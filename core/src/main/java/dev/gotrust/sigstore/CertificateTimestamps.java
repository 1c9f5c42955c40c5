package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Log;
import dev.sigstore.encryption.certificates.transparency.CTLogInfo;
import dev.sigstore.encryption.certificates.transparency.CTVerifier;
import dev.sigstore.encryption.certificates.transparency.VerifiedSCT;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signed certificate timestamps (RFC 6962, section 3.3): that a certificate was logged. Their
 * signatures are checked by sigstore-java, the time of the log's key is not.
 */
final class CertificateTimestamps {
  private static final String CHECK = "signed certificate timestamp";

  private CertificateTimestamps() {}

  /** Asks that one timestamp in the certificate is by a trusted log, in that log's time. */
  static void verify(X509Certificate leaf, X509Certificate issuer, List<Log> logs)
      throws RefusedException {
    List<VerifiedSCT> valid;
    try {
      valid =
          new CTVerifier(id -> info(logs, Bytes.of(id)))
              .verifySignedCertificateTimestamps(List.of(leaf, issuer), null, null)
              .getValidSCTs();
    } catch (CertificateEncodingException | RuntimeException malformed) {
      throw new RefusedException(CHECK, "it is malformed");
    }
    for (VerifiedSCT timestamp : valid) {
      Log log = TrustedRoot.find(logs, Bytes.of(timestamp.sct.getLogID()));
      Instant at = Instant.ofEpochMilli(timestamp.sct.getTimestamp());
      if (log != null && log.validity().contains(at)) {
        return;
      }
    }
    throw new RefusedException(
        CHECK,
        valid.isEmpty()
            ? "none in the certificate is by a log of the trusted root"
            : "the log was not trusted at its time");
  }

  private static @Nullable CTLogInfo info(List<Log> logs, Bytes id) {
    Log log = TrustedRoot.find(logs, id);
    return log == null ? null : new CTLogInfo(log.key(), log.baseUrl(), log.baseUrl());
  }
}
