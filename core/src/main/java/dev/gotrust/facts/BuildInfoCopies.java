package dev.gotrust.facts;

import dev.gotrust.image.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copies of the build info in one image: the one in the build info section, which {@code go
 * version} reads, and the one in read-only data, which the program itself reads.
 *
 * @param outcome how they compare
 * @param first where the modinfo text of the build info section stands, null if there is none
 * @param others where further copies stand
 * @param reason a sentence for people
 * @param difference where they differ first, null where they do not or one of them is missing
 */
public record BuildInfoCopies(
    Outcome outcome,
    @Nullable Span first,
    List<Span> others,
    String reason,
    @Nullable Difference difference) {
  /**
   * Copies the list.
   *
   * @param outcome how the copies compare
   * @param first where the copy that {@code go version} reads stands, null if there is none
   * @param others where further copies stand; copied
   * @param reason a sentence for people
   * @param difference where they differ first, null where they do not or one of them is missing
   */
  public BuildInfoCopies {
    others = List.copyOf(others);
  }

  /**
   * The first line in which two copies differ.
   *
   * @param shown as it stands in the copy that {@code go version} reads; empty where that has ended
   * @param read as it stands in the copy that the program reads; empty where that has ended
   */
  public record Difference(String shown, String read) {
    static @Nullable Difference between(String shown, String read) {
      String[] left = shown.split("\n", -1);
      String[] right = read.split("\n", -1);
      for (int i = 0; i < Math.max(left.length, right.length); i++) {
        String mine = i < left.length ? left[i] : "";
        String theirs = i < right.length ? right[i] : "";
        if (!mine.equals(theirs)) {
          return new Difference(mine, theirs);
        }
      }
      return null;
    }
  }

  /** How the copies of one image compare. */
  public enum Outcome {
    /** Both copies are there and equal, byte for byte. */
    EQUAL,
    /** Both copies are there and differ. */
    DIFFERENT,
    /** This layout or this build has but one copy. */
    SINGLE,
    /** There is no build info. */
    NONE,
    /** Nothing can be said: where the second copy should be can't be read. */
    UNKNOWN
  }
}
