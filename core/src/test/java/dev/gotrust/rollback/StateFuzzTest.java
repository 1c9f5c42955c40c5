package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.rollback.Entry.Kind;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Intact;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a state file, with the head that fits its length: lines that are spelt in one way
 * only, or a fault that names the file.
 */
@Tag("fuzz")
class StateFuzzTest {
  static Stream<byte[]> logs() throws StateSigner.FailedException {
    Entry first = EntryText.sealed(1, Programs.NOW, Kind.INIT, null, null, Entry.NONE, null);
    Entry second =
        EntryText.sealed(
            2, Programs.NOW, Kind.ACCEPTED, Programs.of("v1.0.0", 1), null, first.hash(), null);
    Entry third =
        EntryText.sealed(
            3,
            Programs.NOW,
            Kind.ROLLBACK,
            Programs.of("(devel)", 2, "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.5Z"),
            "why \u00e4",
            second.hash(),
            null);
    String log = "";
    Stream.Builder<byte[]> seeds = Stream.builder();
    for (Entry entry : List.of(first, second, third)) {
      log += EntryText.line(entry) + "\n";
      seeds.add(log.getBytes(UTF_8));
    }
    seeds.add((log + "{\"line\":4").getBytes(UTF_8));
    seeds.add(new StateHead(3, third.hash()).text().getBytes(UTF_8));
    return seeds.build();
  }

  @MethodSource("logs")
  @FuzzTest
  void log(byte[] bytes) {
    int lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    byte[] head = new StateHead(Math.max(1, lines), lastHash(bytes)).text().getBytes(UTF_8);
    for (byte[] beside : new byte[][] {head, bytes, null}) {
      check(bytes, StateLog.read("fuzzed", bytes, beside, List.of()));
    }
  }

  private static Bytes lastHash(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int at = text.lastIndexOf(",\"hash\":\"");
    try {
      return Bytes.of(java.util.HexFormat.of().parseHex(text.substring(at + 9, at + 73)));
    } catch (RuntimeException none) {
      return Entry.NONE;
    }
  }

  private static void check(byte[] bytes, StateReading reading) {
    if (reading instanceof Broken broken) {
      if (!broken.reason().startsWith("fuzzed")) {
        throw new AssertionError("no file named: " + broken.reason());
      }
      return;
    }
    Intact intact = (Intact) reading;
    StringBuilder again = new StringBuilder();
    for (Entry entry : intact.entries()) {
      again.append(EntryText.line(entry)).append('\n');
    }
    byte[] lines = Arrays.copyOf(bytes, bytes.length - intact.torn());
    if (!again.toString().equals(new String(lines, UTF_8))) {
      throw new AssertionError("read as something else");
    }
  }
}
