package dev.gotrust.checksumdb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tiles as they came, from what was kept or from the source, each asked for once. Not thread-safe.
 */
final class TileReads {
  private final FileReads files;
  private final boolean fromSource;
  private final Map<Tile, FileReads.Outcome<byte[]>> reads = new HashMap<>();
  private final Set<Tile> kept = new HashSet<>();

  /**
   * Creates reads.
   *
   * @param fromSource whether what was kept is passed over
   */
  TileReads(FileReads files, boolean fromSource) {
    this.files = files;
    this.fromSource = fromSource;
  }

  /** Reads those that were not read before, side by side. */
  void read(Collection<Tile> tiles) throws InterruptedIOException {
    List<Tile> missing = new ArrayList<>();
    for (Tile tile : tiles) {
      if (!reads.containsKey(tile)) {
        byte[] data = kept(tile);
        if (data == null) {
          missing.add(tile);
        } else {
          reads.put(tile, new FileReads.Outcome<>(data, null));
          kept.add(tile);
        }
      }
    }
    fetch(missing);
  }

  private byte @Nullable [] kept(Tile tile) {
    byte[] data = fromSource ? null : files.kept(tile.path(), tile.bytes());
    if (data == null && !fromSource && !tile.isFull()) {
      data = files.kept(tile.full().path(), tile.full().bytes());
    }
    return data == null ? null : cut(data, tile);
  }

  /** The first hashes of a wider tile are those of a narrower one. */
  private static byte @Nullable [] cut(byte[] data, Tile tile) {
    boolean fits = data.length == tile.bytes() || data.length == tile.full().bytes();
    return fits ? Arrays.copyOf(data, tile.bytes()) : null;
  }

  private void fetch(List<Tile> tiles) throws InterruptedIOException {
    List<FileReads.Task<byte[]>> tasks = new ArrayList<>();
    for (Tile tile : tiles) {
      tasks.add(() -> fetch(tile));
    }
    List<FileReads.Outcome<byte[]>> outcomes = files.all(tasks);
    for (int i = 0; i < tiles.size(); i++) {
      reads.put(tiles.get(i), outcomes.get(i));
      kept.remove(tiles.get(i));
    }
  }

  private byte[] fetch(Tile tile) throws IOException {
    byte[] data;
    try {
      data = files.fetch(tile.path(), tile.bytes());
    } catch (MissingFileException narrow) {
      if (tile.isFull()) {
        throw narrow;
      }
      // Once a tile is full, a server need not keep the narrower ones.
      data = files.fetch(tile.full().path(), tile.full().bytes());
    }
    byte[] cut = cut(data, tile);
    if (cut == null) {
      throw new IOException(
          files.location()
              + tile.path()
              + ": "
              + tile.bytes()
              + " bytes were expected, but "
              + data.length
              + " came");
    }
    return cut;
  }

  /**
   * Returns the bytes of a tile; one that was not read with the others is read now.
   *
   * @throws IOException if they could not be read
   */
  byte[] get(Tile tile) throws IOException {
    read(List.of(tile));
    FileReads.Outcome<byte[]> read = Objects.requireNonNull(reads.get(tile));
    if (read.failure() != null) {
      throw read.failure();
    }
    return Objects.requireNonNull(read.value());
  }

  /** Whether a tile came from what was kept, where it may have been damaged. */
  boolean isKept(Tile tile) {
    return kept.contains(tile);
  }

  /** Reads tiles anew from the source. */
  void refetch(List<Tile> tiles) throws InterruptedIOException {
    fetch(tiles);
  }
}
