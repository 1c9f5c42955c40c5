package dev.gotrust.report;

import dev.gotrust.report.Style.Tone;

/** Lines of at most 80 columns. What it is given is escaped here, so that nothing slips through. */
final class TextBlock {
  static final int WIDTH = 80;
  private static final int LABEL = 10;

  private final StringBuilder out = new StringBuilder(2048);
  private final Style style;

  TextBlock(Style style) {
    this.style = style;
  }

  void blank() {
    out.append('\n');
  }

  /** A label of its own column, and what it labels. */
  void field(String label, String value) {
    StringBuilder head = new StringBuilder("  ").append(label);
    while (head.length() < LABEL + 2) {
      head.append(' ');
    }
    wrap(
        style.paint(Tone.LABEL, head.toString()),
        LABEL + 2,
        LABEL + 2,
        Tone.NEUTRAL,
        orEmpty(value));
  }

  private static String orEmpty(String value) {
    return value.isBlank() ? "(empty)" : value;
  }

  /** A paragraph; the lines after the first are indented as told. */
  void paragraph(int indent, int hanging, Tone tone, String text) {
    wrap(" ".repeat(indent), indent, hanging, tone, text);
  }

  /** One line as it stands, made of parts that are painted already and known to fit. */
  void line(String painted) {
    out.append(painted).append('\n');
  }

  String paint(Tone tone, String text) {
    return style.paint(tone, Printable.escape(text));
  }

  private void wrap(String head, int column, int hanging, Tone tone, String raw) {
    String text = Printable.escape(raw).stripTrailing();
    out.append(head);
    int room = WIDTH - column;
    int at = 0;
    while (text.codePointCount(at, text.length()) > room) {
      int end = text.offsetByCodePoints(at, room);
      int cut = cut(text, at, end);
      append(tone, text.substring(at, cut).stripTrailing());
      at = cut;
      while (text.charAt(at) == ' ') {
        at++;
      }
      out.append('\n').append(" ".repeat(hanging));
      room = WIDTH - hanging;
    }
    append(tone, text.substring(at));
    out.append('\n');
  }

  /** The last space up to {@code end} that does not tear an option from its value, else the end. */
  private static int cut(String text, int at, int end) {
    int space = text.lastIndexOf(' ', end);
    int word = text.lastIndexOf(' ', space - 1) + 1;
    if (word > at && text.startsWith("--", word)) {
      space = word - 1;
    }
    return space > at ? space : end;
  }

  private void append(Tone tone, String text) {
    out.append(tone == Tone.NEUTRAL ? text : style.paint(tone, text));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
