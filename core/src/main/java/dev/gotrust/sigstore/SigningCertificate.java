package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
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

  /** What an extension of Fulcio's says. */
  public enum Claim {
    /** The issuer of the OIDC token. */
    ISSUER,
    /** GitHub's event, of the extension that is no longer written. */
    GITHUB_WORKFLOW_TRIGGER,
    /** GitHub's commit, of the extension that is no longer written. */
    GITHUB_WORKFLOW_SHA,
    /** GitHub's name of the workflow, of the extension that is no longer written. */
    GITHUB_WORKFLOW_NAME,
    /** GitHub's repository, owner and name, of the extension that is no longer written. */
    GITHUB_WORKFLOW_REPOSITORY,
    /** GitHub's ref, of the extension that is no longer written. */
    GITHUB_WORKFLOW_REF,
    /** The reusable or own workflow that was run. */
    BUILD_SIGNER_URI,
    /** Its commit. */
    BUILD_SIGNER_DIGEST,
    /** {@code github-hosted} or {@code self-hosted}. */
    RUNNER_ENVIRONMENT,
    /** The repository that was built. */
    SOURCE_REPOSITORY_URI,
    /** Its commit. */
    SOURCE_REPOSITORY_DIGEST,
    /** Its ref. */
    SOURCE_REPOSITORY_REF,
    /** Its immutable identifier. */
    SOURCE_REPOSITORY_IDENTIFIER,
    /** Its owner. */
    SOURCE_REPOSITORY_OWNER_URI,
    /** The owner's immutable identifier. */
    SOURCE_REPOSITORY_OWNER_IDENTIFIER,
    /** The top-level workflow. */
    BUILD_CONFIG_URI,
    /** Its commit. */
    BUILD_CONFIG_DIGEST,
    /** The event that started the build. */
    BUILD_TRIGGER,
    /** The run. */
    RUN_INVOCATION_URI,
    /** {@code public}, {@code private} or {@code internal}. */
    SOURCE_REPOSITORY_VISIBILITY
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
