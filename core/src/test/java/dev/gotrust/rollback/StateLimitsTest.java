package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.rollback.Entry.Kind;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Fault;
import dev.gotrust.rollback.StateReading.Intact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State files made to hurt, in a small heap. */
@Tag("hostile")
final class StateLimitsTest {
  @TempDir Path directory;

  /** A log of short lines that is as long as may be; returns what is left of the cap. */
  private Entry fill(Path file) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream(Limits.STATE_FILE);
    Entry last = EntryText.sealed(1, Programs.NOW, Kind.INIT, null, null, Entry.NONE, null);
    byte[] line = line(last);
    Acceptance program =
        new Acceptance("", "", "", "", "", "", null, null, Bytes.sha256(new byte[0]));
    while (log.size() + line.length <= Limits.STATE_FILE - 4) {
      log.write(line);
      Entry next =
          EntryText.sealed(
              last.line() + 1, Programs.NOW, Kind.ACCEPTED, program, null, last.hash(), null);
      line = line(next);
      if (log.size() + line.length <= Limits.STATE_FILE - 4) {
        last = next;
      }
    }
    Files.write(file, log.toByteArray());
    Files.writeString(
        directory.resolve(file.getFileName() + ".head"),
        new StateHead(last.line(), last.hash()).text());
    return last;
  }

  private static byte[] line(Entry entry) {
    return (EntryText.line(entry) + "\n").getBytes(UTF_8);
  }

  @Test
  void aFullLogIsReadAndNotWrittenTo() throws Exception {
    Path file = directory.resolve("full");
    Entry last = fill(file);
    StateFile state = new StateFile(file, List.of(), null);
    Intact intact = assertInstanceOf(Intact.class, state.read());
    assertEquals(last, intact.last());
    long size = Files.size(file);
    state.run(
        (reading, appender) -> {
          IOException full =
              assertThrows(
                  IOException.class,
                  () -> appender.append(Programs.NOW, Programs.of("v1.0.0", 1), null));
          assertTrue(full.getMessage().contains("16777216"), full.getMessage());
        });
    assertEquals(size, Files.size(file));
    assertEquals(last, assertInstanceOf(Intact.class, state.read()).last());
  }

  @Test
  void largeFilesOfNothingAreToldOff() throws Exception {
    Path file = directory.resolve("odd");
    for (String part : List.of("\n", "[", "{\"a\":", "0", "\u0000", "{}\n", "\"")) {
      Files.writeString(file, part.repeat(Limits.STATE_FILE / part.length()));
      StateReading reading = new StateFile(file, List.of(), null).read();
      assertEquals(Fault.NO_STATE, assertInstanceOf(Broken.class, reading).fault());
    }
  }

  @Test
  void aLineThatNeverEndsIsNotRead() throws Exception {
    Path file = directory.resolve("endless");
    StateFile state = new StateFile(file, List.of(), null);
    state.init(Programs.NOW);
    String begun = Files.readString(file);
    for (int more : new int[] {Limits.STATE_LINE, Limits.STATE_LINE + 1}) {
      Files.writeString(file, begun + "x".repeat(more));
      if (more > Limits.STATE_LINE) {
        assertEquals(Fault.EDITED, assertInstanceOf(Broken.class, state.read()).fault());
      } else {
        assertEquals(more, assertInstanceOf(Intact.class, state.read()).torn());
      }
    }
  }

  @Test
  void numbersOfLinesAreNotTrusted() throws Exception {
    Path file = directory.resolve("numbers");
    StateFile state = new StateFile(file, List.of(), null);
    Entry first = state.init(Programs.NOW);
    Path head = directory.resolve("numbers.head");
    for (long lines : new long[] {2, Integer.MAX_VALUE, 1L << 32 | 1, Long.MAX_VALUE}) {
      Files.writeString(head, new StateHead(lines, first.hash()).text());
      assertEquals(Fault.TRUNCATED, assertInstanceOf(Broken.class, state.read()).fault());
    }
    for (long lines : new long[] {0, -1, Long.MIN_VALUE}) {
      Files.writeString(head, new StateHead(lines, first.hash()).text());
      assertEquals(Fault.HEAD, assertInstanceOf(Broken.class, state.read()).fault());
    }
  }
}
