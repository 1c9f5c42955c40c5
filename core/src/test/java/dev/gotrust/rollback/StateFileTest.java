package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Fault;
import dev.gotrust.rollback.StateReading.Intact;
import dev.gotrust.signing.KeyKind;
import dev.gotrust.signing.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is there again, and what was done to it since is found. */
final class StateFileTest {
  @TempDir Path directory;
  private Path file;
  private Path head;
  private StateFile state;

  @BeforeEach
  void begin() throws IOException {
    file = directory.resolve("state.jsonl");
    head = directory.resolve("state.jsonl.head");
    state = new StateFile(file, List.of(), null);
    state.init(Programs.NOW);
  }

  private Entry accept(String version, int bytes) {
    return accept(state, Programs.of(version, bytes), null);
  }

  static Entry accept(StateFile state, Acceptance program, String reason) {
    List<Entry> written = new ArrayList<>();
    state.run(
        (reading, appender) -> {
          assertInstanceOf(Intact.class, reading, reading.toString());
          try {
            written.add(appender.append(Programs.NOW, program, reason));
          } catch (IOException failed) {
            throw new IllegalStateException(failed);
          }
        });
    return written.get(0);
  }

  private void fill() {
    for (int i = 1; i <= 4; i++) {
      accept("v1." + i + ".0", i);
    }
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file));
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private Intact intact() {
    return assertInstanceOf(Intact.class, state.read());
  }

  private Broken broken(Fault fault, long line) {
    Broken broken = assertInstanceOf(Broken.class, state.read());
    assertEquals(fault + " " + line, broken.fault() + " " + broken.line(), broken.reason());
    assertTrue(broken.reason().contains("state.jsonl"), broken.reason());
    assertTrue(line == 0 || broken.reason().contains("line " + line), broken.reason());
    state.run(
        (reading, appender) -> {
          assertInstanceOf(Broken.class, reading);
          assertThrows(
              IllegalStateException.class,
              () -> appender.append(Programs.NOW, Programs.of("v9.0.0", 9), null));
        });
    return broken;
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Entry first = accept("v1.0.0", 1);
    Acceptance odd =
        new Acceptance(
            "\ud800\u202e\"\\\n",
            "ex\u00e4mple",
            "",
            "a/b+c/d",
            "-tags=a,b",
            "(devel)",
            Programs.NOW,
            Programs.NOW.plusNanos(1),
            first.hash());
    Entry second = accept(state, odd, "the new one \u001b[31m crashes");
    Intact intact = intact();
    assertEquals(List.of(first, second), intact.entries().subList(1, 3));
    assertEquals(second, intact.last());
    assertEquals(first.hash(), second.previous());
    assertEquals(0, intact.unacknowledged() + intact.torn());
  }

  @Test
  void anEditedLineIsNamed() throws IOException {
    fill();
    for (int line = 1; line <= 5; line++) {
      List<String> good = lines();
      List<String> lines = lines();
      lines.set(line - 1, lines.get(line - 1).replace("2026-01-31T", "2026-01-30T"));
      write(lines);
      broken(Fault.EDITED, line);
      write(good);
    }
    intact();
  }

  @Test
  void aLineThatIsSpeltOtherwiseWasEdited() throws IOException {
    fill();
    List<String> good = lines();
    for (String other :
        List.of(
            good.get(2).replace("\"line\":3", "\"line\": 3"),
            good.get(2).replace(":3,", ":3,\"more\":1,"),
            good.get(2) + " ",
            "",
            "{}",
            "[]",
            "null",
            "\u0000",
            good.get(2).replace("accepted", "rejected"))) {
      List<String> lines = new ArrayList<>(good);
      lines.set(2, other);
      write(lines);
      broken(Fault.EDITED, 3);
    }
  }

  @Test
  void aLineWithAHashMadeGoodIsBetrayedByTheNextOrByTheHead() throws IOException {
    fill();
    for (int line = 2; line <= 5; line++) {
      List<String> good = lines();
      List<String> lines = lines();
      lines.set(line - 1, forged(lines.get(line - 1)));
      write(lines);
      if (line < 5) {
        broken(Fault.REMOVED, line + 1);
      } else {
        broken(Fault.EDITED, 5);
      }
      write(good);
    }
  }

  private static String forged(String line) {
    String edited = line.replace("2026-01-31T", "2026-01-30T");
    String hashed = edited.substring(0, edited.indexOf(",\"hash\""));
    return hashed + ",\"hash\":\"" + Bytes.sha256(hashed.getBytes(UTF_8)).hex() + "\"}";
  }

  @Test
  void aRemovedLineIsNamed() throws IOException {
    fill();
    List<String> good = lines();
    for (int line = 2; line <= 4; line++) {
      List<String> lines = new ArrayList<>(good);
      lines.remove(line - 1);
      write(lines);
      broken(Fault.REMOVED, line);
    }
    List<String> lines = new ArrayList<>(good);
    lines.remove(0);
    write(lines);
    broken(Fault.REMOVED, 1);
  }

  @Test
  void aLineThatStandsTwiceIsNamed() throws IOException {
    fill();
    List<String> lines = lines();
    lines.add(3, lines.get(2));
    write(lines);
    broken(Fault.REMOVED, 4);
  }

  @Test
  void truncationIsFound() throws IOException {
    fill();
    List<String> good = lines();
    byte[] all = Files.readAllBytes(file);
    for (int kept = 1; kept <= 4; kept++) {
      write(good.subList(0, kept));
      broken(Fault.TRUNCATED, kept + 1L);
    }
    Files.write(file, new byte[0]);
    broken(Fault.TRUNCATED, 1);
    Files.write(file, Arrays.copyOf(all, all.length - 1));
    broken(Fault.TRUNCATED, 5);
    Files.write(file, Arrays.copyOf(all, all.length - 10));
    broken(Fault.EDITED, 5);
    Files.delete(file);
    broken(Fault.TRUNCATED, 0);
  }

  @Test
  void aLostFileIsNoNewOne() throws IOException {
    Files.delete(file);
    Files.delete(head);
    Broken broken = broken(Fault.MISSING, 0);
    assertTrue(broken.next().contains("audit init"), broken.next());
    assertFalse(Files.exists(file));
  }

  @Test
  void withoutItsHeadALogMayBeCut() throws IOException {
    fill();
    Files.delete(head);
    broken(Fault.HEAD, 0);
    for (String other : List.of("", "{}", "{\"schema\":\"gotrust.dev/state-head/v1\"}", "x")) {
      Files.writeString(head, other);
      broken(Fault.HEAD, 0);
    }
    Files.writeString(head, " ".repeat(Limits.STATE_HEAD + 1));
    broken(Fault.HEAD, 0);
  }

  @Test
  void aHeadOfAnotherTimeIsNamed() throws IOException {
    String old = Files.readString(head);
    fill();
    Files.writeString(head, old);
    broken(Fault.HEAD, 2);
  }

  @Test
  void whatWasNeverAcknowledgedHarmsNothing() throws IOException {
    accept("v1.0.0", 1);
    String before = Files.readString(head);
    Entry whole = accept("v1.1.0", 2);
    Files.writeString(head, before);
    assertEquals(1, intact().unacknowledged());
    Entry next = accept("v1.2.0", 3);
    assertEquals(whole.hash(), next.previous());
    assertEquals(0, intact().unacknowledged());
  }

  @Test
  void twoProcessesThatAreStoppedAfterEachOtherLoseNothing() throws IOException {
    accept("v1.0.0", 1);
    String before = Files.readString(head);
    accept("v1.1.0", 2);
    Files.writeString(head, before);
    state.run(
        (reading, appender) -> {
          assertInstanceOf(Intact.class, reading);
          assertFalse(isHead(before), "what stands there counts, so it is acknowledged");
        });
    String between = Files.readString(head);
    Entry last = accept("v1.2.0", 3);
    Files.writeString(head, between);
    assertEquals(1, intact().unacknowledged());
    assertEquals(last, intact().last());
    assertEquals(4, accept("v1.3.0", 4).line() - 1);
  }

  private boolean isHead(String text) {
    try {
      return Files.readString(head).equals(text);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Test
  void aLineThatWasKeptIsThereOrTheFileIsAnother() {
    Entry first = accept("v1.0.0", 1);
    assertInstanceOf(Intact.class, state.read().holding("state.jsonl", first.hash()));
    assertInstanceOf(Intact.class, state.read().holding("state.jsonl", null));
    StateReading other = state.read().holding("state.jsonl", Bytes.sha256(new byte[1]));
    assertEquals(Fault.TRUNCATED, assertInstanceOf(Broken.class, other).fault());
  }

  @Test
  void aTornLineIsWrittenOver() throws IOException {
    fill();
    byte[] good = Files.readAllBytes(file);
    for (String torn :
        List.of("{\"line\":6,\"ti", "\u0000\u0000\u0000", "\u0000\u0000\"}\n", "x".repeat(900))) {
      Files.write(file, good);
      Files.writeString(file, torn, StandardOpenOption.APPEND);
      assertEquals(torn.length(), intact().torn());
    }
    accept("v2.0.0", 9);
    assertEquals(6, intact().entries().size());
    assertEquals(0, intact().torn());
    assertTrue(Files.readString(file).startsWith(new String(good, UTF_8)));
  }

  @Test
  void moreThanOneUnacknowledgedLineIsNotOurs() throws IOException {
    fill();
    Files.writeString(file, "a\nb\n", StandardOpenOption.APPEND);
    broken(Fault.EDITED, 6);
  }

  @Test
  void otherFilesAreNoStateFiles() throws IOException {
    Files.delete(head);
    for (String other : List.of("", "hello\n", "{}\n", "{\"schema\":\"gotrust.dev/state/v2\"}\n")) {
      Files.writeString(file, other);
      Broken broken = assertInstanceOf(Broken.class, state.read());
      assertEquals(Fault.NO_STATE, broken.fault(), broken.reason());
    }
    Files.delete(file);
    Files.createDirectory(file);
    broken(Fault.NO_STATE, 0);
  }

  @Test
  void nothingIsWrittenBesideWhatIsNoLog() throws IOException {
    Path other = Files.writeString(directory.resolve("package.json"), "{}");
    Path below = Files.createDirectory(directory.resolve("below"));
    for (Path path : List.of(other, below)) {
      StateFile none = new StateFile(path, List.of(), null);
      Broken broken = assertInstanceOf(Broken.class, none.read());
      assertEquals(Fault.NO_STATE, broken.fault(), broken.reason());
      assertThrows(FileAlreadyExistsException.class, () -> none.init(Programs.NOW));
      none.run((reading, appender) -> assertInstanceOf(Broken.class, reading));
    }
    assertEquals("{}", Files.readString(other));
    for (String suffix : List.of("below.head", "below.lock", "package.json.head")) {
      assertFalse(Files.exists(directory.resolve(suffix)), suffix);
    }
  }

  @Test
  void aCopyIsReadWhereItLies() throws IOException {
    fill();
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.copy(file, copy.resolve("state.jsonl"));
    Files.copy(head, copy.resolve("state.jsonl.head"));
    StateFile copied = new StateFile(copy.resolve("state.jsonl"), List.of(), null);
    assertEquals(5, assertInstanceOf(Intact.class, copied.read()).entries().size());
    try (Stream<Path> files = Files.list(copy)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void noLogIsBegunBehindALinkThatLeadsNowhere() throws IOException {
    Path link = directory.resolve("link");
    try {
      Files.createSymbolicLink(link, directory.resolve("nowhere"));
    } catch (UnsupportedOperationException none) {
      return;
    }
    StateFile behind = new StateFile(link, List.of(), null);
    assertThrows(FileAlreadyExistsException.class, () -> behind.init(Programs.NOW));
    assertFalse(Files.exists(directory.resolve("nowhere")));
  }

  @Test
  void aPlaceIsSaidOnce() throws IOException {
    fill();
    List<String> lines = lines();
    lines.set(2, "{\"line\":3,\u001b");
    write(lines);
    Broken broken = broken(Fault.EDITED, 3);
    assertTrue(broken.reason().contains("line 3, column 12"), broken.reason());
    assertFalse(broken.reason().contains("line 1"), broken.reason());
  }

  @Test
  void capsAreKept() throws IOException {
    Files.writeString(file, "x".repeat(Limits.STATE_FILE + 1));
    broken(Fault.NO_STATE, 0);
    Files.writeString(file, "x".repeat(Limits.STATE_LINE + 1));
    broken(Fault.EDITED, 1);
  }

  @Test
  void aLineAboveTheCapIsNotWritten() throws IOException {
    byte[] before = Files.readAllBytes(file);
    state.run(
        (reading, appender) -> {
          IOException refused =
              assertThrows(
                  IOException.class,
                  () ->
                      appender.append(
                          Programs.NOW, Programs.of("v1.0.0", 1), "r".repeat(Limits.STATE_LINE)));
          assertTrue(refused.getMessage().contains("16384"), refused.getMessage());
        });
    assertArrayEquals(before, Files.readAllBytes(file));
    intact();
  }

  @Test
  void aLogIsBegunOnceOnly() throws IOException {
    assertThrows(FileAlreadyExistsException.class, () -> state.init(Programs.NOW));
    Files.delete(file);
    assertThrows(FileAlreadyExistsException.class, () -> state.init(Programs.NOW));
    Files.delete(head);
    Files.writeString(file, "something of the user's");
    assertThrows(FileAlreadyExistsException.class, () -> state.init(Programs.NOW));
    assertEquals("something of the user's", Files.readString(file));
  }

  @Test
  void aLogThatWasBegunAndNotAcknowledgedIsBegunAgain() throws IOException {
    String first = Files.readString(file);
    for (String begun : List.of(first, first.substring(0, 50), "{", "")) {
      Files.deleteIfExists(head);
      Files.writeString(file, begun);
      state.init(Programs.NOW);
      assertEquals(1, intact().entries().size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void signedLinesHoldByTheirKeyAlone(KeyKind kind) throws IOException {
    Path signed = directory.resolve("signed");
    try (SigningKey key = SigningKey.generate(kind);
        SigningKey other = SigningKey.generate(kind)) {
      StateFile log = new StateFile(signed, List.of(key.verifyingKey()), key::sign);
      log.init(Programs.NOW);
      accept(log, Programs.of("v1.0.0", 1), null);
      assertInstanceOf(Intact.class, log.read());

      StateReading byOther = new StateFile(signed, List.of(other.verifyingKey()), null).read();
      Broken unsigned = assertInstanceOf(Broken.class, byOther);
      assertEquals(Fault.UNSIGNED + " 1", unsigned.fault() + " " + unsigned.line());
      StateFile either =
          new StateFile(signed, List.of(other.verifyingKey(), key.verifyingKey()), null);
      assertInstanceOf(Intact.class, either.read());

      List<String> lines = Files.readAllLines(signed);
      String swapped = lines.get(0).replaceAll(".*signature\":\"|\"}", "");
      Files.writeString(
          signed,
          lines.get(0)
              + "\n"
              + lines.get(1).replaceAll("signature\":\".*", "signature\":\"" + swapped + "\"}")
              + "\n");
      Broken moved = assertInstanceOf(Broken.class, log.read());
      assertEquals(Fault.UNSIGNED + " 2", moved.fault() + " " + moved.line(), moved.reason());
    }
  }

  @Test
  void noUnsignedLineIsWrittenBehindSignedOnes() throws IOException {
    Path signed = directory.resolve("signed");
    try (SigningKey key = SigningKey.generate(KeyKind.values()[0])) {
      new StateFile(signed, List.of(), key::sign).init(Programs.NOW);
    }
    StateFile keyless = new StateFile(signed, List.of(), null);
    keyless.run(
        (reading, appender) -> {
          IOException refused =
              assertThrows(
                  IOException.class,
                  () -> appender.append(Programs.NOW, Programs.of("v1.0.0", 1), null));
          assertTrue(refused.getMessage().contains("signed"), refused.getMessage());
        });
    assertEquals(1, assertInstanceOf(Intact.class, keyless.read()).entries().size());
  }

  @Test
  void aKeyThatCannotSignWritesNothing() throws IOException {
    StateFile failing =
        new StateFile(
            file,
            List.of(),
            text -> {
              throw new StateSigner.FailedException("the token is locked");
            });
    failing.run(
        (reading, appender) -> {
          IOException failed =
              assertThrows(
                  IOException.class,
                  () -> appender.append(Programs.NOW, Programs.of("v1.0.0", 1), null));
          assertEquals("the token is locked", failed.getMessage());
        });
    assertEquals(1, intact().entries().size());
  }

  @Test
  void oneFileHasOneHeadUnderAllItsNames() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    StateFile other = new StateFile(link, List.of(), null);
    accept(other, Programs.of("v1.0.0", 1), null);
    accept("v1.1.0", 2);
    assertEquals(3, intact().entries().size());
    assertFalse(Files.exists(directory.resolve("link.head")));
  }

  @Test
  void aHeldLogIsWaitedForByThreads() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      // Half of them share an instance, the others have their own.
      StateFile own = i % 2 == 0 ? state : new StateFile(file, List.of(), null);
      int from = 100 * i;
      Thread thread =
          new Thread(
              () -> {
                for (int k = 0; k < 10; k++) {
                  accept(own, Programs.of("v1.0.0", from + k), "again");
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(41, intact().entries().size());
  }
}
