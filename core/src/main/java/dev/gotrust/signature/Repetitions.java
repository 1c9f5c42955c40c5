package dev.gotrust.signature;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a regular expression repeats its parts. A library that writes out {@code
 * (a{1000}){1000}} takes memory and time for a million parts; Go refuses what repeats a part more
 * than a thousand times (regexp/syntax, {@code repeatIsValid}), and so do we.
 */
final class Repetitions {
  static final int LIMIT = 1000;

  private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

  private Repetitions() {}

  /** The most times that a part is repeated, repetitions around it included; capped. */
  static long most(String expression) {
    Deque<Long> outer = new ArrayDeque<>();
    Matcher count = COUNT.matcher(expression);
    long most = 1;
    long last = 1;
    for (int at = 0; at < expression.length(); ) {
      char c = expression.charAt(at);
      if (c == '{' && count.region(at, expression.length()).lookingAt()) {
        last = Math.min(LIMIT + 1L, last * times(count));
        most = Math.max(most, last);
        at = count.end();
        continue;
      }
      if (c == '(') {
        outer.push(most);
        most = 1;
        last = 1;
      } else if (c == ')') {
        last = most;
        most = Math.max(most, outer.isEmpty() ? 1 : outer.pop());
      } else if (c != '*' && c != '+' && c != '?') {
        last = 1;
      }
      at = c == '[' ? endOfClass(expression, at) : c == '\\' ? endOfEscape(expression, at) : at + 1;
    }
    while (!outer.isEmpty()) {
      most = Math.max(most, outer.pop());
    }
    return most;
  }

  private static long times(Matcher count) {
    String high = count.group(2);
    long least = Long.parseLong(count.group(1));
    return Math.max(
        1, high == null || high.isEmpty() ? least : Math.max(least, Long.parseLong(high)));
  }

  /** A bracket that closes right behind the first stands for itself, as does what is escaped. */
  private static int endOfClass(String expression, int open) {
    int at = open + 1;
    at += expression.startsWith("^", at) ? 1 : 0;
    at += expression.startsWith("]", at) ? 1 : 0;
    while (at < expression.length() && expression.charAt(at) != ']') {
      boolean named = expression.startsWith("[:", at) && expression.indexOf(":]", at) > 0;
      at = named ? expression.indexOf(":]", at) + 2 : at + (expression.charAt(at) == '\\' ? 2 : 1);
    }
    return at + 1;
  }

  /**
   * What is quoted is no repetition; a class such as {@code \\pN} or {@code \\x{41}} is one part.
   */
  private static int endOfEscape(String expression, int backslash) {
    if (expression.startsWith("Q", backslash + 1)) {
      int end = expression.indexOf("\\E", backslash);
      return end < 0 ? expression.length() : end + 2;
    }
    boolean braced = expression.startsWith("{", backslash + 2) && isBraced(expression, backslash);
    int close = braced ? expression.indexOf('}', backslash) : -1;
    return close < 0 ? backslash + 2 : close + 1;
  }

  private static boolean isBraced(String expression, int backslash) {
    return "pPx".indexOf(expression.charAt(backslash + 1)) >= 0;
  }
}
