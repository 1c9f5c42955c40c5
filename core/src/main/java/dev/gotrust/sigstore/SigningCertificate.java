package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a certificate that Fulcio issued for a signer, before anything is checked.
 * Immutable, thread-safe. See Fulcio's {@code docs/oid-info.md}.
 */
public final class SigningCertificate {
  private final Bytes der;
  private final X509Certificate x509;
  private final String identity;
  private final String identityType;
  private final Map<Claim, String> claims;

  SigningCertificate(
      Bytes der,
      X509Certificate x509,
      String identity,
      String identityType,
      Map<Claim, String> claims) {
    this.der = der;
    this.x509 = x509;
    this.identity = identity;
    this.identityType = identityType;
    this.claims = Map.copyOf(claims);
  }

  /**
   * {@return the facts of a certificate}
   *
   * @param der the certificate
   * @throws RefusedException if it is malformed, or has not one subject alternative name
   */
  public static SigningCertificate parse(Bytes der) throws RefusedException {
    return SigningCertificateReader.read(der);
  }

  /** What an extension of Fulcio's says. */
  public enum Claim {
    /** The issuer of the OIDC token. */
    ISSUER(8),
    /** GitHub's event, of the extension that is no longer written. */
    GITHUB_WORKFLOW_TRIGGER(2),
    /** GitHub's commit, of the extension that is no longer written. */
    GITHUB_WORKFLOW_SHA(3),
    /** GitHub's name of the workflow, of the extension that is no longer written. */
    GITHUB_WORKFLOW_NAME(4),
    /** GitHub's repository, owner and name, of the extension that is no longer written. */
    GITHUB_WORKFLOW_REPOSITORY(5),
    /** GitHub's ref, of the extension that is no longer written. */
    GITHUB_WORKFLOW_REF(6),
    /** The reusable or own workflow that was run. */
    BUILD_SIGNER_URI(9),
    /** Its commit. */
    BUILD_SIGNER_DIGEST(10),
    /** {@code github-hosted} or {@code self-hosted}. */
    RUNNER_ENVIRONMENT(11),
    /** The repository that was built. */
    SOURCE_REPOSITORY_URI(12),
    /** Its commit. */
    SOURCE_REPOSITORY_DIGEST(13),
    /** Its ref. */
    SOURCE_REPOSITORY_REF(14),
    /** Its immutable identifier. */
    SOURCE_REPOSITORY_IDENTIFIER(15),
    /** Its owner. */
    SOURCE_REPOSITORY_OWNER_URI(16),
    /** The owner's immutable identifier. */
    SOURCE_REPOSITORY_OWNER_IDENTIFIER(17),
    /** The top-level workflow. */
    BUILD_CONFIG_URI(18),
    /** Its commit. */
    BUILD_CONFIG_DIGEST(19),
    /** The event that started the build. */
    BUILD_TRIGGER(20),
    /** The run. */
    RUN_INVOCATION_URI(21),
    /** {@code public}, {@code private} or {@code internal}. */
    SOURCE_REPOSITORY_VISIBILITY(22);

    private final int arc;

    Claim(int arc) {
      this.arc = arc;
    }

    /** {@return the last arc of the extension's object identifier} */
    int arc() {
      return arc;
    }
  }

  /** {@return the certificate in DER} */
  public Bytes der() {
    return der;
  }

  /** {@return the parsed certificate} */
  public X509Certificate x509() {
    return x509;
  }

  /** {@return the subject alternative name: an e-mail address, a URI or another name} */
  public String identity() {
    return identity;
  }

  /** {@return {@code email}, {@code URI}, {@code DNS} or {@code otherName}} */
  public String identityType() {
    return identityType;
  }

  /** {@return the issuer of the OIDC token, null where the certificate names none} */
  public @Nullable String issuer() {
    return claims.get(Claim.ISSUER);
  }

  /**
   * {@return what an extension says, null where the certificate has none}
   *
   * @param claim which one
   */
  public @Nullable String claim(Claim claim) {
    return claims.get(claim);
  }
}
