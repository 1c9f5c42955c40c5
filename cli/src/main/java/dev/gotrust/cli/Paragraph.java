package dev.gotrust.cli;

/** Fits a line of a text report into its columns, as the reports themselves are. */
final class Paragraph {
  private static final int WIDTH = 80;
  private static final String HANGING = "  ";

  private Paragraph() {}

  /**
   * Returns the text on as many lines as it needs, each with a line end, all but the first
   * indented. A word that is longer than a line is cut.
   *
   * @param text escaped, without line ends
   */
  static String of(String text) {
    StringBuilder lines = new StringBuilder(text.length() + 16);
    int at = 0;
    int room = WIDTH;
    while (text.codePointCount(at, text.length()) > room) {
      int end = text.offsetByCodePoints(at, room);
      int space = text.lastIndexOf(' ', end);
      int cut = space > at ? space : end;
      lines.append(text.substring(at, cut).stripTrailing()).append('\n').append(HANGING);
      at = cut;
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      room = WIDTH - HANGING.length();
    }
    return lines.append(text, at, text.length()).append('\n').toString();
  }
}
