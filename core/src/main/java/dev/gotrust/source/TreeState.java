package dev.gotrust.source;

import java.util.List;

/**
 * Whether a work tree holds what git would call changes, as {@code git status --porcelain} lists
 * them.
 *
 * @param kind what was found
 * @param changes the first of them: two letters, a blank and a path, as git prints it; sorted
 * @param count how many there are
 * @param doubt what could not be told, as a phrase; empty if all could
 */
public record TreeState(Kind kind, List<String> changes, int count, String doubt) {
  /** Nobody looked. */
  public static final TreeState UNSEEN = new TreeState(Kind.UNSEEN, List.of(), 0, "");

  /**
   * Copies the list.
   *
   * @param kind what was found
   * @param changes the first of them; copied
   * @param count how many there are
   * @param doubt what could not be told, as a phrase; empty if all could
   */
  public TreeState {
    changes = List.copyOf(changes);
  }

  /** What was found. */
  public enum Kind {
    /** No change. */
    CLEAN,
    /** Changes. */
    CHANGED,
    /** Neither was found out. */
    UNKNOWN,
    /** It was not looked for. */
    UNSEEN
  }
}
