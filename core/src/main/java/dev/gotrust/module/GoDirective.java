package dev.gotrust.module;

/** The texts that go and toolchain directives hold (golang.org/x/mod/modfile, rule.go). */
final class GoDirective {
  private GoDirective() {}

  /** Whether it is a Go version as go directives name it: 1.21, 1.21.0, 1.22rc1. */
  static boolean isGoVersion(String text) {
    int major = number(text, 0);
    if (major <= 0 || text.charAt(0) == '0' || !text.startsWith(".", major)) {
      return false;
    }
    int at = number(text, major + 1);
    if (at > 0 && text.startsWith(".", at)) {
      at = number(text, at + 1);
    }
    return at > 0 && isPrerelease(text, at);
  }

  /** Whether it is a toolchain's name as toolchain directives hold it: go1.21.0, default. */
  static boolean isToolchain(String text) {
    return text.equals("default") || text.equals("go1") || text.startsWith("go1.");
  }

  /** The end of the number at {@code at}, which has no leading zero; -1 if there is none. */
  private static int number(String text, int at) {
    int end = digits(text, at);
    return end == at || end > at + 1 && text.charAt(at) == '0' ? -1 : end;
  }

  private static boolean isPrerelease(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
      at++;
    }
    int end = digits(text, at);
    return end == text.length() && (at == from ? end == from : end > at);
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
