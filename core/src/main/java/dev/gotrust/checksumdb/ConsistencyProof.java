package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that show a tree to be the beginning of a later one (RFC 6962, section 2.1.2).
 * Immutable, thread-safe.
 *
 * @param before records of the earlier tree
 * @param after records of the later tree
 * @param path the hashes, in the order of RFC 6962
 */
public record ConsistencyProof(long before, long after, List<Bytes> path) {
  /**
   * Copies the list.
   *
   * @param before records of the earlier tree
   * @param after records of the later tree
   * @param path the hashes, in the order of RFC 6962; copied
   */
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  static ConsistencyProof of(long before, long after, Merkle merkle, Merkle.Nodes nodes)
      throws ChecksumDbException, IOException {
    List<Bytes> path = new ArrayList<>();
    if (before > 0 && before < after) {
      long from = 0;
      long to = after;
      // What both trees have whole needs no hash, but for the earlier root itself.
      while (before < to) {
        long split = from + Long.highestOneBit(to - from - 1);
        boolean left = before <= split;
        path.add(0, Bytes.of(merkle.range(left ? split : from, left ? to : split, nodes)));
        from = left ? from : split;
        to = left ? split : to;
      }
      if (from > 0) {
        path.add(0, Bytes.of(merkle.range(from, to, nodes)));
      }
    }
    return new ConsistencyProof(before, after, path);
  }

  /**
   * The roots that a proof leads to.
   *
   * @param before of the earlier tree
   * @param after of the later tree
   */
  public record Roots(Bytes before, Bytes after) {}

  /**
   * {@return the roots that this proof leads to (RFC 9162, section 2.1.4.2); null if no trees of
   * these sizes have such a proof}
   *
   * @param root that of the earlier tree: where it is a complete subtree the proof leaves it out
   */
  public @Nullable Roots roots(Bytes root) {
    if (before == after) {
      return path.isEmpty() ? new Roots(root, root) : null;
    }
    if (before <= 0 || before > after) {
      return null;
    }
    boolean complete = Long.bitCount(before) == 1;
    if (!complete && path.isEmpty()) {
      return null;
    }
    Bytes start = complete ? root : path.get(0);
    if (start.length() != Merkle.HASH) {
      return null;
    }
    return walk(start, complete ? path : path.subList(1, path.size()));
  }

  private @Nullable Roots walk(Bytes start, List<Bytes> rest) {
    Merkle merkle = new Merkle();
    int up = Long.numberOfTrailingZeros(before);
    long node = before - 1 >> up;
    long last = after - 1 >> up;
    byte[] earlier = start.toArray();
    byte[] later = earlier;
    for (Bytes next : rest) {
      if (last == 0 || next.length() != Merkle.HASH) {
        return null;
      }
      int skipped = 0;
      if ((node & 1) == 1 || node == last) {
        earlier = merkle.node(next.toArray(), earlier);
        later = merkle.node(next.toArray(), later);
        skipped = (node & 1) == 0 ? Long.numberOfTrailingZeros(node) : 0;
      } else {
        later = merkle.node(later, next.toArray());
      }
      node >>= skipped + 1;
      last >>= skipped + 1;
    }
    return last == 0 ? new Roots(Bytes.of(earlier), Bytes.of(later)) : null;
  }

  /**
   * {@return whether this proves that the later tree begins with the earlier one}
   *
   * @param rootBefore root of the earlier tree
   * @param rootAfter root of the later tree
   */
  public boolean proves(Bytes rootBefore, Bytes rootAfter) {
    if (before == 0 && after > 0) {
      return path.isEmpty() && rootBefore.equals(Bytes.of(new Merkle().empty()));
    }
    return new Roots(rootBefore, rootAfter).equals(roots(rootBefore));
  }
}
