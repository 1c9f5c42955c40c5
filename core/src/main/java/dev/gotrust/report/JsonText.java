package dev.gotrust.report;

/** Text that is valid Unicode, as JSON demands it. */
final class JsonText {
  private JsonText() {}

  /** Returns the text with U+FFFD in place of every unpaired surrogate, such as file names hold. */
  static String valid(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text);
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      boolean lone = codePoint >= 0xd800 && codePoint < 0xe000;
      out.appendCodePoint(lone ? 0xfffd : codePoint);
      at += Character.charCount(codePoint);
    }
    return out.toString();
  }
}
