package dev.gotrust.signature;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One accepted identity: subject alternative name and issuer, and claims of GitHub's where they are
 * asked for. Immutable, thread-safe.
 *
 * @param identity what the subject alternative name must be
 * @param issuer what the issuer of the OIDC token must be
 * @param claims what further claims must be, exactly
 */
public record CertificateIdentity(
    TextMatcher identity, TextMatcher issuer, Map<Claim, String> claims) implements IdentityPolicy {
  private static final String GITHUB = "https://github.com/";

  /**
   * Copies the map.
   *
   * @param identity what the subject alternative name must be
   * @param issuer what the issuer of the OIDC token must be
   * @param claims what further claims must be, exactly; copied
   */
  public CertificateIdentity {
    claims = Map.copyOf(claims);
  }

  @Override
  public void check(SigningCertificate certificate) throws RefusedException {
    if (!identity.matches(certificate.identity())) {
      throw refusal("certificate identity", identity.toString(), certificate.identity());
    }
    String actual = certificate.issuer();
    if (actual == null || !issuer.matches(actual)) {
      throw refusal("certificate issuer", issuer.toString(), actual);
    }
    for (Map.Entry<Claim, String> claim : sorted().entrySet()) {
      String found = found(certificate, claim.getKey());
      if (!claim.getValue().equals(found)) {
        throw refusal(title(claim.getKey()), claim.getValue(), found);
      }
    }
  }

  private Map<Claim, String> sorted() {
    Map<Claim, String> sorted = new EnumMap<>(Claim.class);
    sorted.putAll(claims);
    return sorted;
  }

  private static String title(Claim claim) {
    return "certificate " + claim.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The extensions that Fulcio began with are no longer promised; later ones say the same. */
  private static @Nullable String found(SigningCertificate certificate, Claim claim) {
    String found = certificate.claim(claim);
    if (found != null) {
      return found;
    }
    return switch (claim) {
      case GITHUB_WORKFLOW_TRIGGER -> certificate.claim(Claim.BUILD_TRIGGER);
      case GITHUB_WORKFLOW_SHA -> certificate.claim(Claim.SOURCE_REPOSITORY_DIGEST);
      case GITHUB_WORKFLOW_REF -> certificate.claim(Claim.SOURCE_REPOSITORY_REF);
      case GITHUB_WORKFLOW_REPOSITORY -> {
        String uri = certificate.claim(Claim.SOURCE_REPOSITORY_URI);
        yield uri != null && uri.startsWith(GITHUB) ? uri.substring(GITHUB.length()) : null;
      }
      default -> null;
    };
  }

  private static RefusedException refusal(String check, String expected, @Nullable String actual) {
    return new RefusedException(
        check,
        actual == null ? "the certificate does not name it" : "it is another",
        expected,
        actual,
        "name the one that you trust, if it is this");
  }
}
