package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.GoSum.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GoSumTest {
  private static final String A = TestFacts.H1_A;
  private static final String B = TestFacts.H1_B;

  private static GoSum parse(String text) throws ModuleFileException {
    return GoSum.parse("go.sum", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Entry> zip(String text, String path, String version)
      throws ModuleFileException {
    return parse(text).zip(new ModuleVersion(path, version));
  }

  private static ModuleFileException refused(String text) {
    return assertThrows(ModuleFileException.class, () -> parse(text));
  }

  @Test
  void readsWhatGoWrites() throws ModuleFileException {
    GoSum sum =
        parse("golang.org/x/mod v0.1.0 " + A + "\ngolang.org/x/mod v0.1.0/go.mod " + B + "\n");
    ModuleVersion module = new ModuleVersion("golang.org/x/mod", "v0.1.0");
    assertEquals(List.of(new Entry(A, 1)), sum.zip(module));
    assertEquals(List.of(new Entry(B, 2)), sum.goMod(module));
    assertEquals(2, sum.lines());
    assertEquals("go.sum", sum.name());
  }

  @Test
  void readsTheExampleOfTheSpecification() throws Exception {
    StringBuilder example = new StringBuilder();
    for (String line : Files.readAllLines(Path.of("..", "specs", "go-sum.md"))) {
      if (line.startsWith("    ")) {
        example.append(line.strip()).append('\n');
      }
    }
    GoSum sum = parse(example.toString());
    ModuleVersion module = new ModuleVersion("golang.org/x/mod", "v0.20.0");
    assertTrue(sum.zip(module).get(0).isH1());
    assertTrue(sum.goMod(module).get(0).isH1());
  }

  @Test
  void theHashOfAGoModNeverStandsForTheZip() throws ModuleFileException {
    String text = "m v1.0.0/go.mod " + A + "\n";
    assertEquals(List.of(), zip(text, "m", "v1.0.0"));
    assertEquals(List.of(), zip(text, "m", "v1.0.0/go.mod"));
  }

  @Test
  void fieldsAreComparedOneByOne() throws ModuleFileException {
    assertEquals(List.of(), zip("ab c " + A, "a", "bc"));
    assertEquals(List.of(), zip("ab c " + A, "ab c", ""));
    assertEquals(1, zip("ab c " + A, "ab", "c").size());
  }

  @Test
  void blankLinesLineEndsAndTabsAreAsGoTakesThem() throws ModuleFileException {
    String text = "\r\n  \n\tm\tv1.0.0   " + A + "\r\n\u000b\f\nn v2.0.0 " + B;
    assertEquals(List.of(new Entry(A, 3)), zip(text, "m", "v1.0.0"));
    assertEquals(List.of(new Entry(B, 5)), zip(text, "n", "v2.0.0"));
    assertEquals(0, parse("").lines());
  }

  @Test
  void equalLinesAreOneAndDifferentOnesAreAllKept() throws ModuleFileException {
    String text = "m v1.0.0 " + A + "\nm v1.0.0 " + B + "\nm v1.0.0 " + A + "\n";
    assertEquals(List.of(new Entry(A, 1), new Entry(B, 2)), zip(text, "m", "v1.0.0"));
  }

  @Test
  void hashesOfOtherKindsAreKept() throws ModuleFileException {
    List<Entry> entries = zip("m v1.0.0 h2:xyz\nm v1.0.0 " + A, "m", "v1.0.0");
    assertEquals(List.of(new Entry("h2:xyz", 1), new Entry(A, 2)), entries);
    assertFalse(entries.get(0).isH1());
    assertTrue(entries.get(1).isH1());
  }

  @Test
  void theHashOfNoGoModIsDroppedAsGoDoes() throws ModuleFileException {
    GoSum sum = parse("m v1.0.0/go.mod " + GoSum.EMPTY_GO_MOD + "\n");
    assertEquals(0, sum.lines());
    assertEquals(List.of(), sum.goMod(new ModuleVersion("m", "v1.0.0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m",
        "m v1.0.0",
        "<<<<<<< HEAD",
        "m v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= x",
        "m v1.0.0 h1:",
        "m v1.0.0 h1:QR==",
        "m v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
        "m v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "m v1.0.0 h1:-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "m v1.0.0 AAAA",
        "m v1.0.0 :AAAA",
        "m v1.0.0 h2:",
        "\ufeffm v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "m\u00a0v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "m\u0000 v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "m\u001b[1m v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      })
  void aBadLineIsAnErrorWithFileAndLine(String line) {
    ModuleFileException refused = refused("\nok v1.0.0 " + A + "\n" + line + "\n");
    assertEquals(3, refused.line());
    assertEquals("go.sum", refused.file());
    assertEquals(ModuleFileException.Kind.MALFORMED, refused.kind());
    assertTrue(refused.getMessage().startsWith("go.sum:3: "), refused.getMessage());
  }

  @Test
  void aFieldOfAMegabyteIsCutInTheMessage() {
    assertTrue(refused("m v1.0.0 h1:" + "A".repeat(1 << 20)).getMessage().length() < 400);
  }

  @Test
  void capsHold() {
    String tooMany = "m v1.0.0 h2:x\n".repeat(Limits.GO_SUM_LINES + 1);
    assertEquals(ModuleFileException.Kind.TOO_LARGE, refused(tooMany).kind());
    byte[] tooLong = new byte[Limits.GO_SUM + 1];
    Arrays.fill(tooLong, (byte) '\n');
    ModuleFileException refused =
        assertThrows(ModuleFileException.class, () -> GoSum.parse("go.sum", tooLong));
    assertEquals(ModuleFileException.Kind.TOO_LARGE, refused.kind());
    StringBuilder hashes = new StringBuilder();
    for (int i = 0; i <= Limits.GO_SUM_HASHES; i++) {
      hashes.append("m v1.0.0 h2:").append(i).append('\n');
    }
    assertEquals(ModuleFileException.Kind.TOO_LARGE, refused(hashes.toString()).kind());
  }

  @Test
  void aHugeFileIsRead() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Limits.GO_SUM_LINES; i++) {
      text.append("example.com/module").append(i).append(" v1.0.0 ").append(A).append('\n');
    }
    GoSum sum = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> parse(text.toString()));
    assertEquals(Limits.GO_SUM_LINES, sum.lines());
    ModuleVersion last = new ModuleVersion("example.com/module49999", "v1.0.0");
    assertEquals(List.of(new Entry(A, Limits.GO_SUM_LINES)), sum.zip(last));
  }

  /** Aa and BB have the same hash code, and so has every string of them. */
  @Test
  void collidingKeysDoNotSlowItDown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1 << 15; i++) {
      for (int bit = 0; bit < 15; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append(" v1.0.0 ").append(A).append('\n');
    }
    GoSum sum = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> parse(text.toString()));
    assertEquals(1, sum.zip(new ModuleVersion("BB".repeat(15), "v1.0.0")).size());
    assertEquals(0, sum.zip(new ModuleVersion("BB".repeat(14), "v1.0.0")).size());
  }
}
