package dev.gotrust.cli.command;

import org.jspecify.annotations.Nullable;

/** Tells how alike words are. */
final class Words {
  /** Longer words are no misspelt commands. */
  private static final int LONGEST = 32;

  /** More mistakes than one in so many letters make another word. */
  private static final int LETTERS = 3;

  private Words() {}

  /** Returns the candidate that is most like the word, or null if none is. */
  static @Nullable String closest(String word, Iterable<String> candidates) {
    String closest = null;
    int best = word.length() / LETTERS + 1;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < best) {
        best = distance;
        closest = candidate;
      }
    }
    return closest;
  }

  /** Returns how many letters to insert, remove or change to make one word of the other. */
  static int distance(String one, String other) {
    if (one.length() > LONGEST) {
      return LONGEST;
    }
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[other.length()];
  }
}
