package dev.gotrust.report;

import java.nio.charset.StandardCharsets;

/** File names as URI references (RFC 3986): a relative name stays relative. */
final class FileUri {
  private static final String PLAIN = "-._~/";

  private FileUri() {}

  static String of(String name) {
    boolean drive =
        name.length() > 2
            && isLetter(name.charAt(0))
            && name.charAt(1) == ':'
            && (name.charAt(2) == '\\' || name.charAt(2) == '/');
    if (drive) {
      return "file:///" + name.charAt(0) + ":" + encode(name.substring(2).replace('\\', '/'));
    }
    return name.startsWith("/") ? "file://" + encode(name) : encode(name);
  }

  private static String encode(String name) {
    StringBuilder out = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isLetter(c) || c >= '0' && c <= '9' || PLAIN.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return out.toString();
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
