package dev.gotrust.check;

import dev.gotrust.module.PseudoVersion;
import dev.gotrust.module.Semver;
import java.util.List;
import java.util.Locale;

/** Which spellings of tools mean one version. */
final class SbomVersions {
  static final String DEVEL = "(devel)";
  private static final String INCOMPATIBLE = "+incompatible";
  private static final String DIRTY = "+dirty";

  private SbomVersions() {}

  /** Returns whether all that is said of a version means this one. */
  static boolean areOf(String version, List<String> said) {
    String meant = plain(version);
    for (String one : said) {
      if (!plain(one).equals(meant)) {
        return false;
      }
    }
    return true;
  }

  /** Without the {@code v} that some tools drop, and without what only the go command needs. */
  private static String plain(String version) {
    String plain = version;
    if (plain.length() > 1 && plain.charAt(0) == 'v' && isDigit(plain.charAt(1))) {
      plain = plain.substring(1);
    }
    return plain.endsWith(INCOMPATIBLE)
        ? plain.substring(0, plain.length() - INCOMPATIBLE.length())
        : plain;
  }

  /**
   * Returns the version of a release of the main module, in one spelling; empty for what tools
   * derive from commits and flags, each in its own way.
   */
  static String release(String version) {
    String clean =
        version.endsWith(DIRTY) ? version.substring(0, version.length() - DIRTY.length()) : version;
    String full = 'v' + plain(clean);
    return Semver.isValid(full) && Semver.canonical(full).equals(full) && !PseudoVersion.is(full)
        ? full
        : "";
  }

  /**
   * Returns a Go version in one spelling, such as {@code 1.21.0rc2} for {@code go1.21rc2}, {@code
   * v1.21.0-rc.2} and {@code 1.21rc2}; empty where it is none of a release.
   */
  static String go(String version) {
    String text = version.strip().toLowerCase(Locale.ROOT);
    int space = text.indexOf(' ');
    text = space < 0 ? text : text.substring(0, space);
    text = text.startsWith("go") ? text.substring(2) : text;
    text = text.startsWith("v") ? text.substring(1) : text;
    StringBuilder numbers = new StringBuilder();
    int at = 0;
    int count = 0;
    while (count < 3 && at < text.length() && isDigit(text.charAt(at))) {
      int from = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      numbers.append(count == 0 ? "" : ".").append(text, from, at);
      count++;
      boolean more =
          at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
      if (!more) {
        break;
      }
      at++;
    }
    if (count < 2) {
      return "";
    }
    return numbers + (count == 2 ? ".0" : "") + candidate(text.substring(at));
  }

  /** What marks a candidate; what vendors add behind a version is no other version. */
  private static String candidate(String rest) {
    String bare = rest.replace("-", "").replace(".", "");
    return bare.startsWith("rc") || bare.startsWith("beta") ? bare : "";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
