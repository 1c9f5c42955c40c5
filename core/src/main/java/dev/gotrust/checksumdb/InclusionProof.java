package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that lead from a record to the root of a tree (RFC 6962, section 2.1.1). Immutable,
 * thread-safe.
 *
 * @param index of the record, counted from 0
 * @param size records of the tree
 * @param path the hash beside each node on the way, from the leaf upward, 32 bytes each
 */
public record InclusionProof(long index, long size, List<Bytes> path) {
  /**
   * Copies the list.
   *
   * @param index of the record, counted from 0
   * @param size records of the tree
   * @param path the hash beside each node on the way; copied
   */
  public InclusionProof {
    path = List.copyOf(path);
  }

  static InclusionProof of(long index, long size, Merkle merkle, Merkle.Nodes nodes)
      throws ChecksumDbException, IOException {
    List<Bytes> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long split = from + Long.highestOneBit(to - from - 1);
      boolean left = index < split;
      path.add(0, Bytes.of(merkle.range(left ? split : from, left ? to : split, nodes)));
      from = left ? from : split;
      to = left ? split : to;
    }
    return new InclusionProof(index, size, path);
  }

  /**
   * {@return the root of the tree that holds a record at this place, by this path; null if no tree
   * of this size has such a path (RFC 9162, section 2.1.3.2)}
   *
   * @param leaf the record's hash, 32 bytes
   */
  public @Nullable Bytes root(Bytes leaf) {
    List<Bytes> steps = steps(leaf);
    return steps == null ? null : steps.get(steps.size() - 1);
  }

  /**
   * {@return the hash of each node on the way, from the leaf to the root; null if no tree of this
   * size has such a path}
   *
   * @param leaf the record's hash, 32 bytes
   */
  public @Nullable List<Bytes> steps(Bytes leaf) {
    if (index < 0 || index >= size || leaf.length() != Merkle.HASH) {
      return null;
    }
    Merkle merkle = new Merkle();
    List<Bytes> steps = new ArrayList<>();
    steps.add(leaf);
    byte[] hash = leaf.toArray();
    long node = index;
    long last = size - 1;
    for (Bytes beside : path) {
      if (last == 0 || beside.length() != Merkle.HASH) {
        return null;
      }
      boolean right = (node & 1) == 1 || node == last;
      hash = right ? merkle.node(beside.toArray(), hash) : merkle.node(hash, beside.toArray());
      steps.add(Bytes.of(hash));
      // A node without a sibling is its own parent.
      int up = right && (node & 1) == 0 ? Long.numberOfTrailingZeros(node) : 0;
      node >>= up + 1;
      last >>= up + 1;
    }
    return last == 0 ? List.copyOf(steps) : null;
  }

  /**
   * {@return whether this proves that a tree holds a record}
   *
   * @param leaf the record's hash
   * @param root the tree's
   */
  public boolean proves(Bytes leaf, Bytes root) {
    Bytes computed = root(leaf);
    return computed != null && computed.equals(root);
  }
}
