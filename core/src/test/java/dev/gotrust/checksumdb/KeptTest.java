package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.module.ModuleVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept from run to run, and what became of it meanwhile. */
class KeptTest extends DatabaseRuns {
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
}
