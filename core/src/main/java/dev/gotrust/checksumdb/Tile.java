package dev.gotrust.checksumdb;

/**
 * Up to 256 hashes of one level of a tree, as they are fetched (golang.org/x/mod/sumdb/tlog, {@code
 * Tile}, of height 8).
 *
 * @param level of the tiling: hashes of level 8 times this one
 * @param index of the tile within its level
 * @param width how many hashes there are, 256 in a full tile
 */
record Tile(int level, long index, int width) implements Comparable<Tile> {
  static final int HEIGHT = 8;
  static final int FULL = 1 << HEIGHT;
  private static final int GROUP = 1000;

  /** Returns the tile with that index, as wide as a tree of that size has it. */
  static Tile of(int level, long index, long size) {
    long hashes = size >> level * HEIGHT;
    return new Tile(level, index, (int) Math.min(FULL, hashes - index * FULL));
  }

  boolean isFull() {
    return width == FULL;
  }

  Tile full() {
    return new Tile(level, index, FULL);
  }

  int bytes() {
    return width * Merkle.HASH;
  }

  /** Returns the path, such as {@code tile/8/0/x180/634} or {@code tile/8/1/704.p/12}. */
  String path() {
    StringBuilder number = new StringBuilder(digits(index % GROUP));
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      number.insert(0, 'x' + digits(rest % GROUP) + '/');
    }
    String path = "tile/" + HEIGHT + '/' + level + '/' + number;
    return isFull() ? path : path + ".p/" + width;
  }

  private static String digits(long group) {
    String digits = Long.toString(GROUP + group);
    return digits.substring(1);
  }

  @Override
  public int compareTo(Tile other) {
    int order = Integer.compare(level, other.level);
    order = order != 0 ? order : Long.compare(index, other.index);
    return order != 0 ? order : Integer.compare(width, other.width);
  }
}
