package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs and tiles against the plain recursion of RFC 6962. */
class ProofsTest {
  private static final TestDatabase DATABASE = database();
  private static final FileReads FILES = new FileReads(DATABASE, null, 1, LookupProgress.NONE);

  private static TestDatabase database() {
    TestDatabase database = new TestDatabase("sum.example.com");
    database.fill(66_200);
    return database;
  }

  private static PlainTree plain() {
    return DATABASE.tree();
  }

  private static List<Bytes> list(List<byte[]> hashes) {
    return hashes.stream().map(Bytes::of).toList();
  }

  private static Bytes leaf(int index) {
    return Bytes.of(plain().root(index, index + 1));
  }

  private static Bytes root(int size) {
    return Bytes.of(plain().root(size));
  }

  private static TileTree tiles(int size) throws ChecksumDbException {
    VerifiedNote note = SignedNote.parse(DATABASE.head(size)).verify(List.of(DATABASE.key()));
    return new TileTree(TreeHead.of(note), new TileReads(FILES, false));
  }

  @AfterAll
  static void close() {
    FILES.close();
  }

  @Test
  void inclusionInEveryTreeUpTo300() throws Exception {
    for (int size = 1; size <= 300; size++) {
      for (int index = 0; index < size; index += size < 70 ? 1 : 1 + index % 7) {
        checkInclusion(index, size);
      }
    }
  }

  private static void checkInclusion(int index, int size) {
    List<Bytes> path = list(plain().inclusion(index, size));
    InclusionProof proof = new InclusionProof(index, size, path);
    assertTrue(proof.proves(leaf(index), root(size)), index + " in " + size);
    assertFalse(proof.proves(root(size + 1), root(size)));
    assertFalse(proof.proves(leaf(index), root(size + 1)));
    List<Bytes> steps = Objects.requireNonNull(proof.steps(leaf(index)));
    assertEquals(path.size() + 1, steps.size());
    assertEquals(root(size), steps.get(path.size()));
    for (int other : new int[] {index - 1, index + 1, index ^ 1, size, -1}) {
      assertFalse(new InclusionProof(other, size, path).proves(leaf(index), root(size)));
    }
    for (List<Bytes> wrong : wrong(path)) {
      assertFalse(new InclusionProof(index, size, wrong).proves(leaf(index), root(size)));
    }
  }

  /** Returns lists of hashes that differ from the right one. */
  private static List<List<Bytes>> wrong(List<Bytes> path) {
    List<List<Bytes>> all = new ArrayList<>();
    Bytes extra = Bytes.of(new byte[32]);
    for (int i = 0; i <= path.size(); i++) {
      List<Bytes> more = new ArrayList<>(path);
      more.add(i, i < path.size() ? path.get(i) : extra);
      all.add(more);
    }
    for (int i = 0; i < path.size(); i++) {
      byte[] bad = path.get(i).toArray();
      bad[i % 32] ^= 1;
      all.add(with(path, i, Bytes.of(bad)));
      all.add(with(path, i, Bytes.of(bad, 0, 31)));
      all.add(with(path, i, Bytes.of(new byte[33])));
      all.add(with(path, i, Bytes.of(new byte[0])));
      List<Bytes> less = new ArrayList<>(path);
      less.remove(i);
      all.add(less);
    }
    for (int i = 1; i < path.size(); i++) {
      List<Bytes> swapped = new ArrayList<>(path);
      Collections.swap(swapped, i - 1, i);
      all.add(swapped);
    }
    return all;
  }

  private static List<Bytes> with(List<Bytes> path, int index, Bytes hash) {
    List<Bytes> changed = new ArrayList<>(path);
    changed.set(index, hash);
    return changed;
  }

  @Test
  void consistencyOfEveryTwoTreesUpTo100() {
    for (int after = 1; after <= 100; after++) {
      for (int before = 0; before <= after; before++) {
        checkConsistency(before, after);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 255, 256, 257, 300, 512, 513, 65_535, 65_536, 65_537, 66_000})
  void consistencyAroundPowersOfTwo(int after) {
    Random random = new Random(after);
    for (int i = 0; i < 40; i++) {
      checkConsistency(random.nextInt(after), after);
      checkConsistency(after - random.nextInt(Math.min(after, 300)), after);
    }
    for (int bit = 1; bit < after; bit *= 2) {
      for (int before = bit - 1; before <= bit + 1 && before <= after; before++) {
        checkConsistency(before, after);
      }
    }
  }

  private static void checkConsistency(int before, int after) {
    List<Bytes> path = list(plain().consistency(before, after));
    ConsistencyProof proof = new ConsistencyProof(before, after, path);
    String what = before + " in " + after;
    assertTrue(proof.proves(root(before), root(after)), what);
    assertFalse(proof.proves(root(after + 1), root(after)), what);
    if (before > 0) {
      assertFalse(proof.proves(root(before), root(after + 1)), what);
      assertEquals(
          new ConsistencyProof.Roots(root(before), root(after)), proof.roots(root(before)));
      for (List<Bytes> wrong : wrong(path)) {
        ConsistencyProof bad = new ConsistencyProof(before, after, wrong);
        assertFalse(bad.proves(root(before), root(after)), what);
      }
      for (int other : new int[] {before - 1, before + 1}) {
        // Every tree begins with the empty one, whose proof is empty.
        if (other > 0 && other < after) {
          ConsistencyProof bad = new ConsistencyProof(other, after, path);
          assertFalse(bad.proves(root(other), root(after)), what);
        }
      }
    }
  }

  @Test
  void proofsOfTreesThatThereAreNotAreNone() {
    Bytes hash = leaf(0);
    for (long[] sizes :
        new long[][] {{-1, 5}, {5, 4}, {0, -1}, {Long.MIN_VALUE, Long.MAX_VALUE}, {-5, -5}}) {
      assertNull(new InclusionProof(sizes[1], sizes[0], List.of()).root(hash));
      ConsistencyProof proof = new ConsistencyProof(sizes[0], sizes[1], List.of(hash));
      assertNull(proof.roots(hash));
      assertFalse(proof.proves(hash, hash));
    }
    assertNull(new InclusionProof(0, Long.MAX_VALUE, List.of(hash)).root(hash));
    assertNull(new ConsistencyProof(1, Long.MAX_VALUE, List.of(hash)).roots(hash));
    assertNull(new ConsistencyProof(1, 2, List.of(hash)).roots(Bytes.of(new byte[3])));
    assertNull(new ConsistencyProof(3, 4, List.of(Bytes.of(new byte[3]))).roots(hash));
    assertFalse(new ConsistencyProof(0, 0, List.of()).proves(root(0), hash));
    assertTrue(new ConsistencyProof(0, 0, List.of()).proves(root(0), root(0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 300, 511, 512, 513, 65_280, 65_535, 65_536, 65_537})
  void tilesGiveThePlainProofs(int size) throws Exception {
    TileTree tree = tiles(size);
    Random random = new Random(size);
    for (int i = 0; i < 60; i++) {
      int index = i < 3 ? size - 1 - Math.min(i, size - 1) : random.nextInt(size);
      assertEquals(list(plain().inclusion(index, size)), tree.inclusion(index).path());
      int before = i == 0 ? size : 1 + random.nextInt(size);
      assertEquals(list(plain().consistency(before, size)), tree.consistency(before).path());
      assertArrayEquals(plain().root(before), tree.beginning(before));
    }
    assertArrayEquals(plain().root(0), tree.beginning(0));
    assertNull(tree.beginning(size + 1));
  }

  @Test
  void tilesThatAreReadSideBySideAreAllThatIsNeeded() throws Exception {
    for (int size :
        new int[] {1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_047, 66_048}) {
      TileTree tree = tiles(size);
      SortedSet<Tile> wanted = new TreeSet<>();
      List<Integer> places = List.of(0, size / 2, size - 1);
      for (int place : places) {
        tree.addPath(place, wanted);
        tree.addBeginning(place + 1, wanted);
      }
      tree.read(wanted);
      DATABASE.requests();
      for (int place : places) {
        tree.inclusion(place);
        tree.beginning(place + 1);
        tree.consistency(place + 1);
      }
      assertTrue(DATABASE.requests().isEmpty(), "size " + size);
    }
  }

  @Test
  void aTreeWithoutRecordsNeedsNoTile() throws Exception {
    TileTree tree = tiles(0);
    assertArrayEquals(plain().root(0), tree.beginning(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 66_100})
  void everyHashOfEveryTileCounts(int size) throws Exception {
    TileTree honest = tiles(size);
    SortedSet<Tile> wanted = new TreeSet<>();
    honest.addPath(7, wanted);
    honest.addPath(size - 1, wanted);
    for (Tile tile : wanted) {
      for (int hash = 0; hash < tile.width(); hash += 1 + tile.width() / 9) {
        int at = hash * 32 + hash % 32;
        DATABASE.lie(
            path -> path.equals(tile.path()),
            truth -> {
              truth[at] ^= 4;
              return truth;
            });
        TileTree tree = tiles(size);
        assertThrows(
            ChecksumDbException.class,
            () -> {
              tree.inclusion(7);
              tree.inclusion(size - 1);
            },
            tile.path());
        DATABASE.honest();
      }
    }
  }

  @Test
  void pathsOfTiles() throws IOException {
    assertEquals("tile/8/0/000", new Tile(0, 0, 256).path());
    assertEquals("tile/8/0/x180/634", new Tile(0, 180_634, 256).path());
    assertEquals("tile/8/1/704.p/12", new Tile(1, 704, 12).path());
    assertEquals("tile/8/3/x001/x234/067.p/1", new Tile(3, 1_234_067, 1).path());
    assertEquals("tile/8/0/x001/000", new Tile(0, 1000, 256).path());
    assertEquals("tile/8/0/x001/x000/000", new Tile(0, 1_000_000, 256).path());
  }

  @Test
  void leavesAreHashedApartFromNodes() {
    byte[] record = "record\n".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(PlainTree.leaf(record), new Merkle().leaf(record));
    byte[] pair = new byte[64];
    assertFalse(
        Arrays.equals(new Merkle().leaf(pair), new Merkle().node(new byte[32], new byte[32])));
  }
}
