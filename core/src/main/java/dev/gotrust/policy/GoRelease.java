package dev.gotrust.policy;

import org.jspecify.annotations.Nullable;

/**
 * A release of Go, or the language version that begins a line of them, in the order of Go's package
 * {@code go/version}: 1.25 &lt; 1.25beta1 &lt; 1.25rc1 &lt; 1.25.0 &lt; 1.25.1 &lt; 1.26. Before Go
 * 1.21 a missing patch number is 0, so that 1.20rc1 &lt; 1.20 = 1.20.0.
 *
 * @param text with {@code go} in front, such as {@code go1.25.3}
 * @param position orders releases
 */
record GoRelease(String text, long position) {
  /** The first release that is named with its patch number 0. */
  private static final int PATCHED = 21;

  /** A position behind all others. */
  static final long NEWEST = 2_000_000_000_000L;

  private static final int DIGITS = 4;
  private static final long NUMBERS = 10_000;
  private static final long BETA = 1;
  private static final long CANDIDATE = 2;
  private static final long PATCH = 3;
  private static final long SLOTS = PATCH + NUMBERS;

  /** Returns the release that a text names, with {@code go} or without, null for any other text. */
  static @Nullable GoRelease parse(String text) {
    int from = text.startsWith("go") ? 2 : 0;
    int at = from + 2;
    int end = digits(text, at);
    if (!text.startsWith("1.", from) || end < 0) {
      return null;
    }
    long minor = number(text, at, end);
    long slot = slot(text, end, minor);
    long last = slot == BETA ? last(text, end + 4) : slot == CANDIDATE ? last(text, end + 2) : 0;
    return slot < 0 || last < 0
        ? null
        : new GoRelease("go" + text.substring(from), (minor * SLOTS + slot) * NUMBERS + last);
  }

  /** The number of a pre-release, -1 if the text does not end with one. */
  private static long last(String text, int from) {
    return digits(text, from) == text.length() ? number(text, from, text.length()) : -1;
  }

  /** Where a release stands among those of its line, -1 if that is not in Go's spelling. */
  private static long slot(String text, int end, long minor) {
    if (end == text.length()) {
      return minor < PATCHED ? PATCH : 0;
    }
    if (text.charAt(end) == '.') {
      return digits(text, end + 1) == text.length()
          ? PATCH + number(text, end + 1, text.length())
          : -1;
    }
    return text.startsWith("beta", end) ? BETA : text.startsWith("rc", end) ? CANDIDATE : -1;
  }

  /** Returns where the digits end that begin here; -1 for none, too many, or a needless zero. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    int count = at - from;
    boolean padded = count > 1 && text.charAt(from) == '0';
    return count < 1 || count > DIGITS || padded ? -1 : at;
  }

  private static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  /** Returns the release that a longer text begins with, such as a vendor's; null if none does. */
  static @Nullable GoRelease leading(String text) {
    int from = text.startsWith("devel ") ? "devel ".length() : 0;
    int to = from;
    while (to < text.length() && " -+".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return parse(text.substring(from, to));
  }

  /** Returns whether it is spelt without a patch number, and is no pre-release. */
  boolean isBare() {
    return text.indexOf('.') == text.lastIndexOf('.') && !isPrerelease();
  }

  /** Returns whether it is a beta or a release candidate. */
  boolean isPrerelease() {
    long slot = position / NUMBERS % SLOTS;
    return slot == BETA || slot == CANDIDATE;
  }

  /** Returns whether a release has this name; since Go 1.21 none is called like its line. */
  boolean isNamed() {
    return position / NUMBERS % SLOTS != 0;
  }

  /** Returns the position of the next release that there could be. */
  long after() {
    return isPrerelease() ? position + 1 : position + NUMBERS;
  }

  /** Returns the position of the last release that there could be before this one. */
  long before() {
    return position / NUMBERS % SLOTS > PATCH ? position - NUMBERS : position - 1;
  }

  /** Returns the number of a position's line: 25 for those of Go 1.25. */
  static long line(long position) {
    return position / (SLOTS * NUMBERS);
  }

  /** Returns the first position of its line, that of the bare language version. */
  long first() {
    return line(position) * SLOTS * NUMBERS;
  }

  /** Returns the last position of its line. */
  long last() {
    return first() + SLOTS * NUMBERS - 1;
  }
}
