package dev.gotrust.module;

import java.util.ArrayList;
import java.util.List;

/** White space as Go's package strings sees it: {@code TrimSpace} and {@code Fields}. */
final class Words {
  /** Characters of a found text that a message shows. */
  private static final int SHOWN = 80;

  private Words() {}

  static boolean isSpace(char c) {
    if (c < 0x80) {
      return c == ' ' || c >= '\t' && c <= '\r';
    }
    return c == '\u0085'
        || c == '\u00a0'
        || c == '\u1680'
        || c >= '\u2000' && c <= '\u200a'
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u202f'
        || c == '\u205f'
        || c == '\u3000';
  }

  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** The words of a text, as many as there are. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && !isSpace(text.charAt(at))) {
        at++;
      }
      if (at > start) {
        words.add(text.substring(start, at));
      }
      at++;
    }
    return words;
  }

  /** A found text in quotes, cut, because it goes into a message. */
  static String quoted(String found) {
    return found.length() <= SHOWN ? '"' + found + '"' : '"' + found.substring(0, SHOWN) + "...\"";
  }
}
