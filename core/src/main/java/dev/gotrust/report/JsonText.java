package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/** Text that is valid Unicode, as JSON demands it, and in which nothing commands a terminal. */
final class JsonText {
  private static final int LAST_PLAIN = '~';

  private JsonText() {}

  /** Makes a generator write ASCII only, whatever it was told before. */
  static void guard(JsonGenerator out) {
    out.setCharacterEscapes(new Delete());
    out.setHighestNonEscapedChar(LAST_PLAIN);
  }

  /** DEL is the one control character that JSON lets stand. */
  private static final class Delete extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7f] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }

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
