package dev.gotrust.sbom;

import dev.gotrust.module.ModulePath;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Package URLs of Go modules (package-url/purl-spec, type {@code golang}). The path keeps its case:
 * the specification once asked for lower case, before there were modules, but a path in lower case
 * names another module, or none, and no advisory would be found by it. See {@code specs/sbom.md}.
 */
final class Purl {
  static final String GOLANG = "golang";
  static final String GENERIC = "generic";

  private static final String UNRESERVED = "-._~";

  private Purl() {}

  /**
   * Returns the URL of a module, null where its path can be none: nobody could look it up.
   *
   * @param version empty if unknown
   */
  static @Nullable String of(String path, String version) {
    return ModulePath.importProblem(path) == null ? plain(GOLANG, path, version) : null;
  }

  /** Returns the URL of a package in a module, null where a path can be none. */
  static @Nullable String of(String path, String version, String packagePath) {
    String module = of(path, version);
    if (module == null
        || !packagePath.startsWith(path + '/')
        || ModulePath.importProblem(packagePath) != null) {
      return module;
    }
    return module + '#' + encoded(packagePath.substring(path.length() + 1), "/");
  }

  /** Returns the URL of a name that needs no check. */
  static String plain(String type, String path, String version) {
    String name = "pkg:" + type + '/' + encoded(path, "/");
    return version.isEmpty() ? name : name + '@' + encoded(version, ":");
  }

  private static String encoded(String text, String also) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0 || also.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  private static boolean isAlphanumeric(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
