package dev.gotrust.module;

import java.util.Comparator;

/**
 * The order of names as Go sorts them: by the bytes of their UTF-8, which is the order of code
 * points. That of {@link String#compareTo} differs where one name has a character outside of the
 * basic plane and the other one behind the surrogates.
 */
enum ByteOrder implements Comparator<String> {
  /** The one instance. */
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  /** Moves the surrogates, parts of the highest code points, behind all other characters. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
