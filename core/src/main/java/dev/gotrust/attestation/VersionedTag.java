package dev.gotrust.attestation;

import org.jspecify.annotations.Nullable;

/**
 * Tags of versions as slsa-verifier's {@code --source-versioned-tag} compares them: what the
 * expected version leaves out may be anything.
 */
final class VersionedTag {
  private VersionedTag() {}

  /** Returns whether a text is a version, such as {@code v1}, {@code v1.2} or {@code v1.2.3-rc}. */
  static boolean isVersion(String text) {
    return parts(text) != null;
  }

  static boolean matches(String expected, String tag) {
    String[] wanted = parts(expected);
    String[] found = parts(tag);
    if (wanted == null || found == null) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      String part = i < found.length ? found[i] : i < 3 ? "0" : "";
      if (!wanted[i].equals(part)) {
        return false;
      }
    }
    // A whole version names its pre-release too, or that there is none.
    return wanted.length < 3 || wanted.length == found.length || found.length < 3;
  }

  /** Returns the numbers, and the pre-release if there is one; null if the text is no version. */
  private static String @Nullable [] parts(String text) {
    if (!text.startsWith("v")) {
      return null;
    }
    int plus = text.indexOf('+');
    String version = plus < 0 ? text.substring(1) : text.substring(1, plus);
    int dash = version.indexOf('-');
    String[] numbers = (dash < 0 ? version : version.substring(0, dash)).split("\\.", -1);
    boolean more = dash >= 0 || plus >= 0;
    if (numbers.length > 3
        || (more && numbers.length < 3)
        || (dash >= 0 && !areIdentifiers(version.substring(dash + 1)))
        || (plus >= 0 && !areIdentifiers(text.substring(plus + 1)))) {
      return null;
    }
    for (String number : numbers) {
      if (!isNumber(number)) {
        return null;
      }
    }
    if (dash < 0) {
      return numbers;
    }
    return new String[] {numbers[0], numbers[1], numbers[2], version.substring(dash + 1)};
  }

  private static boolean isNumber(String text) {
    if (text.isEmpty() || (text.length() > 1 && text.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean areIdentifiers(String text) {
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!plain && c != '-' && !(c == '.' && begun)) {
        return false;
      }
      begun = c != '.';
    }
    return begun;
  }
}
