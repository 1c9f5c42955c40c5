package dev.gotrust.module;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A version that stands for a commit without a tag (golang.org/x/mod/module, pseudo.go): {@code
 * v0.0.0-20191109021931-daa7c04131f5}, {@code v1.2.4-0.TIME-REVISION}, {@code
 * v1.2.3-pre.0.TIME-REVISION}, each with {@code +incompatible} behind it or not.
 *
 * @param version the whole version
 * @param before what stands in front of the time and its sign, such as {@code v1.2.4-0}
 * @param timestamp 14 digits of the commit's time in UTC; that they are a time is not said
 * @param revision the commit, cut; 12 digits where it is git's
 * @param build build metadata with its plus; empty if there is none
 */
public record PseudoVersion(
    String version, String before, String timestamp, String revision, String build) {
  private static final int TIME = 14;

  /**
   * {@return whether a version is a pseudo-version}
   *
   * @param version any text
   */
  public static boolean is(String version) {
    return parse(version) != null;
  }

  /**
   * {@return the parts of a version, or null if it is no pseudo-version}
   *
   * @param version any text
   */
  public static @Nullable PseudoVersion parse(String version) {
    if (Semver.prerelease(version).isEmpty()) {
      return null;
    }
    String build = Semver.build(version);
    String text = version.substring(0, version.length() - build.length());
    int dash = text.lastIndexOf('-');
    int time = dash - TIME;
    int first = text.indexOf('-');
    if (time <= first
        || !isDigits(text, time, dash)
        || text.indexOf('.', dash) >= 0
        || dash + 1 == text.length()
        || !isBefore(text, first, time)) {
      return null;
    }
    return new PseudoVersion(
        version,
        text.substring(0, time - 1),
        text.substring(time, dash),
        text.substring(dash + 1),
        build);
  }

  /**
   * Whether a time can stand at {@code time}: behind {@code vX.0.0-}, {@code vX.Y.Z-0.} or {@code
   * vX.Y.Z-pre.0.}
   *
   * @param first where the dash in front of the prerelease stands
   */
  private static boolean isBefore(String text, int first, int time) {
    if (time == first + 1) {
      return text.substring(0, first).equals(Semver.major(text) + ".0.0");
    }
    return text.startsWith("0.", time - 2)
        && (time == first + 3 || time > first + 3 && text.charAt(time - 3) == '.');
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** {@return the commit's time, or null if the 14 digits are none} */
  public @Nullable Instant time() {
    try {
      return LocalDateTime.of(
              number(0, 4),
              number(4, 6),
              number(6, 8),
              number(8, 10),
              number(10, 12),
              number(12, 14))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  private int number(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + timestamp.charAt(i) - '0';
    }
    return value;
  }

  /**
   * {@return the version that was tagged before the commit; empty if none was, null if the
   * pseudo-version names one that can't be}
   */
  public @Nullable String base() {
    String prerelease = Semver.prerelease(before);
    if (prerelease.isEmpty()) {
      return build.isEmpty() ? "" : null;
    }
    if (!prerelease.equals("-0")) {
      return before.substring(0, before.length() - ".0".length()) + build;
    }
    int end = before.length() - prerelease.length();
    int dot = before.lastIndexOf('.', end);
    String patch = decremented(before.substring(dot + 1, end));
    return patch == null ? null : before.substring(0, dot + 1) + patch + build;
  }

  /** The number before a number of any length, or null if that is 0. */
  private static @Nullable String decremented(String number) {
    char[] digits = number.toCharArray();
    int at = digits.length - 1;
    while (at >= 0 && digits[at] == '0') {
      digits[at--] = '9';
    }
    if (at < 0) {
      return null;
    }
    digits[at]--;
    boolean leadingZero = digits[0] == '0' && digits.length > 1;
    return leadingZero ? new String(digits, 1, digits.length - 1) : new String(digits);
  }
}
