package dev.gotrust.module;

import org.jspecify.annotations.Nullable;

/** A module path in Go's double quotes, undone as far as a path may need it: ASCII alone. */
final class GoQuoted {
  private static final int HEXADECIMAL = 16;
  private static final int OCTAL = 8;

  private final String text;
  private final StringBuilder path = new StringBuilder();
  private int at;

  private GoQuoted(String text) {
    this.text = text;
  }

  /**
   * Returns what stands between the quotes with its escapes undone (strconv.Unquote); null if one
   * is malformed or stands for what no path holds.
   */
  static @Nullable String undo(String inner) {
    return inner.indexOf('\\') < 0 ? inner : new GoQuoted(inner).undo();
  }

  private @Nullable String undo() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\\') {
        path.append(c);
      } else if (!escape()) {
        return null;
      }
    }
    return path.toString();
  }

  private boolean escape() {
    return switch (at < text.length() ? text.charAt(at++) : ' ') {
      case 'x' -> number(2, HEXADECIMAL);
      case 'u' -> number(4, HEXADECIMAL);
      case 'U' -> number(8, HEXADECIMAL);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        yield number(3, OCTAL);
      }
      default -> false; // \n, \t and the others stand for what no path holds
    };
  }

  private boolean number(int digits, int radix) {
    int end = at + digits;
    long value = 0;
    for (; at < end && at < text.length(); at++) {
      char c = text.charAt(at);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return false;
      }
      value = value * radix + digit;
    }
    path.append((char) value);
    return at == end && value < 0x80;
  }
}
