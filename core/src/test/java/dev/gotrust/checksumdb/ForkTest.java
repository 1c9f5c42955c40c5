package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that exclude each other, and those that only look so. */
class ForkTest extends DatabaseRuns {
  @Test
  void staleHeadsOfTheSameTreeAreNoLie() throws Exception {
    int[] sizes = {4, 201, 256, 512, 511, 601};
    for (int i = 0; i < sizes.length; i++) {
      database.serveHead(modules.get(i), sizes[i]);
    }
    DatabaseAnswers answers = prove();
    assertAllProven(answers);
    assertEquals(601, Objects.requireNonNull(answers.head()).size());
    assertAskedOnce();
  }

  @Test
  void aKeptHeadLargerThanThatOfTheServerIsNoAlarm() throws Exception {
    prove();
    store.files.clear();
    database.lie(path -> path.equals("latest"), truth -> database.head(650));
    for (ModuleVersion module : modules) {
      database.serveHead(module, 650);
    }
    DatabaseAnswers answers = prove();
    assertAllProven(answers);
    assertArrayEquals(database.head(700), store.latest());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 201, 256, 257, 512, 650, 699})
  void aForkOfTheKeptTreeIsShownWithItsProof(int at) throws Exception {
    prove();
    TestDatabase fork = forked(at, 900);
    store.files.clear();
    DatabaseAnswers answers = prove(fork, true);
    Fork found = forkOf(answers);
    assertEquals(700, found.before().size());
    assertEquals(900, found.after().size());
    ConsistencyProof proof = Objects.requireNonNull(found.proof());
    Bytes computed = Objects.requireNonNull(found.computed());
    assertTrue(proof.proves(computed, found.after().root()));
    assertNotEquals(computed, found.before().root());
    assertFalse(proof.proves(found.before().root(), found.after().root()));
    assertArrayEquals(database.head(700), store.latest(), "the head that was kept stays");
    assertTrue(store.files.isEmpty(), "nothing of a forked tree is kept");
  }

  @Test
  void aForkIsSeenWhenTheKeptTreeIsTheLarger() throws Exception {
    prove();
    TestDatabase fork = forked(201, 690);
    store.files.keySet().removeIf(path -> path.startsWith("lookup/"));
    // The tiles of the kept tree come from the honest database still.
    DatabaseFiles both =
        new TestFiles(
            path ->
                path.startsWith("tile/") ? database.read(path, 1 << 16) : fork.read(path, 1 << 16));
    Fork found = forkOf(prove(both, true));
    assertEquals(690, found.before().size());
    assertEquals(700, found.after().size());
    assertTrue(
        Objects.requireNonNull(found.proof())
            .proves(Objects.requireNonNull(found.computed()), found.after().root()));
  }

  @Test
  void twoRootsOfOneSizeAreAForkWhateverIsWithheld() throws Exception {
    TestDatabase fork = forked(201, 700);
    byte[] head = fork.head(700);
    database.lie(path -> path.equals(lookup(first())), truth -> under(truth, head));
    database.withhold(TILES);
    Fork found = forkOf(prove());
    assertEquals(700, found.before().size());
    assertEquals(700, found.after().size());
    assertNull(found.proof());
    assertNotEquals(found.before().root(), found.after().root());
  }

  @Test
  void twoAnswersOfDifferentTreesAreAFork() throws Exception {
    TestDatabase fork = forked(201, 650);
    byte[] head = fork.head(650);
    database.lie(path -> path.equals(lookup(first())), truth -> under(truth, head));
    Fork found = forkOf(prove());
    assertEquals(650, found.before().size());
    assertNull(store.latest(), "no head of a forked tree is kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "failing", "wrong"})
  void whoWithholdsTheTilesThatWouldShowAForkProvesNothing(String how) throws Exception {
    database.serve(600);
    modules.remove(last());
    prove();
    // Only the tile at the end of the kept tree tells; no record lies there.
    TestDatabase fork = forked(599, 900);
    store.files.clear();
    Predicate<String> telling = path -> path.equals("tile/8/0/002");
    if (how.equals("missing")) {
      fork.withhold(telling);
    } else if (how.equals("failing")) {
      fork.fail(telling);
    } else {
      fork.lie(telling, truth -> new byte[truth.length]);
    }
    DatabaseAnswers answers = prove(fork, true);
    assertAll(Answer.Unreachable.class, answers);
    assertNull(answers.fork());
    assertArrayEquals(database.head(600), store.latest(), "the head that was kept stays");
    assertTrue(store.files.isEmpty(), "nothing that may be of a fork is kept");
  }

  @Test
  void aTreeThatShrankIsAFork() throws Exception {
    prove();
    store.files.clear();
    database.serve(650);
    Fork found = forkOf(prove());
    assertEquals(700, found.before().size());
    assertEquals(650, found.after().size());
    assertNull(found.proof());
    assertTrue(found.reason().contains("shrank"));
    assertArrayEquals(database.head(700), store.latest());
  }

  @Test
  void anOlderSnapshotIsNoTreeThatShrank() throws Exception {
    prove();
    store.files.clear();
    database.serve(650);
    DatabaseFiles snapshot =
        new DatabaseFiles() {
          @Override
          public byte[] read(String path, int cap) throws IOException {
            return database.read(path, cap);
          }

          @Override
          public String location() {
            return "file:///snapshot";
          }

          @Override
          public boolean isSnapshot() {
            return true;
          }
        };
    DatabaseAnswers answers =
        ChecksumDatabase.online(database.key(), snapshot, store)
            .prove(modules, LookupProgress.NONE);
    assertNull(answers.fork());
    assertNothingProven(answers);
    assertArrayEquals(database.head(700), store.latest());
  }

  @Test
  void aSourceWithoutAnyTilesIsNoTreeThatShrank() throws Exception {
    prove();
    store.files.keySet().removeIf(path -> path.startsWith("lookup/") || path.contains(".p/"));
    database.serve(650);
    database.withhold(TILES);
    DatabaseAnswers answers = prove();
    assertNull(answers.fork());
    assertAll(Answer.Unreachable.class, answers);
  }

  @Test
  void aForkThatAnotherProcessKeptMeanwhileIsSeen() throws Exception {
    byte[] head = forked(201, 400).head(400);
    store.beforeReplacing(() -> store.keepLatest(head));
    Fork found = forkOf(prove());
    assertEquals(400, found.before().size());
    assertArrayEquals(head, store.latest());
  }
}
