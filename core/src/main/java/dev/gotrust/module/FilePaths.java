package dev.gotrust.module;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which names the files of a module may have: those that golang.org/x/mod/module's CheckFilePath
 * takes. None of them leaves the directory that the files are in.
 */
final class FilePaths {
  private static final String PUNCTUATION = "!#$%&()+,-.=@[]^_{}~ ";

  private FilePaths() {}

  /** Returns why no file may have this name, null if one may. */
  static @Nullable String problem(String path) {
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        String problem = elementProblem(path, start, i);
        if (problem != null) {
          return problem;
        }
        start = i + 1;
      }
    }
    return null;
  }

  private static @Nullable String elementProblem(String path, int from, int to) {
    if (from == to) {
      return "an element of the path is empty";
    }
    int c;
    for (int i = from; i < to; i += Character.charCount(c)) {
      c = path.codePointAt(i);
      if (!isAllowed(c)) {
        return "file names of modules have no U+" + Integer.toHexString(0x110000 | c).substring(2);
      }
    }
    if (path.charAt(to - 1) == '.') {
      return "an element of the path ends in a dot";
    }
    int dot = path.indexOf('.', from);
    int end = dot < 0 || dot > to ? to : dot;
    return isDevice(path, from, end) ? "an element of the path is a device on Windows" : null;
  }

  private static boolean isAllowed(int c) {
    if (c >= 0x80) {
      return Character.isLetter(c);
    }
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || PUNCTUATION.indexOf(c) >= 0;
  }

  private static boolean isDevice(String path, int from, int to) {
    int length = to - from;
    if (length != 3 && length != 4) {
      return false;
    }
    String name = path.substring(from, to).toUpperCase(Locale.ROOT);
    if (length == 3) {
      return name.equals("CON") || name.equals("PRN") || name.equals("AUX") || name.equals("NUL");
    }
    char digit = name.charAt(3);
    return digit >= '1' && digit <= '9' && (name.startsWith("COM") || name.startsWith("LPT"));
  }
}
