package dev.gotrust.source;

import dev.gotrust.bytes.Bytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as it was read, at one commit. Immutable.
 *
 * @param location where its work tree begins
 * @param head the commit that is checked out; empty if there is none yet
 * @param shallow whether its history was cut
 * @param commit the commit that was asked for; null if it is not there
 * @param missing why there is no commit, as a phrase; empty if there is one
 * @param version what the go command would call the main module at the commit; null without commit
 * @param module the module files of the commit; null without commit
 * @param tree whether the tree has changes; {@link TreeState#UNSEEN} where another commit than the
 *     one asked for is checked out
 */
public record SourceFacts(
    String location,
    String head,
    boolean shallow,
    @Nullable Commit commit,
    String missing,
    @Nullable Version version,
    @Nullable SourceModule module,
    TreeState tree)
    implements SourceReading {

  /**
   * A commit whose bytes hash to its ID.
   *
   * @param id 40 hexadecimal digits
   * @param sha256 of its bytes
   * @param time when it was committed, to the second
   * @param place how it belongs to the checkout
   * @param tags the names of all tags at it, sorted
   */
  public record Commit(String id, Bytes sha256, Instant time, Place place, List<String> tags) {
    /**
     * Copies the list.
     *
     * @param id 40 hexadecimal digits
     * @param sha256 of its bytes
     * @param time when it was committed, to the second
     * @param place how it belongs to the checkout
     * @param tags the names of all tags at it, sorted; copied
     */
    public Commit {
      tags = List.copyOf(tags);
    }
  }

  /**
   * {@return a version of a main module without what says that the tree had changes}
   *
   * @param version such as {@code v1.2.3+dirty}
   */
  public static String withoutDirty(String version) {
    return ModuleVersions.withoutDirty(version);
  }

  /** How a commit belongs to a checkout. */
  public enum Place {
    /** It is checked out. */
    HEAD,
    /** It is in the history of what is checked out. */
    HISTORY,
    /** A tag of the repository names it. */
    TAGGED,
    /** It is among the objects; no tag names it and what is checked out does not come from it. */
    LOOSE,
    /** The history is too long or cut, so this was not found out. */
    UNKNOWN
  }

  /**
   * What the go command would call the main module, and the tag that its claimed version names.
   *
   * @param recomputed a tag's version or a pseudo-version, without {@code +dirty}; empty if it
   *     could not be told
   * @param problem why it could not be told, as a phrase; empty if it was
   * @param claimedTag the name of the tag that the claimed version, or the one that a claimed
   *     pseudo-version is counted from, has in git; empty if it names none
   * @param claimedCommit the commit that this tag names; empty if the checkout has no such tag
   * @param claimedIsAncestor whether that commit is the one asked for or in its history
   */
  public record Version(
      String recomputed,
      String problem,
      String claimedTag,
      String claimedCommit,
      boolean claimedIsAncestor) {}
}
