package dev.gotrust.module;

import org.jspecify.annotations.Nullable;

/**
 * Semantic versions as Go spells and orders them (golang.org/x/mod/semver): {@code v1.2.3}, with
 * {@code v1} and {@code v1.2} as short forms. Every question costs time in proportion to the text;
 * numbers may have any length. Stateless, thread-safe.
 */
public final class Semver {
  private Semver() {}

  /** The parts of a valid version. */
  private record Parts(
      String text, int majorEnd, int minorEnd, int patchEnd, String prerelease, String build) {
    String major() {
      return text.substring(1, majorEnd);
    }

    /** The number between the dot at {@code from} and {@code to}; 0 where it is left out. */
    private String number(int from, int to) {
      return from == to ? "0" : text.substring(from + 1, to);
    }

    String minor() {
      return number(majorEnd, minorEnd);
    }

    String patch() {
      return number(minorEnd, patchEnd);
    }
  }

  /**
   * {@return whether it is a valid version}
   *
   * @param version any text
   */
  public static boolean isValid(String version) {
    return parse(version) != null;
  }

  /**
   * {@return the version with minor and patch filled in and without build metadata; empty if it is
   * not valid}
   *
   * @param version any text
   */
  public static String canonical(String version) {
    Parts parts = parse(version);
    if (parts == null) {
      return "";
    }
    String numbers = version.substring(0, parts.patchEnd);
    if (parts.minorEnd == parts.majorEnd) {
      numbers += ".0.0";
    } else if (parts.patchEnd == parts.minorEnd) {
      numbers += ".0";
    }
    return numbers + parts.prerelease;
  }

  /**
   * {@return the major version, such as {@code v2}; empty if the version is not valid}
   *
   * @param version any text
   */
  public static String major(String version) {
    Parts parts = parse(version);
    return parts == null ? "" : version.substring(0, parts.majorEnd);
  }

  /**
   * {@return major and minor version, such as {@code v2.1}; empty if the version is not valid}
   *
   * @param version any text
   */
  public static String majorMinor(String version) {
    Parts parts = parse(version);
    return parts == null ? "" : version.substring(0, parts.majorEnd) + '.' + parts.minor();
  }

  /**
   * {@return the part from the hyphen on, such as {@code -rc.1}; empty if there is none or the
   * version is not valid}
   *
   * @param version any text
   */
  public static String prerelease(String version) {
    Parts parts = parse(version);
    return parts == null ? "" : parts.prerelease;
  }

  /**
   * {@return the part from the plus on, such as {@code +incompatible}; empty if there is none or
   * the version is not valid}
   *
   * @param version any text
   */
  public static String build(String version) {
    Parts parts = parse(version);
    return parts == null ? "" : parts.build;
  }

  /**
   * Orders two versions by precedence; build metadata does not count. What is not valid stands
   * before every version and equals all else that is not.
   *
   * @param left any text
   * @param right any text
   * @return -1, 0 or 1
   */
  public static int compare(String left, String right) {
    Parts one = parse(left);
    Parts other = parse(right);
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    int order = compareNumbers(one.major(), other.major());
    if (order == 0) {
      order = compareNumbers(one.minor(), other.minor());
    }
    if (order == 0) {
      order = compareNumbers(one.patch(), other.patch());
    }
    return order != 0 ? order : comparePrereleases(one.prerelease, other.prerelease);
  }

  private static @Nullable Parts parse(String text) {
    int major = text.startsWith("v") ? number(text, 1) : -1;
    int minor = part(text, major);
    int patch = minor == major ? minor : part(text, minor);
    if (patch < 0) {
      return null;
    }
    int prerelease = identifiers(text, patch, '-', true);
    int build = prerelease < 0 ? -1 : identifiers(text, prerelease, '+', false);
    return build != text.length()
        ? null
        : new Parts(
            text,
            major,
            minor,
            patch,
            text.substring(patch, prerelease),
            text.substring(prerelease));
  }

  /** The end of the dot and number at {@code at}, {@code at} if the text ends, -1 if neither. */
  private static int part(String text, int at) {
    if (at < 0 || at == text.length()) {
      return at;
    }
    return text.charAt(at) == '.' ? number(text, at + 1) : -1;
  }

  /** The end of the number that starts at {@code at}, -1 if there is none. */
  private static int number(String text, int at) {
    int end = digits(text, at, text.length());
    return end == at || end > at + 1 && text.charAt(at) == '0' ? -1 : end;
  }

  private static int digits(String text, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /**
   * The end of the dotted identifiers behind a sign at {@code at}; {@code at} if the sign is not
   * there, -1 if one of them is malformed.
   *
   * @param ordered whether they have an order, so that numbers have no leading zero
   */
  private static int identifiers(String text, int at, char sign, boolean ordered) {
    if (at == text.length() || text.charAt(at) != sign) {
      return at;
    }
    int start = at + 1;
    int end = start;
    while (true) {
      while (end < text.length() && isIdentifier(text.charAt(end))) {
        end++;
      }
      if (end == start || ordered && isBadNumber(text, start, end)) {
        return -1;
      }
      if (end == text.length() || text.charAt(end) != '.') {
        return end;
      }
      end++;
      start = end;
    }
  }

  private static boolean isIdentifier(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-';
  }

  private static boolean isBadNumber(String text, int from, int to) {
    return to - from > 1 && text.charAt(from) == '0' && digits(text, from, to) == to;
  }

  private static int compareNumbers(String left, String right) {
    int order = Integer.compare(left.length(), right.length());
    return order != 0 ? order : Integer.signum(left.compareTo(right));
  }

  /** A version without prerelease stands behind those with one; more identifiers behind fewer. */
  private static int comparePrereleases(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    int at = 1;
    int other = 1;
    while (at <= left.length() && other <= right.length()) {
      int end = identifierEnd(left, at);
      int otherEnd = identifierEnd(right, other);
      int order = compareIdentifiers(left.substring(at, end), right.substring(other, otherEnd));
      if (order != 0) {
        return order;
      }
      at = end + 1;
      other = otherEnd + 1;
    }
    return Boolean.compare(at <= left.length(), other <= right.length());
  }

  private static int identifierEnd(String text, int from) {
    int dot = text.indexOf('.', from);
    return dot < 0 ? text.length() : dot;
  }

  private static int compareIdentifiers(String left, String right) {
    boolean number = digits(left, 0, left.length()) == left.length();
    boolean otherNumber = digits(right, 0, right.length()) == right.length();
    if (number != otherNumber) {
      return number ? -1 : 1;
    }
    return number ? compareNumbers(left, right) : Integer.signum(left.compareTo(right));
  }
}
