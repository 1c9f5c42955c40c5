package dev.gotrust.module;

import java.util.Comparator;

/**
 * Orders paths without regard to case, the slash before every other character: a directory stands
 * right before what is in it, and all spellings of one directory stand together.
 */
enum FoldedOrder implements Comparator<String> {
  /** The one instance. */
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        int order = rank(a, i) - rank(b, i);
        if (order != 0) {
          return order;
        }
      }
    }
    return a.length() - b.length();
  }

  private static int rank(String path, int index) {
    return path.charAt(index) == '/' ? -1 : fold(path, index);
  }

  /** Both steps, because some letters have two upper or two lower forms. */
  static char fold(String path, int index) {
    char c = path.charAt(index);
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }
    if (Character.isLowSurrogate(c)) {
      // The two forms of a letter outside of the basic plane have the same first half.
      int letter = path.codePointBefore(index + 1);
      return Character.lowSurrogate(Character.toLowerCase(Character.toUpperCase(letter)));
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
