package dev.gotrust.report;

/**
 * Text that no reader of SARIF takes for a link or a placeholder (SARIF 2.1.0, sections 3.11.5 and
 * 3.11.6).
 */
final class SarifText {
  private SarifText() {}

  static String escape(String text) {
    String plain = Printable.escape(text);
    StringBuilder out = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '[', ']' -> out.append('\\').append(c);
        case '{', '}' -> out.append(c).append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
