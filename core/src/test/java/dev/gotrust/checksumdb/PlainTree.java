package dev.gotrust.checksumdb;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of RFC 6962 by its plain recursion, which shares no code with what is tested. Not
 * thread-safe.
 */
public final class PlainTree {
  private final List<byte[]> leaves = new ArrayList<>();
  // Complete subtrees never change while leaves are added.
  private final Map<List<Integer>, byte[]> complete = new HashMap<>();

  /** Adds a record by its hash. */
  public void add(byte[] leaf) {
    leaves.add(leaf.clone());
  }

  /** Returns how many records there are. */
  public int size() {
    return leaves.size();
  }

  /** Returns another tree of the first records. */
  public PlainTree beginning(int size) {
    PlainTree tree = new PlainTree();
    tree.leaves.addAll(leaves.subList(0, size));
    return tree;
  }

  /** Returns MTH(D[0:size]). */
  public byte[] root(int size) {
    return root(0, size);
  }

  /** Returns MTH(D[from:to]). */
  public byte[] root(int from, int to) {
    int count = to - from;
    if (count == 0) {
      return sha256(new byte[0]);
    }
    if (count == 1) {
      return leaves.get(from);
    }
    boolean isComplete = Integer.bitCount(count) == 1 && from % count == 0;
    byte[] known = isComplete ? complete.get(List.of(from, to)) : null;
    if (known == null) {
      int split = from + Integer.highestOneBit(count - 1);
      known = node(root(from, split), root(split, to));
      if (isComplete) {
        complete.put(List.of(from, to), known);
      }
    }
    return known;
  }

  /** Returns PATH(index, D[0:size]). */
  public List<byte[]> inclusion(int index, int size) {
    List<byte[]> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return path;
  }

  private void inclusion(int index, int from, int to, List<byte[]> path) {
    if (to - from > 1) {
      int split = from + Integer.highestOneBit(to - from - 1);
      if (index < split) {
        inclusion(index, from, split, path);
        path.add(root(split, to));
      } else {
        inclusion(index, split, to, path);
        path.add(root(from, split));
      }
    }
  }

  /** Returns PROOF(before, D[0:after]). */
  public List<byte[]> consistency(int before, int after) {
    List<byte[]> path = new ArrayList<>();
    if (before > 0) {
      consistency(before, 0, after, true, path);
    }
    return path;
  }

  private void consistency(int before, int from, int to, boolean whole, List<byte[]> path) {
    if (before == to) {
      if (!whole) {
        path.add(root(from, to));
      }
      return;
    }
    int split = from + Integer.highestOneBit(to - from - 1);
    if (before <= split) {
      consistency(before, from, split, whole, path);
      path.add(root(split, to));
    } else {
      consistency(before, split, to, false, path);
      path.add(root(from, split));
    }
  }

  /** Returns the hash of a record. */
  public static byte[] leaf(byte[] record) {
    byte[] all = new byte[record.length + 1];
    System.arraycopy(record, 0, all, 1, record.length);
    return sha256(all);
  }

  /** Returns the hash of the two below it. */
  public static byte[] node(byte[] left, byte[] right) {
    byte[] all = Arrays.copyOf(new byte[] {1}, 65);
    System.arraycopy(left, 0, all, 1, 32);
    System.arraycopy(right, 0, all, 33, 32);
    return sha256(all);
  }

  static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
