package dev.gotrust.codesign;

import java.util.ArrayList;
import java.util.List;

/** What a code directory says of itself, in the words of Apple's {@code codesign(1)}. */
final class CodeFlags {
  private static final long AD_HOC = 0x2;
  private static final long[] BITS = {
    0x1, AD_HOC, 0x100, 0x200, 0x400, 0x800, 0x1000, 0x2000, 0x10000, 0x20000
  };
  private static final String[] WORDS = {
    "host",
    "adhoc",
    "hard",
    "kill",
    "expires",
    "restrict",
    "enforcement",
    "library-validation",
    "runtime",
    "linker-signed"
  };

  private CodeFlags() {}

  static boolean isAdHoc(long flags) {
    return (flags & AD_HOC) != 0;
  }

  /** Returns the words, and the bits that have none as a number. */
  static List<String> words(long flags) {
    List<String> words = new ArrayList<>();
    long left = flags;
    for (int i = 0; i < BITS.length; i++) {
      if ((left & BITS[i]) != 0) {
        words.add(WORDS[i]);
        left &= ~BITS[i];
      }
    }
    if (left != 0) {
      words.add("0x" + Long.toHexString(left));
    }
    return words;
  }
}
