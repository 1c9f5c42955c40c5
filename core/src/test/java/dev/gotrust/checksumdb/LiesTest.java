package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source may answer, and what a verifier makes of it. */
class LiesTest extends DatabaseRuns {
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
}
