package dev.gotrust.attestation;

import java.util.Locale;

/**
 * The address of a source repository in the one form in which addresses are compared: host and
 * path, without scheme, user, ref, {@code .git} and the slash at the end; the host in lower case,
 * and on GitHub the path too, for that tells no case apart.
 */
public final class SourceUri {
  private static final String GITHUB = "github.com/";

  private SourceUri() {}

  /**
   * {@return the form that is compared}
   *
   * @param uri such as {@code git+https://github.com/o/r@refs/tags/v1.0.0} or {@code
   *     github.com/o/r}
   */
  public static String normal(String uri) {
    String text = uri.startsWith("git+") ? uri.substring("git+".length()) : uri;
    int scheme = text.indexOf("://");
    text = scheme < 0 ? text : text.substring(scheme + "://".length());
    int slash = text.indexOf('/');
    int user = text.indexOf('@');
    if (user >= 0 && user < slash) {
      text = text.substring(user + 1);
    }
    int ref = text.indexOf('@');
    text = ref < 0 ? text : text.substring(0, ref);
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    text = text.endsWith(".git") ? text.substring(0, text.length() - ".git".length()) : text;
    int host = text.indexOf('/');
    String lower =
        host < 0
            ? text.toLowerCase(Locale.ROOT)
            : text.substring(0, host).toLowerCase(Locale.ROOT) + text.substring(host);
    return lower.startsWith(GITHUB) ? lower.toLowerCase(Locale.ROOT) : lower;
  }

  /** Returns the ref behind an address, empty where there is none. */
  static String ref(String uri) {
    int at = uri.lastIndexOf('@');
    return at < 0 || uri.indexOf('/', at) < 0 && !uri.startsWith("refs/", at + 1)
        ? ""
        : uri.substring(at + 1);
  }
}
