package dev.gotrust.report;

import dev.gotrust.bytes.Limits;

/**
 * The one place where text from outside is made fit for a terminal. Control characters, everything
 * that reorders, hides or joins text, odd spaces and unpaired surrogates come out as {@code \xNN}
 * or <code>&#92;u{NNNN}</code>; all that stays is one line of visible text. So does the first of
 * two colons or number signs: a log is read by machines that take commands from it.
 */
public final class Printable {
  /** More marks than this on one letter would be drawn over the lines around it. */
  private static final int MARKS = 2;

  private Printable() {}

  /**
   * {@return the text, escaped; beyond {@link Limits#SHOWN_TEXT} characters, how many more there
   * are}
   *
   * @param text anything
   */
  public static String escape(String text) {
    int length = Math.min(text.length(), Limits.SHOWN_TEXT);
    if (length < text.length() && Character.isHighSurrogate(text.charAt(length - 1))) {
      length--;
    }
    int plain = plainPrefix(text, length);
    if (plain == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(length + 64);
    out.append(text, 0, plain);
    int marks = 0;
    for (int at = plain; at < length; ) {
      int c = text.codePointAt(at);
      marks = isMark(c) ? marks + 1 : 0;
      boolean stays = marks <= MARKS && (marks == 0 || at > 0) && !isCommand(text, at, length);
      if (stays && isVisible(c)) {
        out.appendCodePoint(c);
      } else {
        append(out, c);
      }
      at += Character.charCount(c);
    }
    if (length < text.length()) {
      out.append("... (").append(text.length() - length).append(" more characters)");
    }
    return out.toString();
  }

  private static int plainPrefix(String text, int length) {
    int at = 0;
    while (at < length
        && text.charAt(at) >= ' '
        && text.charAt(at) < 0x7f
        && !isCommand(text, at, length)) {
      at++;
    }
    return at;
  }

  /**
   * Those who run builds obey lines of a log: GitHub's runner what begins with {@code ::name}, it
   * and that of Azure Pipelines what holds {@code ##[name]} or {@code ##vso[name]}.
   */
  private static boolean isCommand(String text, int at, int length) {
    char c = text.charAt(at);
    return (c == ':' || c == '#') && at + 1 < length && text.charAt(at + 1) == c;
  }

  private static void append(StringBuilder out, int c) {
    String hex = Integer.toHexString(c);
    if (c < 0x100) {
      out.append("\\x").append(c < 0x10 ? "0" : "").append(hex);
    } else {
      out.append("\\u{").append(hex).append('}');
    }
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isVisible(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR,
          Character.ENCLOSING_MARK ->
          false;
      default -> !isBlank(c);
    };
  }

  /** Letters, marks and unassigned code points that are drawn as nothing. */
  private static boolean isBlank(int c) {
    return c == 0x034f
        || c == 0x115f
        || c == 0x1160
        || c >= 0x17b4 && c <= 0x17b5
        || c >= 0x180b && c <= 0x180f
        || c >= 0x2060 && c <= 0x206f
        || c == 0x2800
        || c == 0x3164
        || c >= 0xfe00 && c <= 0xfe0f
        || c == 0xffa0
        || c >= 0xfff0 && c <= 0xfff8
        || c >= 0xe0000 && c <= 0xe0fff;
  }
}
