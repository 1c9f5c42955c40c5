package dev.gotrust.attestation;

/**
 * The address of a source repository in the one form in which addresses are compared: host and
 * path, without {@code https} or {@code ssh}, user, ref, {@code .git} and the slash at the end; the
 * host in lower case, and on GitHub the path too, for that tells no case apart. Any other scheme
 * stays, for it leads elsewhere. Where a ref stands behind {@code @}, as in in-toto's, or behind
 * {@code #}, as in BuildKit's, it is told from the address.
 */
public final class SourceUri {
  private static final String GITHUB = "github.com/";
  private static final String HIDDEN = "***@";

  private final String scheme;
  private final String user;
  private final String host;
  private final String path;
  private final String ref;

  private SourceUri(String uri) {
    String text = uri.startsWith("git+") ? uri.substring("git+".length()) : uri;
    int colon = text.indexOf("://");
    scheme = colon < 0 ? "" : lower(text.substring(0, colon));
    String rest = colon < 0 ? slashed(text) : text.substring(colon + "://".length());
    int end = end(rest);
    String authority = rest.substring(0, end);
    int at = authority.lastIndexOf('@');
    user = authority.substring(0, at + 1);
    host = lower(withoutPort(authority.substring(at + 1)));
    String behind = rest.substring(end);
    int mark = mark(behind);
    path = mark < 0 ? behind : behind.substring(0, mark);
    ref = mark < 0 ? "" : ref(behind.charAt(mark), behind.substring(mark + 1));
  }

  /** The form {@code git@host:path} of ssh, as git tells it from an address with a port. */
  private static String slashed(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    int end = slash < 0 ? text.length() : slash;
    boolean port = true;
    for (int i = colon + 1; i < end; i++) {
      port &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return colon > 0 && colon < end && !port
        ? text.substring(0, colon) + '/' + text.substring(colon + 1)
        : text;
  }

  /** Where user, host and port end: what stands behind is never taken for them. */
  private static int end(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return text.length();
  }

  private String withoutPort(String text) {
    return scheme.equals("https") && text.endsWith(":443")
        ? text.substring(0, text.length() - ":443".length())
        : text;
  }

  private static int mark(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '@' || text.charAt(i) == '#') {
        return i;
      }
    }
    return -1;
  }

  /** BuildKit writes a directory behind the ref; a commit is no ref. */
  private static String ref(char mark, String text) {
    int colon = mark == '#' ? text.indexOf(':') : -1;
    return colon < 0 ? text : text.substring(0, colon);
  }

  /**
   * {@return the form that is compared}
   *
   * @param uri such as {@code git+https://github.com/o/r@refs/tags/v1.0.0} or {@code
   *     github.com/o/r}
   */
  public static String normal(String uri) {
    return new SourceUri(uri).normal();
  }

  private String normal() {
    String text = path;
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    text = text.endsWith(".git") ? text.substring(0, text.length() - ".git".length()) : text;
    String name = host + text;
    boolean usual = scheme.isEmpty() || scheme.equals("https") || scheme.equals("ssh");
    if (!isPlain(user)) {
      // What readers of addresses disagree on is nobody's address.
      return HIDDEN + name;
    }
    return usual ? (name.startsWith(GITHUB) ? lower(name) : name) : scheme + "://" + name;
  }

  /** Returns the ref behind an address, empty where there is none, or a commit. */
  static String ref(String uri) {
    String ref = new SourceUri(uri).ref;
    return isCommit(ref) ? "" : ref;
  }

  /** Returns the commit behind an address, empty where there is none. */
  static String commit(String uri) {
    String ref = new SourceUri(uri).ref;
    return isCommit(ref) ? ref : "";
  }

  /**
   * {@return an address as messages show it: a user and a password in it are left out}
   *
   * @param uri any text
   */
  public static String shown(String uri) {
    int colon = uri.indexOf("://");
    if (colon < 0) {
      return uri;
    }
    int begin = colon + "://".length();
    String rest = uri.substring(begin);
    int at = rest.substring(0, end(rest)).lastIndexOf('@');
    return at < 0 ? uri : uri.substring(0, begin) + rest.substring(at + 1);
  }

  private static boolean isPlain(String user) {
    for (int i = 0; i < user.length(); i++) {
      char c = user.charAt(i);
      if (c <= ' ' || c > '~' || c == '\\' || c == '[' || (c == '@' && i < user.length() - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a text is the name that git has for a commit, by SHA-1 or SHA-256. */
  static boolean isCommit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return text.length() == 40 || text.length() == 64;
  }

  /** Letters of other scripts have lower cases among the Latin ones: a look-alike stays one. */
  static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return lower.toString();
  }
}
