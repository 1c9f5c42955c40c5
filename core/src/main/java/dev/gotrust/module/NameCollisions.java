package dev.gotrust.module;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds names that can't stand beside each other: two that differ in case alone, as a whole or in a
 * directory, one that stands twice, and a file that is a directory too.
 */
final class NameCollisions {
  private NameCollisions() {}

  /** Two names and what is wrong with them. */
  record Collision(String name, String other, String problem) {}

  /** Returns the first collision, null if there is none; the names of directories end in /. */
  static @Nullable Collision find(String[] names) {
    String[] sorted = names.clone();
    Arrays.sort(sorted, FoldedOrder.INSTANCE);
    for (int i = 1; i < sorted.length; i++) {
      String problem = problem(sorted[i - 1], sorted[i]);
      if (problem != null) {
        return new Collision(sorted[i], sorted[i - 1], problem);
      }
    }
    return null;
  }

  /** Neighbours are enough: all names that share a folded directory stand together. */
  private static @Nullable String problem(String before, String name) {
    int same = 0;
    int folded = 0;
    int length = Math.min(before.length(), name.length());
    while (folded < length && isSame(before, name, folded)) {
      same += same == folded && before.charAt(folded) == name.charAt(folded) ? 1 : 0;
      folded++;
    }
    int shared = sharedElements(before, name, folded);
    if (same < shared) {
      return "differs in case alone";
    }
    if (folded == before.length() && folded == name.length()) {
      return "stands twice";
    }
    boolean isInside = folded == before.length() && name.charAt(folded) == '/';
    return isInside && !before.isEmpty() ? "is in a directory that is a file too" : null;
  }

  private static boolean isSame(String a, String b, int index) {
    return a.charAt(index) == b.charAt(index)
        || FoldedOrder.fold(a, index) == FoldedOrder.fold(b, index);
  }

  /** Returns how many characters of the folded prefix are whole elements of both paths. */
  private static int sharedElements(String a, String b, int folded) {
    boolean endsA = folded == a.length() || a.charAt(folded) == '/';
    boolean endsB = folded == b.length() || b.charAt(folded) == '/';
    return endsA && endsB ? folded : a.lastIndexOf('/', folded - 1) + 1;
  }
}
