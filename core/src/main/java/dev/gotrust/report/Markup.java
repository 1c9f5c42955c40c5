package dev.gotrust.report;

import java.util.Locale;

/**
 * Text from outside as each format with marks of its own has to carry it. All of it goes through
 * {@link Printable} first: what no terminal may see, no other reader sees either.
 */
final class Markup {
  /** ASCII punctuation that CommonMark, tables and mathematics of GitHub's give a meaning. */
  private static final String ACTIVE = "\\`*_{}[]|~$^";

  /** Splits a word that GitHub would make a mention or a reference of; it is drawn as nothing. */
  private static final String SPLIT = "<!-- -->";

  private Markup() {}

  /** Returns text for an attribute or an element of HTML. */
  static String html(String text) {
    return elements(Printable.escape(text));
  }

  /** Returns text for an attribute or an element of XML 1.0, which forbids more than controls. */
  static String xml(String text) {
    String plain = Printable.escape(text);
    return elements(plain.replace("\ufffe", "\\u{fffe}").replace("\uffff", "\\u{ffff}"));
  }

  private static String elements(String plain) {
    StringBuilder out = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      entity(out, plain.charAt(i));
    }
    return out.toString();
  }

  private static void entity(StringBuilder out, char c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.append(c);
    }
  }

  /**
   * Returns text for one line or one cell of a table in GitHub's Markdown: no mark, no link, no
   * mention and no reference comes of it.
   */
  static String markdown(String text) {
    String plain = Printable.escape(text);
    StringBuilder out = new StringBuilder(plain.length() + 32);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '@' || c == '#') {
        out.append(c == '#' ? "\\#" : "@").append(SPLIT);
      } else if (isLinking(plain, i)) {
        out.append('\\').append(c).append(SPLIT);
      } else if (ACTIVE.indexOf(c) >= 0 || out.length() == 0 && isBlockMark(c)) {
        out.append('\\').append(c);
      } else if (c == '"' || c == '\'') {
        out.append(c);
      } else {
        entity(out, c);
      }
    }
    return out.toString().strip();
  }

  /** As {@link #markdown}, where only HTML has a meaning. */
  static String markdownHtml(String text) {
    String html = html(text);
    return html.replace("@", "@" + SPLIT).replace("&#39;", "&apos;").replace("#", "#" + SPLIT);
  }

  /** What would make a list, a heading or a rule of a line that begins with it. */
  private static boolean isBlockMark(char c) {
    return c == '-' || c == '+' || c == '=';
  }

  /**
   * What makes links or pictures of bare words: {@code https:}, {@code www.}, {@code GH-1}, {@code
   * :smile:}.
   */
  private static boolean isLinking(String text, int at) {
    String before = text.substring(Math.max(0, at - 5), at).toLowerCase(Locale.ROOT);
    return switch (text.charAt(at)) {
      case ':' -> at + 1 < text.length() && text.charAt(at + 1) != ' ';
      case '.' -> before.endsWith("www");
      case '-' -> before.endsWith("gh");
      default -> false;
    };
  }

  /** Returns the message of a workflow command of GitHub Actions. */
  static String command(String text) {
    return lines(Printable.escape(text));
  }

  /** Returns a property of a workflow command. */
  static String property(String text) {
    return command(text).replace(":", "%3A").replace(",", "%2C");
  }

  private static String lines(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
