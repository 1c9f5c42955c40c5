package dev.gotrust.signing;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token that a build service gives its jobs: {@code SIGSTORE_ID_TOKEN}, which GitLab's
 * {@code id_tokens} sets and others may; or that of a GitHub workflow with {@code permissions:
 * id-token: write}, which is asked for.
 */
public final class AmbientToken {
  /** The variable that holds a token for Sigstore. */
  public static final String VARIABLE = "SIGSTORE_ID_TOKEN";

  private static final String GITHUB_URL = "ACTIONS_ID_TOKEN_REQUEST_URL";
  private static final String GITHUB_SECRET = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
  private static final String AUDIENCE = "sigstore";

  private AmbientToken() {}

  /**
   * {@return the token, null where the environment has none}
   *
   * @param environment the variables of the process
   * @param transport asks GitHub's service
   * @param now when it is used
   * @throws RefusedException if what is there is no token, or has expired
   * @throws IOException if GitHub's service can't be reached
   */
  public static @Nullable IdentityToken find(
      Map<String, String> environment, Transport transport, Instant now)
      throws RefusedException, IOException {
    String set = environment.getOrDefault(VARIABLE, "");
    if (!set.isEmpty()) {
      return IdentityToken.parse(VARIABLE, set.strip(), now);
    }
    String url = environment.getOrDefault(GITHUB_URL, "");
    String secret = environment.getOrDefault(GITHUB_SECRET, "");
    return url.isEmpty() || secret.isEmpty() ? null : ofGitHub(url, secret, transport, now);
  }

  private static IdentityToken ofGitHub(String url, String secret, Transport transport, Instant now)
      throws RefusedException, IOException {
    SigningServices.requireSafe(GITHUB_URL, url);
    String address = url + (url.indexOf('?') < 0 ? '?' : '&') + "audience=" + AUDIENCE;
    Bytes answer =
        transport.exchange(
            new Transport.Call(address, "", null, secret, true, Limits.IDENTITY_TOKEN));
    String text;
    try {
      text = JsonReader.read("the answer", answer.toArray()).get("value").text();
    } catch (JsonException malformed) {
      throw new RefusedException("GitHub's token", "its service answered no token");
    }
    return IdentityToken.parse("GitHub's token", text, now);
  }
}
