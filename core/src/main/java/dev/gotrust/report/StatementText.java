package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a statement that holds, as they were signed, but for what a terminal would obey:
 * characters outside ASCII, which stand in strings alone, come out as JSON's own escapes, and
 * carriage returns as line ends. It is the same JSON.
 */
public final class StatementText {
  private static final String HEX = "0123456789abcdef";

  private StatementText() {}

  /**
   * {@return the statement in ASCII, with a line end}
   *
   * @param statement JSON in UTF-8, as it was read and found well-formed
   */
  public static String render(Bytes statement) {
    String text = new String(statement.toArray(), StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(text.length() + 64);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        out.append('\n');
      } else if (c > '~') {
        escape(out, c);
      } else {
        out.append(c);
      }
    }
    return out.append('\n').toString();
  }

  private static void escape(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 0xf));
    }
  }
}
