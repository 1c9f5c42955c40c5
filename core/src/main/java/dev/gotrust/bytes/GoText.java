package dev.gotrust.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text as Go's own readers and writers see it: UTF-8, and the quoting of package strconv.
 * Stateless, thread-safe.
 */
public final class GoText {
  private GoText() {}

  /**
   * {@return UTF-8 decoded as Go does when it ranges over a string or writes JSON: every byte that
   * is part of no valid sequence becomes U+FFFD by itself}
   *
   * @param bytes any bytes
   */
  public static String decode(byte[] bytes) {
    String plain = new String(bytes, StandardCharsets.UTF_8);
    if (plain.indexOf('\ufffd') < 0) {
      return plain;
    }
    StringBuilder text = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = sequence(bytes, at);
      if (length == 0) {
        text.append('\ufffd');
        at++;
      } else {
        text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
        at += length;
      }
    }
    return text.toString();
  }

  /** The length of the valid sequence that starts at {@code at}, 0 if there is none. */
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /**
   * {@return the length of the quoted string at the start of {@code text}, quotes included, or -1
   * if there is none (strconv.QuotedPrefix)}
   *
   * @param text any text
   */
  public static int quotedPrefix(String text) {
    if (text.isEmpty()) {
      return -1;
    }
    char quote = text.charAt(0);
    if (quote == '`') {
      return text.indexOf('`', 1) + 1 == 0 ? -1 : text.indexOf('`', 1) + 1;
    }
    if (quote != '"') {
      return -1;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return unquote(text.substring(0, i + 1)) == null ? -1 : i + 1;
      }
      if (c == '\\') {
        i++;
      } else if (c == '\n') {
        return -1;
      }
    }
    return -1;
  }

  /**
   * {@return what a quoted Go string stands for, or null if it is not one (strconv.Unquote)}
   *
   * @param quoted any text, quotes included
   */
  public static @Nullable String unquote(String quoted) {
    int last = quoted.length() - 1;
    if (last < 1 || quoted.charAt(0) != quoted.charAt(last)) {
      return null;
    }
    String inner = quoted.substring(1, last);
    if (quoted.charAt(0) == '`') {
      return inner.indexOf('`') >= 0 ? null : inner.replace("\r", "");
    }
    return quoted.charAt(0) == '"' ? unescape(inner) : null;
  }

  private static @Nullable String unescape(String inner) {
    if (inner.indexOf('\n') >= 0) {
      return null;
    }
    if (inner.indexOf('\\') < 0) {
      return inner.indexOf('"') >= 0 ? null : inner;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(inner.length());
    int at = 0;
    while (at >= 0 && at < inner.length()) {
      int c = inner.codePointAt(at);
      if (c == '"') {
        return null;
      }
      if (c == '\\') {
        at = escape(inner, at + 1, out);
      } else {
        put(out, c);
        at += Character.charCount(c);
      }
    }
    return at < 0 ? null : decode(out.toByteArray());
  }

  /** Appends what the escape at {@code at} stands for; returns the index behind it, or -1. */
  private static int escape(String text, int at, ByteArrayOutputStream out) {
    if (at >= text.length()) {
      return -1;
    }
    char c = text.charAt(at);
    int simple = "abfnrtv\\\"".indexOf(c);
    if (simple >= 0) {
      out.write("\u0007\b\f\n\r\t\u000b\\\"".charAt(simple));
      return at + 1;
    }
    return switch (c) {
      case 'x' -> number(text, at + 1, 2, 16, 0xff, true, out);
      case 'u' -> number(text, at + 1, 4, 16, 0x10ffff, false, out);
      case 'U' -> number(text, at + 1, 8, 16, 0x10ffff, false, out);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(text, at, 3, 8, 0xff, true, out);
      default -> -1;
    };
  }

  private static int number(
      String text, int at, int digits, int radix, int max, boolean raw, ByteArrayOutputStream out) {
    if (at + digits > text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(at + i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    if (value > max || !raw && value >= 0xd800 && value < 0xe000) {
      return -1;
    }
    if (raw) {
      out.write((int) value);
    } else {
      put(out, (int) value);
    }
    return at + digits;
  }

  private static void put(ByteArrayOutputStream out, int codePoint) {
    byte[] encoded = new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8);
    out.write(encoded, 0, encoded.length);
  }
}
