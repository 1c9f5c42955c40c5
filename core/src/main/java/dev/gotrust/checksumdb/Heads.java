package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree heads that one run sees: the one that was kept, those of the answers. All must be of one
 * history. Not thread-safe.
 */
final class Heads {
  private final VerifierKey key;
  private final Map<SignedNote, TreeHead> seen = new LinkedHashMap<>();
  private final Map<TreeHead, String> unshown = new HashMap<>();
  private @Nullable TreeHead kept;
  private @Nullable Fork fork;

  Heads(VerifierKey key) {
    this.key = key;
  }

  /** Returns the head that a note is, if the database has signed it. */
  TreeHead add(SignedNote note) throws ChecksumDbException {
    TreeHead known = seen.get(note);
    if (known == null) {
      known = TreeHead.of(note.verify(List.of(key)));
      seen.put(note, known);
    }
    return known;
  }

  /** Takes the head that an earlier run kept. */
  void addKept(byte[] note) throws ChecksumDbException {
    kept = add(SignedNote.parse(note));
  }

  @Nullable TreeHead kept() {
    return kept;
  }

  /** Returns the head of the most records, null if none was seen. */
  @Nullable TreeHead latest() {
    TreeHead latest = null;
    for (TreeHead head : seen.values()) {
      if (latest == null || head.size() > latest.size()) {
        latest = head;
      }
    }
    return latest;
  }

  Collection<TreeHead> all() {
    return seen.values();
  }

  /** Returns two heads that exclude each other, null if there are none. */
  @Nullable Fork fork() {
    return fork;
  }

  /** Returns why a head could not be shown to be a beginning of the tree, null if it was. */
  @Nullable String unshown(TreeHead head) {
    return unshown.get(head);
  }

  /** Holds every head against the tree of the latest. */
  void check(TileTree tree, FileReads files) throws InterruptedIOException {
    boolean gone = false;
    for (TreeHead head : seen.values()) {
      try {
        Fork found = compare(head, tree);
        fork = fork == null ? found : fork;
      } catch (InterruptedIOException stopped) {
        throw stopped;
      } catch (IOException unreachable) {
        gone |= unreachable instanceof MissingFileException;
        unshown.put(head, String.valueOf(unreachable.getMessage()));
      } catch (ChecksumDbException wrong) {
        unshown.put(head, wrong.getMessage());
      }
    }
    if (gone && fork == null && tree.head() == kept) {
      fork = shrunk(kept, files);
    }
  }

  private static @Nullable Fork compare(TreeHead head, TileTree tree)
      throws ChecksumDbException, IOException {
    TreeHead latest = tree.head();
    byte[] root = tree.beginning(head.size());
    if (root == null || head.root().equals(Bytes.of(root))) {
      return null;
    }
    if (head.size() == latest.size()) {
      return new Fork(head, latest, null, null, "two trees of one size have different roots");
    }
    return new Fork(
        head,
        latest,
        tree.consistency(head.size()),
        Bytes.of(root),
        "the earlier tree is no beginning of the later one");
  }

  /**
   * Whether the source shows a smaller tree whole, and the one that it had signed before no longer.
   */
  private @Nullable Fork shrunk(TreeHead before, FileReads files) throws InterruptedIOException {
    TreeHead now = null;
    for (TreeHead head : seen.values()) {
      if (head != before && (now == null || head.size() > now.size())) {
        now = head;
      }
    }
    if (now == null || now.size() == before.size()) {
      return null;
    }
    try {
      new TileTree(now, new TileReads(files)).beginning(now.size());
      return new Fork(
          before, now, null, null, "the tree shrank: the larger one is no longer shown");
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException | ChecksumDbException notShownEither) {
      return null;
    }
  }
}
