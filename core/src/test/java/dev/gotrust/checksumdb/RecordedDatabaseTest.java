package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.fixtures.RecordedDatabase;
import dev.gotrust.module.ModuleVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What Go's checksum database once answered, proven anew. */
class RecordedDatabaseTest {
  private static final VerifierKey KEY = VerifierKey.parse(RecordedDatabase.key());

  private static final ModuleVersion CAPITALS =
      new ModuleVersion("github.com/BurntSushi/toml", "v1.4.0");
  private static final List<ModuleVersion> MODULES =
      List.of(
          new ModuleVersion("golang.org/x/mod", "v0.30.0"),
          CAPITALS,
          new ModuleVersion("github.com/docker/docker", "v27.3.1+incompatible"),
          new ModuleVersion("golang.org/x/exp", "v0.0.0-20240205201215-2c58cdc269a3"),
          new ModuleVersion("golang.org/toolchain", "v0.0.1-go1.26.8.linux-amd64"));

  /** Files of a map. */
  private record Recorded(SortedMap<String, byte[]> files, Set<String> read)
      implements DatabaseFiles {
    @Override
    public synchronized byte[] read(String path, int cap) throws MissingFileException {
      byte[] data = files.get(path);
      if (data == null) {
        throw new MissingFileException(path + " was not recorded");
      }
      assertTrue(data.length <= cap, path);
      read.add(path);
      return data;
    }

    @Override
    public String location() {
      return "recorded:";
    }
  }

  private static DatabaseAnswers prove(SortedMap<String, byte[]> files, Set<String> read)
      throws Exception {
    return ChecksumDatabase.replay(KEY, new Recorded(files, read))
        .prove(MODULES, LookupProgress.NONE);
  }

  private static ProvenRecord record(DatabaseAnswers answers, ModuleVersion module) {
    Answer answer = answers.answer(module);
    return assertInstanceOf(Answer.Proven.class, answer, answer::toString).record();
  }

  @Test
  void everyModuleIsProvenUnderTheLatestHead() throws Exception {
    SortedMap<String, byte[]> files = RecordedDatabase.files();
    Set<String> read = new HashSet<>();
    DatabaseAnswers answers = prove(files, read);
    assertNull(answers.fork());
    TreeHead head = Objects.requireNonNull(answers.head());
    for (ModuleVersion module : MODULES) {
      ProvenRecord record = record(answers, module);
      assertEquals(head, record.head());
      String zip = module.path() + ' ' + module.version() + ' ' + record.zipH1() + '\n';
      String goMod = module.path() + ' ' + module.version() + "/go.mod " + record.goModH1() + '\n';
      assertEquals(zip + goMod, record.text());
    }
    assertEquals(
        "h1:fDEXFVZ/fmCKProc/yAXXUijritrDzahmwwefnjoPFk=", record(answers, MODULES.get(0)).zipH1());
    assertEquals(
        "h1:kuoIxZQy2WRRk1pttg9asf+WVv6tWQuBNVmK8+nqPr0=", record(answers, CAPITALS).zipH1());
    assertEquals(46_242_340, record(answers, MODULES.get(0)).id());
    assertTrue(answers.files().containsKey("lookup/github.com/!burnt!sushi/toml@v1.4.0"));
  }

  @Test
  void theHeadsOfTheAnswersAreHeldAgainstTheLatest() throws Exception {
    Set<Long> sizes = new HashSet<>();
    for (ModuleVersion module : MODULES) {
      byte[] data = RecordedDatabase.files().get(LookupPath.of(module));
      SignedNote note = LookupAnswer.parse(module, Objects.requireNonNull(data)).note();
      sizes.add(TreeHead.of(note.verify(List.of(KEY))).size());
    }
    assertTrue(sizes.size() >= 3, sizes::toString);
  }

  @Test
  void whatItReadsRepeatsIt() throws Exception {
    DatabaseAnswers answers = prove(RecordedDatabase.files(), new HashSet<>());
    DatabaseAnswers again = prove(answers.files(), new HashSet<>());
    for (ModuleVersion module : MODULES) {
      assertEquals(record(answers, module).proof(), record(again, module).proof());
    }
    // Every answer that was recorded stands under the latest head: no others are held against it.
    assertTrue(answers.files().keySet().containsAll(again.files().keySet()));
    assertEquals(again.files().keySet(), prove(again.files(), new HashSet<>()).files().keySet());
  }

  @Test
  void everyFileThatIsReadCounts() throws Exception {
    SortedMap<String, byte[]> good = RecordedDatabase.files();
    Set<String> read = new HashSet<>();
    prove(good, read);
    for (String path : read) {
      for (int place = 0; place < 3; place++) {
        SortedMap<String, byte[]> files = RecordedDatabase.files();
        byte[] bad = Objects.requireNonNull(files.get(path));
        bad[place * (bad.length - 1) / 2] ^= 1;
        DatabaseAnswers answers = prove(files, new HashSet<>());
        long proven =
            MODULES.stream().filter(m -> answers.answer(m) instanceof Answer.Proven).count();
        assertNotEquals(MODULES.size(), proven, path + " changed at " + place);
        assertNull(answers.fork(), "nothing that is not signed accuses the database");
      }
    }
  }

  @Test
  void anotherKeyProvesNothing() throws Exception {
    VerifierKey other = new TestSigner(KEY.name()).key();
    DatabaseFiles recorded = new Recorded(RecordedDatabase.files(), new HashSet<>());
    DatabaseAnswers answers =
        ChecksumDatabase.online(other, recorded, null).prove(MODULES, LookupProgress.NONE);
    for (ModuleVersion module : MODULES) {
      assertInstanceOf(Answer.Refuted.class, answers.answer(module));
    }
    assertNull(answers.head());
  }
}
