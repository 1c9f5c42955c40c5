package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database may do, and what a verifier makes of it. */
class LiesTest {
  private static final Predicate<String> TILES = path -> path.startsWith("tile/");

  private final TestDatabase database = new TestDatabase("sum.example.com");
  private final MemoryStore store = new MemoryStore();
  private final List<ModuleVersion> modules = new ArrayList<>();

  @BeforeEach
  void modulesThroughoutTheTree() {
    for (int size : new int[] {3, 200, 255, 256, 500, 600}) {
      database.fill(size);
      ModuleVersion module = new ModuleVersion("example.com/Mod" + size, "v1.0.0");
      database.add(module);
      modules.add(module);
    }
    database.fill(700);
  }

  private ModuleVersion first() {
    return modules.get(0);
  }

  private ModuleVersion last() {
    return modules.get(modules.size() - 1);
  }

  private static String lookup(ModuleVersion module) {
    return Objects.requireNonNull(LookupPath.of(module));
  }

  private DatabaseAnswers prove(DatabaseFiles source, boolean keep) throws IOException {
    return ChecksumDatabase.online(database.key(), source, keep ? store : null)
        .prove(modules, LookupProgress.NONE);
  }

  private DatabaseAnswers prove() throws IOException {
    return prove(database, true);
  }

  private void assertAllProven(DatabaseAnswers answers) {
    assertAllProvenBut(null, answers);
  }

  private void assertAllProvenBut(@Nullable ModuleVersion left, DatabaseAnswers answers) {
    for (ModuleVersion module : modules) {
      if (!module.equals(left)) {
        Answer answer = answers.answer(module);
        ProvenRecord record = assertInstanceOf(Answer.Proven.class, answer).record();
        assertEquals(TestDatabase.h1(module.toString()), record.zipH1());
        assertEquals(TestDatabase.h1(module + "/go.mod"), record.goModH1());
        assertTrue(record.proof().proves(record.leaf(), record.head().root()));
      }
    }
    assertNull(answers.fork());
  }

  private void assertAll(Class<? extends Answer> kind, DatabaseAnswers answers) {
    for (ModuleVersion module : modules) {
      assertInstanceOf(kind, answers.answer(module), () -> answers.answer(module).toString());
    }
  }

  private void assertAskedOnce() {
    database.requests().forEach((path, times) -> assertEquals(1, times, path));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anHonestDatabaseProvesAllAndIsAskedOnceForEachFile(boolean keep) throws Exception {
    DatabaseAnswers answers = prove(database, keep);
    assertAllProven(answers);
    assertNull(answers.remark());
    assertEquals(700, Objects.requireNonNull(answers.head()).size());
    assertAskedOnce();
  }

  @Test
  void whatWasKeptNeedsNoRequest() throws Exception {
    prove();
    database.requests();
    assertAllProven(prove());
    assertTrue(database.requests().isEmpty());
    assertAllProven(
        ChecksumDatabase.kept(database.key(), store).prove(modules, LookupProgress.NONE));
  }

  @Test
  void aTreeThatGrewIsHeldAgainstTheKeptHead() throws Exception {
    prove();
    database.requests();
    database.fill(1000);
    ModuleVersion added = new ModuleVersion("example.com/added", "v1.0.0");
    database.add(added);
    modules.add(added);
    DatabaseAnswers answers = prove();
    assertAllProven(answers);
    assertAskedOnce();
    assertArrayEquals(database.head(1001), store.latest());
  }

  @Test
  void filesOfAnotherSourceOfTheSameContentRepeatTheRun() throws Exception {
    database.withhold(path -> path.equals(lookup(first())));
    DatabaseAnswers before = prove();
    DatabaseAnswers after =
        ChecksumDatabase.replay(database.key(), pack(before)).prove(modules, LookupProgress.NONE);
    assertInstanceOf(Answer.Unknown.class, after.answer(first()));
    assertAllProvenBut(first(), after);
    assertEquals(before.files().keySet(), after.files().keySet());
    before
        .files()
        .forEach((path, data) -> assertTrue(Arrays.equals(data, after.files().get(path)), path));
  }

  @Test
  void aPackWithoutOneOfItsFilesProvesLessAndAccusesNobody() throws Exception {
    DatabaseAnswers before = prove();
    for (String missing : before.files().keySet()) {
      DatabaseFiles pack = pack(before);
      DatabaseFiles less =
          new TestFiles(
              path -> {
                if (path.equals(missing)) {
                  throw new MissingFileException("not in the pack");
                }
                return pack.read(path, Integer.MAX_VALUE);
              });
      DatabaseAnswers after =
          ChecksumDatabase.replay(database.key(), less).prove(modules, LookupProgress.NONE);
      assertNull(after.fork(), missing);
      int proven = 0;
      for (ModuleVersion module : modules) {
        assertFalse(after.answer(module) instanceof Answer.Refuted, missing);
        proven += after.answer(module) instanceof Answer.Proven ? 1 : 0;
      }
      assertTrue(proven < modules.size(), missing);
    }
  }

  private static DatabaseFiles pack(DatabaseAnswers answers) {
    return new TestFiles(
        path -> {
          byte[] data = answers.files().get(path);
          if (data == null) {
            String what = answers.files().containsKey(path) ? "unknown" : "not in the pack";
            throw new MissingFileException(what);
          }
          return data;
        });
  }

  @Test
  void aRecordWithAnotherHashIsRefuted() throws Exception {
    database.lie(
        path -> path.equals(lookup(first())),
        truth -> {
          String text = new String(truth, StandardCharsets.UTF_8);
          String other = TestDatabase.h1("forged");
          return text.replace(TestDatabase.h1(first().toString()), other)
              .getBytes(StandardCharsets.UTF_8);
        });
    DatabaseAnswers answers = prove();
    assertInstanceOf(Answer.Refuted.class, answers.answer(first()));
    assertAllProvenBut(first(), answers);
    assertFalse(store.files.containsKey(lookup(first())));
  }

  @Test
  void theRecordOfAnotherModuleIsRefuted() throws Exception {
    byte[] other = database.read(lookup(last()), 1 << 16);
    database.lie(path -> path.equals(lookup(first())), truth -> other);
    DatabaseAnswers answers = prove();
    assertInstanceOf(Answer.Refuted.class, answers.answer(first()));
    assertAllProvenBut(first(), answers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\n", "699\n", "700\n", "281474976710655\n"})
  void anotherNumberOfARecordIsRefuted(String number) throws Exception {
    database.lie(
        path -> path.equals(lookup(first())),
        truth -> {
          String text = new String(truth, StandardCharsets.UTF_8);
          return (number + text.substring(text.indexOf('\n') + 1)).getBytes(StandardCharsets.UTF_8);
        });
    DatabaseAnswers answers = prove();
    assertInstanceOf(Answer.Refuted.class, answers.answer(first()));
    assertAllProvenBut(first(), answers);
  }

  @Test
  void aSignatureByAnotherKeyIsRefuted() throws Exception {
    TestSigner stranger = new TestSigner("sum.example.com");
    byte[] root = database.tree().root(700);
    byte[] head = stranger.note(TestDatabase.text(700, root));
    String record = new String(database.lookup(3, 700), StandardCharsets.UTF_8);
    byte[] forged =
        (record.substring(0, record.indexOf("\n\n") + 2) + new String(head, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    database.lie(path -> path.equals(lookup(first())), truth -> forged);
    DatabaseAnswers answers = prove();
    assertInstanceOf(Answer.Refuted.class, answers.answer(first()));
    assertAllProvenBut(first(), answers);
  }

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

  private TestDatabase forked(int at, int size) {
    TestDatabase fork = database.fork(at);
    fork.tree().add(PlainTree.leaf("the fork".getBytes(StandardCharsets.UTF_8)));
    for (ModuleVersion module : modules) {
      if (!fork.knows(module)) {
        fork.add(module);
      }
    }
    fork.fill(size);
    return fork;
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

  private static Fork forkOf(DatabaseAnswers answers) {
    return Objects.requireNonNull(answers.fork(), () -> answers.answers().toString());
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

  private static byte[] under(byte[] answer, byte[] head) {
    String text = new String(answer, StandardCharsets.UTF_8);
    String record = text.substring(0, text.indexOf("\n\n") + 2);
    return (record + new String(head, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
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

  private static void assertNothingProven(DatabaseAnswers answers) {
    for (Answer answer : answers.answers().values()) {
      assertFalse(answer instanceof Answer.Proven, String.valueOf(answer));
    }
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
  void anAnswerThatThereIsNoneIsUnknown() throws Exception {
    database.withhold(path -> path.equals(lookup(first())));
    DatabaseAnswers answers = prove();
    assertInstanceOf(Answer.Unknown.class, answers.answer(first()));
    assertAllProvenBut(first(), answers);
    assertTrue(answers.files().containsKey(lookup(first())));
  }

  @Test
  void aLookupThatFailsLeavesTheOthersProven() throws Exception {
    database.fail(path -> path.equals(lookup(first())));
    DatabaseAnswers answers = prove();
    assertInstanceOf(Answer.Unreachable.class, answers.answer(first()));
    assertAllProvenBut(first(), answers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fails", "late", "missing", "short", "long", "empty", "wrong"})
  void aBadTileLeavesThoseBesideItProven(String how) throws Exception {
    database.lie(path -> path.equals("tile/8/0/001"), truth -> bad(how, truth));
    DatabaseAnswers answers = prove();
    Class<? extends Answer> kind =
        how.equals("wrong") ? Answer.Refuted.class : Answer.Unreachable.class;
    int others = 0;
    for (ModuleVersion module : modules) {
      boolean below = module.path().endsWith("256") || module.path().endsWith("500");
      assertEquals(below ? kind : Answer.Proven.class, answers.answer(module).getClass());
      others += below ? 0 : 1;
    }
    assertEquals(4, others);
    assertFalse(store.files.containsKey("tile/8/0/001"));
  }

  private static byte[] bad(String how, byte[] truth) throws IOException {
    switch (how) {
      case "fails":
        throw new IOException("no route");
      case "late":
        throw new SocketTimeoutException("no answer within a second");
      case "missing":
        throw new MissingFileException("404");
      case "short":
        return Arrays.copyOf(truth, truth.length - 1);
      case "long":
        return Arrays.copyOf(truth, truth.length + 1);
      case "empty":
        return new byte[0];
      default:
        truth[5] ^= 1;
        return truth;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fails", "late", "missing", "short", "empty", "wrong"})
  void aBadTileOnTheEdgeProvesNothing(String how) throws Exception {
    database.lie(path -> path.startsWith("tile/8/1/"), truth -> bad(how, truth));
    DatabaseAnswers answers = prove();
    assertAll(Answer.Unreachable.class, answers);
    assertTrue(store.files.isEmpty());
    assertNull(store.latest());
  }

  @Test
  void narrowTilesMayGiveWayToFullOnes() throws Exception {
    database.serve(600);
    modules.remove(last());
    prove();
    store.files.keySet().removeIf(TILES);
    database.serve(-1);
    database.fill(768);
    database.withhold(path -> path.equals("tile/8/0/002.p/88"));
    assertAllProven(prove());
  }

  @Test
  void whatWasDamagedSinceItWasKeptIsAskedForAgain() throws Exception {
    prove();
    database.requests();
    for (String path : List.copyOf(store.files.keySet())) {
      byte[] good = Objects.requireNonNull(store.files.get(path));
      for (int how = 0; how < 5; how++) {
        store.files.put(path, damaged(good, how));
        assertAllProven(prove());
        // The note of a kept answer is not read: another stands for it.
        if (TILES.test(path) || how != 1) {
          assertArrayEquals(good, store.files.get(path), path + " is mended, " + how);
        }
        assertAskedOnce();
      }
    }
  }

  @Test
  void whatWasKeptAndCannotBeUsedIsAmongThePlannedLookups() throws Exception {
    prove();
    ChecksumDatabase online = ChecksumDatabase.online(database.key(), database, store);
    assertEquals(List.of(), online.lookups(modules));
    store.files.put(lookup(first()), new byte[0]);
    assertEquals(List.of(lookup(first())), online.lookups(modules));
    store.keepLatest(null);
    assertEquals(modules.size(), online.lookups(modules).size());
    store.keepLatest("no note".getBytes(StandardCharsets.UTF_8));
    assertEquals(modules.size(), online.lookups(modules).size());
  }

  private static byte[] damaged(byte[] good, int how) {
    byte[] bad = good.clone();
    if (how < 3) {
      bad[how * (bad.length - 1) / 2] ^= 1;
    }
    return how == 3 ? Arrays.copyOf(good, good.length - 1) : how == 4 ? new byte[0] : bad;
  }

  @Test
  void aDamagedRecordThatWasKeptIsNotTakenWithoutASource() throws Exception {
    prove();
    String path = lookup(first());
    String text = new String(Objects.requireNonNull(store.files.get(path)), StandardCharsets.UTF_8);
    store.files.put(
        path,
        text.replace(TestDatabase.h1(first().toString()), TestDatabase.h1("forged"))
            .getBytes(StandardCharsets.UTF_8));
    DatabaseAnswers answers =
        ChecksumDatabase.kept(database.key(), store).prove(modules, LookupProgress.NONE);
    assertInstanceOf(Answer.Refuted.class, answers.answer(first()));
    assertAllProvenBut(first(), answers);
  }

  @Test
  void aHeadThatAnotherProcessKeptMeanwhileStaysIfItIsTheLater() throws Exception {
    database.serve(650);
    store.beforeReplacing(
        () -> {
          database.serve(-1);
          store.keepLatest(database.head(700));
        });
    DatabaseAnswers answers = prove();
    assertAllProven(answers);
    assertNull(answers.remark());
    assertArrayEquals(database.head(700), store.latest());
  }

  @Test
  void aHeadThatAnotherProcessKeptMeanwhileGivesWayIfItIsTheEarlier() throws Exception {
    store.beforeReplacing(() -> store.keepLatest(database.head(400)));
    DatabaseAnswers answers = prove();
    assertAllProven(answers);
    assertArrayEquals(database.head(700), store.latest());
  }

  @Test
  void aForkThatAnotherProcessKeptMeanwhileIsSeen() throws Exception {
    byte[] head = forked(201, 400).head(400);
    store.beforeReplacing(() -> store.keepLatest(head));
    Fork found = forkOf(prove());
    assertEquals(400, found.before().size());
    assertArrayEquals(head, store.latest());
  }

  @Test
  void aHeadThatOthersReplaceAllTheWhileIsSaid() throws Exception {
    TreeStore busy =
        new TreeStore() {
          @Override
          public byte @Nullable [] read(String path, int cap) {
            return store.read(path, cap);
          }

          @Override
          public void write(String path, byte[] data) {
            store.write(path, data);
          }

          @Override
          public byte @Nullable [] latest() {
            return null;
          }

          @Override
          public boolean replaceLatest(byte @Nullable [] before, byte[] after) {
            return false;
          }
        };
    DatabaseAnswers answers =
        ChecksumDatabase.online(database.key(), database, busy).prove(modules, LookupProgress.NONE);
    assertAllProven(answers);
    assertTrue(Objects.requireNonNull(answers.remark()).contains("could not be kept"));
  }

  @Test
  void aBrokenKeptHeadProvesNothing() throws Exception {
    store.keepLatest("broken".getBytes(StandardCharsets.UTF_8));
    assertAll(Answer.Refuted.class, prove());
    assertTrue(database.requests().isEmpty());
  }

  @Test
  void pathsThatLeadElsewhereAreNotAskedFor() throws Exception {
    modules.clear();
    for (String path :
        List.of(
            "", "/", "..", "../x", "a/../b", "a//b", "/a", "a/", "a/.b", "a./b", "-a", ".a", "a b",
            "a@b", "a?b", "a%2fb", "a\\b", "ä", "a\n")) {
      modules.add(new ModuleVersion(path, "v1.0.0"));
    }
    for (String version : List.of("", ".", "..", "v1/../x", "v1/", "/v1", "v1\u0000", "v1.")) {
      modules.add(new ModuleVersion("example.com/m", version));
    }
    assertAll(Answer.NotAsked.class, prove());
    assertTrue(database.requests().isEmpty());
  }

  @Test
  void anInterruptEndsTheRunAndItsThreads() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    DatabaseFiles stuck =
        new TestFiles(
            path -> {
              asked.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
              }
              return new byte[0];
            });
    Thread caller =
        new Thread(
            () -> {
              try {
                prove(stuck, true);
              } catch (IOException expected) {
                thrown.set(expected);
              }
            });
    caller.start();
    asked.await();
    caller.interrupt();
    caller.join();
    assertInstanceOf(InterruptedIOException.class, thrown.get());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("checksum-db") && !before.contains(thread)) {
        thread.join();
      }
    }
  }

  @Test
  void noSizeThatIsSignedOverflowsAnything() throws Exception {
    for (long size : new long[] {1L << 48, (1L << 48) - 1, 1L << 47, (1L << 40) + 1}) {
      byte[] head = database.signer().note(TestDatabase.text(size, new byte[32]));
      database.honest();
      database.lie(path -> path.startsWith("lookup/"), truth -> under(truth, head));
      assertAll(Answer.Unreachable.class, prove(database, false));
    }
    for (String size : List.of("281474976710657", "9223372036854775807", "-1", "00", "+5")) {
      String text = "go.sum database tree\n" + size + "\n" + "A".repeat(43) + "=\n";
      byte[] head = database.signer().note(text);
      database.honest();
      database.lie(path -> path.startsWith("lookup/"), truth -> under(truth, head));
      assertAll(Answer.Refuted.class, prove(database, false));
    }
  }

  /** Files by a function. */
  private record TestFiles(Reading reading) implements DatabaseFiles {
    private interface Reading {
      byte[] of(String path) throws IOException;
    }

    @Override
    public byte[] read(String path, int cap) throws IOException {
      return reading.of(path);
    }

    @Override
    public String location() {
      return "test:";
    }
  }
}
