package dev.gotrust.cli;

import dev.gotrust.report.Style;

/** Paints words for a terminal. */
final class Painter implements Style {
  private static final String END = "\u001b[0m";

  @Override
  public String paint(Tone tone, String text) {
    String code = code(tone);
    return code.isEmpty() || text.isEmpty() ? text : code + text + END;
  }

  private static String code(Tone tone) {
    return switch (tone) {
      case TITLE -> "\u001b[1m";
      case LABEL -> "\u001b[2m";
      case GOOD -> "\u001b[32m";
      case NEUTRAL -> "";
      case WARNING -> "\u001b[33m";
      case BAD -> "\u001b[1;31m";
    };
  }
}
