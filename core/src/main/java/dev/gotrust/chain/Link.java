package dev.gotrust.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One judged link.
 *
 * @param id which link
 * @param state how far it holds
 * @param reason one sentence that says why
 * @param remark what the state does not cover, to be shown beside it whatever it is; null where it
 *     covers all that a reader expects
 * @param next what the user can do about it, null where nothing is to be done
 * @param change the change after linking that explains an UNDECIDED build ID, null for every other
 *     link and state
 * @param unreachable whether it is UNDECIDED because evidence could not be reached
 * @param evidence what was compared
 */
public record Link(
    LinkId id,
    State state,
    String reason,
    @Nullable String remark,
    @Nullable String next,
    @Nullable Change change,
    boolean unreachable,
    List<Evidence> evidence) {
  /**
   * Copies the list.
   *
   * @param id which link
   * @param state how far it holds
   * @param reason one sentence that says why
   * @param remark what the state does not cover, null where there is nothing of that kind
   * @param next what the user can do about it, null where nothing is to be done
   * @param change what explains an UNDECIDED build ID, else null
   * @param unreachable whether it is UNDECIDED because evidence could not be reached
   * @param evidence what was compared; copied
   */
  public Link {
    evidence = List.copyOf(evidence);
  }

  /**
   * Creates a link whose state covers all that a reader expects.
   *
   * @param id which link
   * @param state how far it holds
   * @param reason one sentence that says why
   * @param next what the user can do about it, null where nothing is to be done
   * @param change what explains an UNDECIDED build ID, else null
   * @param evidence what was compared; copied
   */
  public Link(
      LinkId id,
      State state,
      String reason,
      @Nullable String next,
      @Nullable Change change,
      List<Evidence> evidence) {
    this(id, state, reason, null, next, change, false, evidence);
  }

  /**
   * Creates a link that no lack of reach decides.
   *
   * @param id which link
   * @param state how far it holds
   * @param reason one sentence that says why
   * @param remark what the state does not cover, null where there is nothing of that kind
   * @param next what the user can do about it, null where nothing is to be done
   * @param change what explains an UNDECIDED build ID, else null
   * @param evidence what was compared; copied
   */
  public Link(
      LinkId id,
      State state,
      String reason,
      @Nullable String remark,
      @Nullable String next,
      @Nullable Change change,
      List<Evidence> evidence) {
    this(id, state, reason, remark, next, change, false, evidence);
  }

  /** A change after linking that packaging explains and {@code --accept} can name. */
  public enum Change {
    /** Stripped, re-linked, packed: written again by another tool. */
    STRIPPED("stripped"),
    /** A platform signature was put on. */
    SIGNED("signed"),
    /** Bytes follow the image. */
    APPENDED("appended");

    private final String id;

    Change(String id) {
      this.id = id;
    }

    /** {@return the name that {@code --accept} takes} */
    public String id() {
      return id;
    }

    /**
     * {@return the change with that name, or null if there is none}
     *
     * @param id as {@code --accept} takes it, such as {@code stripped}
     */
    public static @Nullable Change of(String id) {
      for (Change change : values()) {
        if (change.id.equals(id)) {
          return change;
        }
      }
      return null;
    }
  }
}
