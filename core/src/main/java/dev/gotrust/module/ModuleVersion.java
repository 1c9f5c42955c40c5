package dev.gotrust.module;

/**
 * A module at a version, as go.sum and the build info name it.
 *
 * @param path the module path, such as {@code golang.org/x/mod}
 * @param version such as {@code v1.2.3}
 */
public record ModuleVersion(String path, String version) {
  /**
   * {@return the canonical form of a version ({@code CanonicalVersion}): as {@link
   * Semver#canonical}, but with {@code +incompatible} where that stands; empty if it is not valid}
   *
   * @param version any text
   */
  public static String canonical(String version) {
    String canonical = Semver.canonical(version);
    String build = Semver.build(version);
    return build.equals("+incompatible") ? canonical + build : canonical;
  }

  /** Returns {@code path@version}. */
  @Override
  public String toString() {
    return path + '@' + version;
  }
}
