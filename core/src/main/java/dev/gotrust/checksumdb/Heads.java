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
  private final Map<Long, TreeHead> bySize = new HashMap<>();
  private final Map<TreeHead, String> unshown = new HashMap<>();
  private @Nullable TreeHead kept;
  private @Nullable Fork fork;
  private boolean missing;

  Heads(VerifierKey key) {
    this.key = key;
  }

  /** Returns the head that a note is, if the database has signed it. */
  TreeHead add(SignedNote note) throws ChecksumDbException {
    TreeHead known = seen.get(note);
    if (known == null) {
      known = TreeHead.of(note.verify(List.of(key)));
      seen.put(note, known);
      bySize.putIfAbsent(known.size(), known);
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
  @Nullable String unshown(@Nullable TreeHead head) {
    return head == null ? null : unshown.get(head);
  }

  /** Holds every head against the tree of the latest. */
  void check(TileTree tree) throws InterruptedIOException {
    unshown.clear();
    missing = false;
    for (TreeHead head : seen.values()) {
      try {
        Fork found = compare(head, tree);
        fork = fork == null ? found : fork;
      } catch (InterruptedIOException stopped) {
        throw stopped;
      } catch (IOException unreachable) {
        missing |= unreachable instanceof MissingFileException;
        unshown.put(head, String.valueOf(unreachable.getMessage()));
      } catch (ChecksumDbException wrong) {
        unshown.put(head, wrong.getMessage());
      }
    }
  }

  private @Nullable Fork compare(TreeHead head, TileTree tree)
      throws ChecksumDbException, IOException {
    TreeHead rival = bySize.get(head.size());
    if (rival != null && !rival.root().equals(head.root())) {
      // Both notes say enough, whatever tiles the database shows or withholds.
      return new Fork(rival, head, null, null, "two trees of one size have different roots");
    }
    byte[] root = tree.beginning(head.size());
    if (root == null || head.root().equals(Bytes.of(root))) {
      return null;
    }
    return new Fork(
        head,
        tree.head(),
        tree.consistency(head.size()),
        Bytes.of(root),
        "the earlier tree is no beginning of the later one");
  }

  /**
   * Looks whether the source shows a smaller tree whole, and the kept one no longer.
   *
   * @param latest the head that the others were held against
   */
  void checkShrunk(TreeHead latest, FileReads files) throws InterruptedIOException {
    TreeHead now = null;
    for (TreeHead head : seen.values()) {
      if (head != latest && (now == null || head.size() > now.size())) {
        now = head;
      }
    }
    if (fork != null || !missing || latest != kept || now == null || now.size() == latest.size()) {
      return;
    }
    try {
      new TileTree(now, new TileReads(files, true)).beginning(now.size());
      fork =
          new Fork(latest, now, null, null, "the tree shrank: the larger one is no longer shown");
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException | ChecksumDbException notShownEither) {
      // Then the source is in trouble, which says nothing of the tree.
    }
  }
}
