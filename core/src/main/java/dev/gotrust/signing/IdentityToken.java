package dev.gotrust.signing;

import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import java.time.Instant;
import java.util.Base64;

/**
 * An OIDC token that says who signs: a JSON Web Token (RFC 7519). It is a secret until it expires:
 * its text, and every message about it, says the issuer at most. What it says is not verified here;
 * the certificate authority does that. Immutable, thread-safe.
 */
public final class IdentityToken {
  private static final String PART = "[A-Za-z0-9_-]+";
  private static final String FORM = PART + "\\." + PART + "\\." + PART;

  private final String text;
  private final String issuer;

  private IdentityToken(String text, String issuer) {
    this.text = text;
    this.issuer = issuer;
  }

  /**
   * {@return whether a text has the form of a token: three parts in base64url}
   *
   * @param text any text
   */
  public static boolean looksLikeOne(String text) {
    return text.length() <= Limits.IDENTITY_TOKEN && text.matches(FORM);
  }

  /**
   * {@return a token}
   *
   * @param source what messages call the place that it came from
   * @param text the token
   * @param now when it is used
   * @throws RefusedException if it has not the form of a token, or has expired; says nothing of it
   */
  public static IdentityToken parse(String source, String text, Instant now)
      throws RefusedException {
    if (!looksLikeOne(text)) {
      throw new RefusedException(source, "it is no token: three parts in base64url were expected");
    }
    JsonNode claims;
    try {
      byte[] payload = Base64.getUrlDecoder().decode(text.split("\\.", -1)[1]);
      claims = JsonReader.read("the claims", payload);
      JsonNode expiry = claims.find("exp");
      String issuer = claims.get("iss").text();
      if (expiry != null && expiry.isNumber()) {
        // Some issuers write fractions of a second.
        String seconds = expiry.digits().split("\\.", -1)[0];
        if (seconds.length() < 12
            && !now.isBefore(Instant.ofEpochSecond(Long.parseLong(seconds)))) {
          throw new RefusedException(
              source, "the token has expired; a new one lasts some minutes", null, null, null);
        }
      }
      return new IdentityToken(text, issuer);
    } catch (JsonException | IllegalArgumentException malformed) {
      // The message would show what stands in it.
      throw new RefusedException(source, "it is no token: its claims are malformed");
    }
  }

  /** {@return who vouches for the identity, as the token says; not verified} */
  public String issuer() {
    return issuer;
  }

  /** The secret itself. */
  String text() {
    return text;
  }

  /** Returns who vouches for it; nothing of the token. */
  @Override
  public String toString() {
    return "token of " + issuer;
  }
}
