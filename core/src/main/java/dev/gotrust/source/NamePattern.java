package dev.gotrust.source;

import java.util.Locale;

/**
 * A pattern for one element of a path (git's wildmatch): {@code *}, {@code ?}, {@code [a-z]} with
 * {@code [:alpha:]} and the like, and a backslash before what stands for itself. A match takes at
 * most as many steps as name and pattern have characters, multiplied.
 */
final class NamePattern {
  private final String pattern;

  NamePattern(String pattern) {
    this.pattern = pattern;
  }

  boolean matches(String name) {
    int at = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (at < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = ++p;
        resume = at;
        continue;
      }
      int next = p < pattern.length() ? one(p, name.charAt(at)) : -1;
      if (next >= 0) {
        p = next;
        at++;
      } else if (star >= 0) {
        p = star;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on if what stands at {@code p} matches a character; -1 if not. */
  private int one(int p, char c) {
    char wanted = pattern.charAt(p);
    if (wanted == '?') {
      return p + 1;
    }
    if (wanted == '[') {
      return set(p + 1, c);
    }
    if (wanted == '\\') {
      // A backslash at the end stands for nothing, and then nothing matches.
      boolean same = p + 1 < pattern.length() && pattern.charAt(p + 1) == c;
      return same ? p + 2 : -1;
    }
    return wanted == c ? p + 1 : -1;
  }

  /** The same for what stands behind a bracket; one that nothing closes matches nothing. */
  private int set(int from, char c) {
    int p = from;
    boolean not = p < pattern.length() && (pattern.charAt(p) == '!' || pattern.charAt(p) == '^');
    p += not ? 1 : 0;
    boolean found = false;
    for (boolean first = true; p < pattern.length(); first = false) {
      char low = pattern.charAt(p);
      if (low == ']' && !first) {
        return found != not ? p + 1 : -1;
      }
      int close = low == '[' && pattern.startsWith(":", p + 1) ? pattern.indexOf(":]", p + 2) : -1;
      if (close > 0) {
        found |= isOf(pattern.substring(p + 2, close), c);
        p = close + 2;
        continue;
      }
      if (low == '\\' && p + 1 < pattern.length()) {
        low = pattern.charAt(++p);
      }
      char high = low;
      if (pattern.startsWith("-", p + 1)
          && p + 2 < pattern.length()
          && pattern.charAt(p + 2) != ']') {
        p += 2;
        high = pattern.charAt(p);
        if (high == '\\' && p + 1 < pattern.length()) {
          high = pattern.charAt(++p);
        }
      }
      found |= low <= c && c <= high;
      p++;
    }
    return -1;
  }

  private static boolean isOf(String group, char c) {
    boolean lower = c >= 'a' && c <= 'z';
    boolean upper = c >= 'A' && c <= 'Z';
    boolean digit = c >= '0' && c <= '9';
    boolean visible = c > ' ' && c < 0x7f;
    return switch (group.toLowerCase(Locale.ROOT)) {
      case "alpha" -> lower || upper;
      case "digit" -> digit;
      case "alnum" -> lower || upper || digit;
      case "upper" -> upper;
      case "lower" -> lower;
      case "space" -> c == ' ' || c >= '\t' && c <= '\r';
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> visible && !lower && !upper && !digit;
      case "graph" -> visible;
      case "print" -> visible || c == ' ';
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "xdigit" -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
      default -> false;
    };
  }
}
