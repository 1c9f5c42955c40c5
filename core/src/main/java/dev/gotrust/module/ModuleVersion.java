package dev.gotrust.module;

/**
 * A module at a version, as go.sum and the build info name it.
 *
 * @param path the module path, such as {@code golang.org/x/mod}
 * @param version such as {@code v1.2.3}
 */
public record ModuleVersion(String path, String version) {
  /** Returns {@code path@version}. */
  @Override
  public String toString() {
    return path + '@' + version;
  }
}
