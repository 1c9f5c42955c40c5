package dev.gotrust.module;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The names of files below a directory, with slashes, as a zip has them. A path's own text depends
 * on the locale: in that of many containers it has lost every byte that is no ASCII. Its URI has
 * not.
 */
final class FileNames {
  private final int textLength;
  private final int uriLength;
  private final boolean hasBackslash;

  FileNames(Path root) {
    textLength = prefix(root.toString());
    uriLength = prefix(root.toUri().getRawPath());
    hasBackslash = root.getFileSystem().getSeparator().equals("\\");
  }

  private static int prefix(String path) {
    return path.endsWith("/") || path.endsWith("\\") ? path.length() : path.length() + 1;
  }

  String of(Path file) {
    String text = file.toString();
    String name = text.substring(textLength);
    if (isAscii(name)) {
      return hasBackslash ? name.replace('\\', '/') : name;
    }
    return decoded(file.toUri().getRawPath().substring(uriLength));
  }

  /** A question mark is what some locales leave of a character. */
  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80 || name.charAt(i) == '?') {
        return false;
      }
    }
    return true;
  }

  private static String decoded(String uri) {
    byte[] bytes = new byte[uri.length()];
    int length = 0;
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '%') {
        c = (char) Integer.parseInt(uri.substring(i + 1, i + 3), 16);
        i += 2;
      }
      bytes[length++] = (byte) c;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
