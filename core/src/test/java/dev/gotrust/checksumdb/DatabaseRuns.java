package dev.gotrust.checksumdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Runs of lookups against a database of six modules throughout a tree of 700 records. */
abstract class DatabaseRuns {
  static final Predicate<String> TILES = path -> path.startsWith("tile/");

  final TestDatabase database = new TestDatabase("sum.example.com");
  final MemoryStore store = new MemoryStore();
  final List<ModuleVersion> modules = new ArrayList<>();

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

  ModuleVersion first() {
    return modules.get(0);
  }

  ModuleVersion last() {
    return modules.get(modules.size() - 1);
  }

  static String lookup(ModuleVersion module) {
    return Objects.requireNonNull(LookupPath.of(module));
  }

  DatabaseAnswers prove(DatabaseFiles source, boolean keep) throws IOException {
    return ChecksumDatabase.online(database.key(), source, keep ? store : null)
        .prove(modules, LookupProgress.NONE);
  }

  DatabaseAnswers prove() throws IOException {
    return prove(database, true);
  }

  void assertAllProven(DatabaseAnswers answers) {
    assertAllProvenBut(null, answers);
  }

  void assertAllProvenBut(@Nullable ModuleVersion left, DatabaseAnswers answers) {
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

  void assertAll(Class<? extends Answer> kind, DatabaseAnswers answers) {
    for (ModuleVersion module : modules) {
      assertInstanceOf(kind, answers.answer(module), () -> answers.answer(module).toString());
    }
  }

  void assertAskedOnce() {
    database.requests().forEach((path, times) -> assertEquals(1, times, path));
  }

  static DatabaseFiles pack(DatabaseAnswers answers) {
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

  TestDatabase forked(int at, int size) {
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

  static Fork forkOf(DatabaseAnswers answers) {
    return Objects.requireNonNull(answers.fork(), () -> answers.answers().toString());
  }

  static byte[] under(byte[] answer, byte[] head) {
    String text = new String(answer, StandardCharsets.UTF_8);
    String record = text.substring(0, text.indexOf("\n\n") + 2);
    return (record + new String(head, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  static void assertNothingProven(DatabaseAnswers answers) {
    for (Answer answer : answers.answers().values()) {
      assertFalse(answer instanceof Answer.Proven, String.valueOf(answer));
    }
  }

  static byte[] bad(String how, byte[] truth) throws IOException {
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

  static byte[] damaged(byte[] good, int how) {
    byte[] bad = good.clone();
    if (how < 3) {
      bad[how * (bad.length - 1) / 2] ^= 1;
    }
    return how == 3 ? Arrays.copyOf(good, good.length - 1) : how == 4 ? new byte[0] : bad;
  }

  /** Files by a function. */
  record TestFiles(Reading reading) implements DatabaseFiles {
    interface Reading {
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
