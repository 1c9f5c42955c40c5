package dev.gotrust.checksumdb;

import java.io.IOException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hashes of RFC 6962, section 2.1. Not thread-safe: it keeps one digest and its buffer. */
final class Merkle {
  /** Bytes of a hash. */
  static final int HASH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest;
  private final byte[] pair = new byte[1 + 2 * HASH];

  Merkle() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
    pair[0] = NODE;
  }

  /** Returns the hash of a record. */
  byte[] leaf(byte[] record) {
    digest.update(LEAF);
    return digest.digest(record);
  }

  /** Returns the hash of the node above two others. */
  byte[] node(byte[] left, byte[] right) {
    System.arraycopy(left, 0, pair, 1, HASH);
    System.arraycopy(right, 0, pair, 1 + HASH, HASH);
    return digest.digest(pair);
  }

  /** Returns the hash of no record at all. */
  byte[] empty() {
    return digest.digest();
  }

  /**
   * Returns the hash of the complete subtree over some hashes of a tile.
   *
   * @param hashes one behind the other
   * @param from index of the first of them
   * @param count how many, a power of two
   */
  byte[] subtree(byte[] hashes, int from, int count) {
    byte[] level = new byte[count * HASH];
    System.arraycopy(hashes, from * HASH, level, 0, level.length);
    for (int width = count; width > 1; width /= 2) {
      for (int i = 0; i < width; i += 2) {
        System.arraycopy(level, i * HASH, pair, 1, 2 * HASH);
        digest.update(pair);
        put(level, i / 2);
      }
    }
    return Arrays.copyOf(level, HASH);
  }

  /**
   * Returns all nodes over the hashes of a full tile: these themselves, then the half as many above
   * them, and so on to the one on top.
   */
  byte[] nodes(byte[] hashes) {
    byte[] nodes = Arrays.copyOf(hashes, (2 * Tile.FULL - 1) * HASH);
    for (int below = 0, above = Tile.FULL; above < 2 * Tile.FULL - 1; below += 2, above++) {
      System.arraycopy(nodes, below * HASH, pair, 1, 2 * HASH);
      digest.update(pair);
      put(nodes, above);
    }
    return nodes;
  }

  private void put(byte[] level, int index) {
    try {
      digest.digest(level, index * HASH, HASH);
    } catch (DigestException impossible) {
      throw new IllegalStateException("a hash has 32 bytes", impossible);
    }
  }

  /** Tells the hash of a complete subtree of a tree. */
  interface Nodes {
    /**
     * Returns the hash of the subtree over the {@code 1 << level} records from {@code index <<
     * level}.
     */
    byte[] hash(int level, long index) throws ChecksumDbException, IOException;
  }

  /**
   * Returns the root of the tree of the records from {@code from} to {@code to}, MTH(D[from:to]).
   */
  byte[] range(long from, long to, Nodes nodes) throws ChecksumDbException, IOException {
    if (from == to) {
      return empty();
    }
    long largest = Long.highestOneBit(to - from);
    byte[] left = nodes.hash(Long.numberOfTrailingZeros(largest), from / largest);
    return from + largest == to ? left : node(left, range(from + largest, to, nodes));
  }
}
