package dev.gotrust.facts;

import org.jspecify.annotations.Nullable;

/**
 * A Go version text, as {@code runtime.Version} returns it: {@code go1.26.8}, {@code go1.21rc2},
 * {@code go1.21.11 (Red Hat 1.21.11-1.el9)}, {@code go1.22.1 X:boringcrypto}, {@code devel
 * go1.27-0123456789 ...}.
 *
 * @param text the whole text
 * @param minor the number behind {@code go1.}, -1 for a development version that names none
 * @param patch the number behind that, 0 where there is none
 * @param prerelease such as {@code rc2}, empty for a release
 * @param suffix what follows: vendor, experiments, commit; empty for a plain version
 * @param devel whether it is a development version
 */
public record GoVersion(
    String text, int minor, int patch, String prerelease, String suffix, boolean devel) {
  private static final int LARGEST = 9_999;

  /**
   * {@return the version that a text names, or null if it is no Go version}
   *
   * @param text the whole text, from outside and therefore anything
   */
  public static @Nullable GoVersion parse(String text) {
    boolean devel = text.startsWith("devel ");
    int at = devel ? 6 : 0;
    if (!text.startsWith("go1", at)) {
      return devel && text.length() > 6 && text.charAt(6) > ' '
          ? new GoVersion(text, -1, 0, "", text.substring(6), true)
          : null;
    }
    at += 3;
    int[] numbers = {0, 0};
    for (int i = 0; i < 2 && at < text.length() && text.charAt(at) == '.'; i++) {
      int end = digits(text, at + 1);
      if (end == at + 1 || end - at > 5) {
        return null;
      }
      numbers[i] = number(text, at + 1, end);
      at = end;
    }
    int pre = prerelease(text, at);
    String suffix = text.substring(pre);
    if (!suffix.isEmpty() && " -+".indexOf(suffix.charAt(0)) < 0 && !isBoring(suffix)) {
      return null;
    }
    return new GoVersion(
        text, numbers[0], numbers[1], text.substring(at, pre), suffix.strip(), devel);
  }

  /** Whether it is that of a release of the BoringCrypto branch, such as go1.16.10b7. */
  private static boolean isBoring(String suffix) {
    int end = digits(suffix, 1);
    return suffix.charAt(0) == 'b'
        && end > 1
        && (end == suffix.length() || suffix.charAt(end) == ' ');
  }

  private static int prerelease(String text, int at) {
    int word = text.startsWith("beta", at) ? 4 : text.startsWith("rc", at) ? 2 : 0;
    int end = digits(text, at + word);
    return word > 0 && end > at + word ? end : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return Math.min(value, LARGEST);
  }
}
