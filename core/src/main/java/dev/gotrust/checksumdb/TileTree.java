package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tree under one head. No hash comes out of it that does not lead to the head's root: the tiles
 * on the tree's right edge make up the root, and every other tile hashes to an entry of the tile
 * above it. Not thread-safe.
 */
final class TileTree implements Merkle.Nodes {
  private final TreeHead head;
  private final TileReads reads;
  private final Merkle merkle = new Merkle();
  private final Map<Tile, byte[]> verified = new HashMap<>();
  private final Map<Tile, byte[]> recent = new Recent();
  private final Map<String, byte[]> edgeNodes = new HashMap<>();
  private final List<Tile> edge = new ArrayList<>();
  private boolean edgeVerified;

  TileTree(TreeHead head, TileReads reads) {
    this.head = head;
    this.reads = reads;
    for (int level = 0; head.size() >> level * Tile.HEIGHT > 0; level++) {
      long hashes = head.size() >> level * Tile.HEIGHT;
      if (hashes % Tile.FULL != 0) {
        edge.add(Tile.of(level, hashes / Tile.FULL, head.size()));
      }
    }
  }

  TreeHead head() {
    return head;
  }

  /** Returns the tile that holds what makes up a node, and is as wide as this tree has it. */
  private Tile tile(int level, long index) {
    int tiling = level / Tile.HEIGHT;
    long entry = index << level % Tile.HEIGHT;
    return Tile.of(tiling, entry / Tile.FULL, head.size());
  }

  /** Adds the tiles that lead from a record to the root. */
  void addPath(long record, SortedSet<Tile> tiles) {
    add(tile(0, record), tiles);
  }

  /** Adds the tiles that make up the root of the tree's beginning of that size. */
  void addBeginning(long size, SortedSet<Tile> tiles) {
    for (int level = 0; size >> level * Tile.HEIGHT > 0; level++) {
      long hashes = size >> level * Tile.HEIGHT;
      if (hashes % Tile.FULL != 0) {
        add(Tile.of(level, hashes / Tile.FULL, head.size()), tiles);
      }
    }
  }

  private void add(Tile tile, SortedSet<Tile> tiles) {
    Tile next = tile;
    while (tiles.add(next) && next.isFull()) {
      next = above(next);
    }
  }

  private Tile above(Tile full) {
    return Tile.of(full.level() + 1, full.index() / Tile.FULL, head.size());
  }

  /** Reads the tiles, side by side, with the right edge; nothing is verified yet. */
  void read(Collection<Tile> tiles) throws InterruptedIOException {
    SortedSet<Tile> all = new TreeSet<>(tiles);
    all.addAll(edge);
    reads.read(all);
  }

  @Override
  public byte[] hash(int level, long index) throws ChecksumDbException, IOException {
    Tile tile = tile(level, index);
    int above = level % Tile.HEIGHT;
    int from = (int) ((index << above) % Tile.FULL);
    if (tile.isFull()) {
      // The nodes of each level stand behind those of the level below.
      int node = 2 * Tile.FULL - (2 * Tile.FULL >> above) + (from >> above);
      return Arrays.copyOfRange(nodes(tile), node * Merkle.HASH, (node + 1) * Merkle.HASH);
    }
    // Every proof needs the nodes on the right edge.
    String key = level + "/" + index;
    byte[] known = edgeNodes.get(key);
    if (known == null) {
      known = merkle.subtree(verified(tile), from, 1 << above);
      edgeNodes.put(key, known);
    }
    return known;
  }

  private byte[] nodes(Tile full) throws ChecksumDbException, IOException {
    byte[] data = verified(full);
    byte[] nodes = recent.get(full);
    if (nodes == null) {
      nodes = merkle.nodes(data);
      recent.put(full, nodes);
    }
    return nodes;
  }

  /** The nodes of the tiles that were used last: proofs of neighbours share most of them. */
  private static final class Recent extends LinkedHashMap<Tile, byte[]> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 32;

    Recent() {
      super(2 * MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
      return size() > MOST;
    }
  }

  /** Returns a tile of which every hash leads to the root. */
  private byte[] verified(Tile tile) throws ChecksumDbException, IOException {
    verifyEdge();
    byte[] known = verified.get(tile);
    if (known == null) {
      // Full, or it would be on the edge; its parent then holds its hash.
      known = verify(tile);
      verified.put(tile, known);
    }
    return known;
  }

  private byte[] verify(Tile tile) throws ChecksumDbException, IOException {
    Tile above = above(tile);
    byte[] parent = verified(above);
    int entry = (int) (tile.index() % Tile.FULL) * Merkle.HASH;
    byte[] data = reads.get(tile);
    byte[] nodes = merkle.nodes(data);
    if (!isOnTop(nodes, parent, entry) && reads.isKept(tile)) {
      reads.refetch(List.of(tile));
      data = reads.get(tile);
      nodes = merkle.nodes(data);
    }
    if (!isOnTop(nodes, parent, entry)) {
      throw new ChecksumDbException(
          tile.path() + " does not hash to its entry in " + above.path() + ", which is verified");
    }
    recent.put(tile, nodes);
    return data;
  }

  private static boolean isOnTop(byte[] nodes, byte[] parent, int entry) {
    int top = nodes.length - Merkle.HASH;
    return Arrays.equals(nodes, top, nodes.length, parent, entry, entry + Merkle.HASH);
  }

  private void verifyEdge() throws ChecksumDbException, IOException {
    if (edgeVerified) {
      return;
    }
    Map<Tile, byte[]> tiles = edge();
    boolean kept = false;
    for (Tile tile : edge) {
      kept |= reads.isKept(tile);
    }
    if (kept && !makesUpRoot(tiles)) {
      reads.refetch(edge);
      tiles = edge();
    }
    if (!makesUpRoot(tiles)) {
      throw new ChecksumDbException(
          "the tiles on the right edge do not hash to the root of the tree of "
              + head.size()
              + " records");
    }
    verified.putAll(tiles);
    edgeVerified = true;
  }

  private Map<Tile, byte[]> edge() throws IOException {
    Map<Tile, byte[]> tiles = new TreeMap<>();
    for (Tile tile : edge) {
      tiles.put(tile, reads.get(tile));
    }
    return tiles;
  }

  private boolean makesUpRoot(Map<Tile, byte[]> tiles) throws ChecksumDbException, IOException {
    byte[] root =
        merkle.range(
            0,
            head.size(),
            (level, index) -> {
              int first = (int) ((index << level % Tile.HEIGHT) % Tile.FULL);
              byte[] data = tiles.get(tile(level, index));
              if (data == null) {
                throw new IllegalStateException("a tree's complete subtrees lie on its edge");
              }
              return merkle.subtree(data, first, 1 << level % Tile.HEIGHT);
            });
    return head.root().equals(Bytes.of(root));
  }

  /** Returns the tiles that were verified, to be kept. */
  Map<Tile, byte[]> verified() {
    return verified;
  }

  /** Returns the root of the beginning of that size, by this tree; null if it has fewer records. */
  byte @Nullable [] beginning(long size) throws ChecksumDbException, IOException {
    return size > head.size() ? null : merkle.range(0, size, this);
  }

  InclusionProof inclusion(long record) throws ChecksumDbException, IOException {
    return InclusionProof.of(record, head.size(), merkle, this);
  }

  ConsistencyProof consistency(long before) throws ChecksumDbException, IOException {
    return ConsistencyProof.of(before, head.size(), merkle, this);
  }
}
