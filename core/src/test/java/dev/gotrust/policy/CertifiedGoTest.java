package dev.gotrust.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Limits;
import dev.gotrust.policy.CertifiedGo.Ruling;
import dev.gotrust.policy.PolicyFileException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CertifiedGoTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private static CertifiedGo list(String text) throws PolicyFileException {
    return CertifiedGo.parse("go.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  private static PolicyFileException refused(String text) {
    return assertThrows(PolicyFileException.class, () -> list(text));
  }

  /** In the order of go/version, and what it does not name before what it names. */
  @Test
  void releasesAreOrderedAsGoOrdersThem() {
    List<String> ordered =
        List.of(
            "1.9beta2",
            "1.9rc1",
            "1.9",
            "1.9.1",
            "1.9.10",
            "1.20rc1",
            "1.20",
            "1.20.1",
            "1.21",
            "1.21beta1",
            "1.21rc1",
            "1.21rc10",
            "1.21.0",
            "1.21.9",
            "1.21.10",
            "1.22",
            "1.100.0");
    for (int i = 1; i < ordered.size(); i++) {
      long before = GoRelease.parse(ordered.get(i - 1)).position();
      assertTrue(before < GoRelease.parse("go" + ordered.get(i)).position(), ordered.get(i));
    }
    assertEquals(GoRelease.parse("1.20").position(), GoRelease.parse("1.20.0").position());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "go",
        "1",
        "go1",
        "1.",
        "2.0",
        "1.2.",
        "1.2.3.4",
        "1.02",
        "1.2.03",
        "1.2rc",
        "1.2rc01",
        "1.2rc1.1",
        "1.2.3rc1",
        "1.2alpha1",
        "1.99999",
        "v1.2",
        "gogo1.2",
        "1.2 ",
        "1.2b4",
        "1.2.x"
      })
  void whatIsNoReleaseIsNone(String text) {
    assertNull(GoRelease.parse(text));
  }

  /** rule; versions that it allows; versions that it does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "go1.25.3; go1.25.3; go1.25.2,go1.25.4,go1.25.30,1.25.3,go1.25.3-custom,go1.25.3b4",
        "1.25.3; go1.25.3; go1.25",
        "=1.25.3; go1.25.3; go1.25.4",
        "1.20; go1.20; go1.20.1,go1.20rc1",
        "1.25rc2; go1.25rc2; go1.25rc1,go1.25.0",
        "1.25.x; go1.25.0,go1.25.11; go1.25,go1.25rc1,go1.24.9,go1.26.0",
        "1.20.x; go1.20,go1.20.14; go1.19.13,go1.21.0,go1.20beta1",
        "1.25.3+; go1.25.3,go1.25.11; go1.25.2,go1.26.0,go1.25rc1",
        "1.25rc1+; go1.25rc1,go1.25rc2,go1.25.7; go1.25beta1,go1.26.0",
        ">=1.25.3 <1.26; go1.25.3,go1.25.99; go1.25.2,go1.26rc1,go1.26.0",
        ">=1.25; go1.25.0,go1.99.1; go1.24.13,go1.26rc1,go1.25",
        ">1.25.3; go1.25.4,go1.26.0; go1.25.3",
        "<=1.25.3; go1.25.3,go1.13; go1.25.4",
        "<1.26rc2; go1.26rc1,go1.25.3; go1.26rc2,go1.26.0",
        ">=go1.25.3 >=1.25.5 <go1.26; go1.25.5; go1.25.4",
        "'\"go1.21.11 (Red Hat 1.21.11-1.el9)\"'; go1.21.11 (Red Hat 1.21.11-1.el9);"
            + " go1.21.11,go1.21.11 (Red Hat 1.21.11-2.el9)",
        "\"devel go1.27-0123456789 # x\"; devel go1.27-0123456789 # x; devel go1.27-0123456789",
        "1.26.x; go1.26.8; go1.26.8-X:nogreenteagc,go1.26.8 X:boringcrypto,devel go1.26-01,"
      })
  void aRuleAllowsWhatItSays(String rule, String allowed, String others) throws Exception {
    CertifiedGo list = list("# a comment\n\n  " + rule + "\t# another\r\n");
    for (String version : allowed.split(",")) {
      Ruling ruling = list.judge(version, NOW);
      assertTrue(ruling.allowed(), version);
      assertEquals(3, ruling.line());
      assertEquals(rule, ruling.rule());
    }
    for (String version : others.split(",", -1)) {
      assertFalse(list.judge(version.strip(), NOW).allowed(), version);
    }
  }

  @Test
  void aDateHoldsToTheEndOfItsDay() throws Exception {
    CertifiedGo list = list("1.24.x until 2026-03-31\n1.24.9 until 2026-06-30\n1.25.x\n");
    assertTrue(list.isDated());
    assertFalse(list("1.25.x").isDated());
    assertTrue(list.judge("go1.24.8", Instant.parse("2026-03-31T23:59:59.999Z")).allowed());
    Ruling late = list.judge("go1.24.8", Instant.parse("2026-04-01T00:00:00Z"));
    assertFalse(late.allowed());
    assertEquals(
        "go1.24.8 was allowed by line 1 of go.txt, 1.24.x until 2026-03-31; the nearest that is"
            + " allowed: 1.24.9 (line 2)",
        late.reason());
    Ruling other = list.judge("go1.24.9", Instant.parse("2026-04-01T00:00:00Z"));
    assertEquals(
        "go1.24.9 is allowed by line 2 of go.txt, 1.24.9 until 2026-06-30", other.reason());
    assertTrue(list.judge("go1.24.9", NOW).reason().contains("line 2 of go.txt"), "the last one");
  }

  @Test
  void whereAllHaveExpiredThereIsNoNearest() throws Exception {
    Ruling ruling = list("1.24.x until 2024-02-29").judge("go1.25.0", NOW);
    assertEquals("go1.25.0 stands on no line of go.txt; every line has expired", ruling.reason());
    assertNull(ruling.rule());
    assertEquals(0, ruling.line());
  }

  @ParameterizedTest
  @CsvSource({
    "go1.23.9, 1.24.9, 2",
    "go1.24.10, 1.24.9, 2",
    "go1.25.2, 1.25.3+, 3",
    "go1.27.0, >=1.26.8 <1.27, 4",
    "go1.26rc1, >=1.26.8 <1.27, 4",
    "go1.20.3, 1.20.2, 1",
    "go1.25.1 (vendor), 1.25.3+, 3",
    "devel go1.20-01, 1.20.2, 1",
    "something, >=1.26.8 <1.27, 4"
  })
  void theNearestIsNamed(String claim, String rule, int line) throws Exception {
    CertifiedGo list = list("1.20.2\n1.24.9\n1.25.3+\n>=1.26.8 <1.27\n");
    Ruling ruling = list.judge(claim, NOW);
    assertFalse(ruling.allowed());
    assertEquals(rule, ruling.rule());
    assertEquals(line, ruling.line());
    String end = "; the nearest that is allowed: " + rule + " (line " + line + ')';
    assertTrue(ruling.reason().endsWith(end), ruling.reason());
  }

  @Test
  void anotherBuildOfAnAllowedReleaseIsSaidToBeOne() throws Exception {
    String reason = list("1.22.1").judge("go1.22.1 X:boringcrypto", NOW).reason();
    assertTrue(reason.contains(", and is another toolchain than go1.22.1;"), reason);
  }

  /** line; what the message says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1.25; write 1.25.0 for the first one or 1.25.x for all",
        "=1.25; write 1.25.0 for the first one",
        "1.25+; is unclear: write 1.25.x",
        ">1.25; stands behind >= or < only",
        "<=1.25; stands behind >= or < only",
        ">= 1.25.3; without a blank in a bound",
        ">=1.25.3 1.26.0; without a blank in a bound",
        "1.25.3 1.25.4; one version, or bounds",
        "1.25.3,1.25.4; was expected, but found 1.25.3,1.25.4",
        "1.25.3.x; was expected, but found 1.25.3.x",
        ".x; was expected, but found .x",
        "+; was expected, but found +",
        "~1.25; was expected, but found ~1.25",
        "=>1.25.0; was expected, but found =>1.25.0",
        "==1.25.0; was expected, but found ==1.25.0",
        "latest; was expected, but found latest",
        ">=1.26 <1.25; allows no version",
        ">1.25.3 <1.25.4; allows no version",
        "1.25.x until; behind \"until\", but found nothing",
        "1.25.x until 2026-02-30; a day of the calendar",
        "1.25.x until 2026-2-3; one day such as",
        "1.25.x until 2026-12-31 2027-01-01; one day such as",
        "1.25.x until +026-12-31; one day such as",
        "until 2026-12-31; before \"until\"",
        "\"go1.25.3; a quoted version should end",
        "\"go1.25.3\"x; a quoted version should end",
        "\" \"; they are empty"
      })
  void aMalformedLineIsNamed(String line, String message) {
    PolicyFileException wrong = refused("1.24.x\n" + line + "\n");
    assertEquals(Kind.MALFORMED, wrong.kind());
    assertEquals("go.txt", wrong.file());
    assertEquals(2, wrong.line());
    assertTrue(wrong.getMessage().startsWith("go.txt:2: "), wrong.getMessage());
    assertTrue(wrong.getMessage().contains(message), wrong.getMessage());
  }

  @Test
  void controlCharactersAndMarksAreRefused() {
    for (int control : new int[] {0, 0x1b, '\r', 0x7f, 0x9b}) {
      String line = "1.25.3" + (char) control;
      assertTrue(refused(line).getMessage().contains("a control character"), "" + control);
    }
    char mark = 0xfeff;
    assertEquals(1, refused(mark + "1.25.3").line());
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes = {'1', '.', '2', '5', '.', '3', '\n', (byte) 0xff, '\n'};
    PolicyFileException wrong =
        assertThrows(PolicyFileException.class, () -> CertifiedGo.parse("go.txt", bytes));
    assertEquals(2, wrong.line());
    assertTrue(wrong.getMessage().contains("UTF-8"), wrong.getMessage());
  }

  @Test
  void anEmptyListIsAnError() {
    for (String text : List.of("", "\n\n", "# 1.25.x\n", " \t")) {
      PolicyFileException wrong = refused(text);
      assertEquals(Kind.EMPTY, wrong.kind());
      assertEquals(0, wrong.line());
    }
  }

  @Test
  void whatIsAboveACapIsRefused() throws Exception {
    String rule = "1.25.3\n";
    list(rule.repeat(Limits.CERTIFIED_GO_RULES));
    PolicyFileException rules = refused(rule.repeat(Limits.CERTIFIED_GO_RULES + 1));
    assertEquals(Kind.TOO_LARGE, rules.kind());
    assertEquals(Limits.CERTIFIED_GO_RULES + 1, rules.line());
    String comment = "#".repeat(Limits.CERTIFIED_GO - rule.length());
    list(rule + comment);
    assertEquals(Kind.TOO_LARGE, refused(rule + comment + "#").kind());
  }

  @Test
  void aFileIsReadUnderItsPath(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("go.txt"), "1.25.3");
    CertifiedGo list = CertifiedGo.read(file);
    assertEquals(file.toString(), list.name());
    assertEquals(
        "399f466c4b8e031a27c540a3edc43ac24a6cdc447fece015304cee46eb19df69", list.sha256().hex());
    assertEquals(list("1.25.3").sha256(), list.sha256());
    assertThrows(IOException.class, () -> CertifiedGo.read(directory));
    Files.write(file, new byte[Limits.CERTIFIED_GO + 1]);
    PolicyFileException large =
        assertThrows(PolicyFileException.class, () -> CertifiedGo.read(file));
    assertEquals(Kind.TOO_LARGE, large.kind());
  }
}
