package dev.gotrust.module;

import org.jspecify.annotations.Nullable;

/**
 * A module path split in front of the major version that it ends with: {@code /v2} and higher, or
 * {@code .v1} behind {@code gopkg.in/} (golang.org/x/mod/module, {@code SplitPathVersion}).
 *
 * @param prefix what stands in front of it
 * @param suffix the major version with its slash or dot; empty where the path has none
 */
public record PathMajor(String prefix, String suffix) {
  private static final String GOPKG_IN = "gopkg.in/";
  private static final String UNSTABLE = "-unstable";

  /**
   * {@return a path, split; null if its last element looks like a major version but can be none}
   *
   * @param path any text
   */
  public static @Nullable PathMajor of(String path) {
    if (path.startsWith(GOPKG_IN)) {
      return ofGopkgIn(path);
    }
    int at = path.length();
    boolean dot = false;
    while (at > 0 && (isDigit(path.charAt(at - 1)) || path.charAt(at - 1) == '.')) {
      at--;
      dot |= path.charAt(at) == '.';
    }
    if (at <= 1 || at == path.length() || !path.startsWith("/v", at - 2)) {
      return new PathMajor(path, "");
    }
    String suffix = path.substring(at - 2);
    boolean bad = dot || suffix.charAt(2) == '0' || suffix.equals("/v1");
    return bad ? null : new PathMajor(path.substring(0, at - 2), suffix);
  }

  private static @Nullable PathMajor ofGopkgIn(String path) {
    int end = path.length() - (path.endsWith(UNSTABLE) ? UNSTABLE.length() : 0);
    int at = end;
    while (at > 0 && isDigit(path.charAt(at - 1))) {
      at--;
    }
    if (at <= 1 || !path.startsWith(".v", at - 2)) {
      return null;
    }
    String suffix = path.substring(at - 2);
    // ".v-unstable" has no number, but Go takes it; nothing is published under it.
    boolean bad = suffix.length() <= 2 || suffix.charAt(2) == '0' && !suffix.equals(".v0");
    return bad ? null : new PathMajor(path.substring(0, at - 2), suffix);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * {@return why a version is none of a module whose path ends so ({@code CheckPathMajor}), or null
   * if it is one}
   *
   * @param version any text
   */
  public @Nullable String problem(String version) {
    String major = Semver.major(version);
    if (suffix.isEmpty()) {
      return major.equals("v0")
              || major.equals("v1")
              || Semver.build(version).equals("+incompatible")
          ? null
          : "its version should be v0 or v1, not " + major;
    }
    boolean gopkgIn = suffix.startsWith(".v") && suffix.endsWith(UNSTABLE);
    String expected = suffix.substring(1, suffix.length() - (gopkgIn ? UNSTABLE.length() : 0));
    // Old go commands made such pseudo-versions for gopkg.in paths that end in .v1.
    boolean oldPseudo = version.startsWith("v0.0.0-") && expected.equals("v1") && isGopkgIn();
    return oldPseudo || major.equals(expected)
        ? null
        : "its version should be " + expected + ", not " + major;
  }

  private boolean isGopkgIn() {
    return suffix.charAt(0) == '.';
  }
}
