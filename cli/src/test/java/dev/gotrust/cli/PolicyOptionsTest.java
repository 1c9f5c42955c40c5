package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify} with {@code --certified-go} and {@code --require-setting}. */
final class PolicyOptionsTest {
  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture hello hello");
  }

  private static Run verify(String... arguments) {
    List<String> all = new ArrayList<>(List.of("verify", "--no-discovery"));
    all.addAll(List.of(arguments));
    return Run.of(all.toArray(new String[0]));
  }

  /** list; exit code; what standard output or error says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<1.99; 0; is allowed by line 1 of list, <1.99",
        "<1.99 until 9999-12-31; 0; judged at 20",
        "1.99.x; 1; toolchain is not certified: go1.",
        "<1.99 until 2001-01-01; 1; every line has expired",
        "1.25; 2; gotrust: --certified-go list:1: 1.25 names no release: write 1.25.0",
        "# none; 2; gotrust: --certified-go list: a certified list should hold a version"
      })
  void theListDecides(String list, int code, String says) throws Exception {
    Files.writeString(Path.of("list"), list + "\n");
    Run run = verify("--certified-go", "list", "hello");
    assertEquals(code, run.code(), run.out() + run.err());
    String said = (run.out() + run.err()).replaceAll("\n +", " ");
    assertTrue(said.contains(says), said);
  }

  @Test
  void aListThatIsNotThereIsAnErrorOfUsage() {
    Run run = verify("--certified-go", "list", "hello");
    assertEquals(2, run.code());
    assertEquals("gotrust: --certified-go list: no such file or directory\n", run.err());
  }

  @Test
  void noReportReplacesTheList() throws Exception {
    Files.writeString(Path.of("list"), "<1.99\n");
    Run run = verify("--certified-go", "list", "--output", "text=list", "hello");
    assertEquals(2, run.code());
    assertEquals("<1.99\n", Files.readString(Path.of("list")));
  }

  @Test
  void theDocumentNamesListAndViolations() throws Exception {
    Files.writeString(Path.of("list"), "1.99.x\n");
    Run run = verify("--certified-go", "list", "--output", "json", "hello");
    JsonNode document = new ObjectMapper().readTree(run.out());
    assertEquals("FAIL", document.path("verdict").asText());
    assertEquals("certified-go", document.at("/materials/0/kind").asText());
    assertEquals("given", document.at("/materials/0/origin").asText());
    JsonNode violation = document.at("/policy/violations/0");
    assertEquals("toolchain", violation.path("link").asText());
    assertEquals("CORROBORATED", violation.path("required").asText());
    assertEquals("CORROBORATED", violation.path("actual").asText());
    assertTrue(violation.path("reason").asText().startsWith("is not certified: go1."));
    assertTrue(document.path("judgedAt").isMissingNode());
  }

  /** requirement; exit code; what standard output or error says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GOOS=linux; 0; nothing contradicted",
        "-race=false; 0; nothing contradicted",
        "-race=true; 1; settings do not meet -race=true: it is not recorded",
        "GOOS=windows; 1; settings do not meet GOOS=windows: \"linux\" is recorded",
        "CGO_CFLAGS=-O9; 3; settings do not show CGO_CFLAGS=-O9: ",
        "-trimpath; 2; gotrust: --require-setting -trimpath: a setting and its value",
        "--offline; 2; gotrust: --require-setting --offline: a setting and its value",
        "-trimpth=true; 2; no Go release records a setting '-trimpth'",
        "-trimpath=1; 2; -trimpath is true or false, never '1'"
      })
  void theSettingDecides(String setting, int code, String says) {
    for (String[] line :
        new String[][] {
          {"--require-setting", setting, "hello"}, {"--require-setting=" + setting, "hello"}
        }) {
      Run run = verify(line);
      assertEquals(code, run.code(), run.out() + run.err());
      String said = (run.out() + run.err()).replaceAll("\n +", " ");
      assertTrue(said.contains(says), said);
    }
  }

  @Test
  void settingsAddUp() {
    Run run =
        verify("--require-setting", "-race=true", "--require-setting", "GOOS=windows", "hello");
    assertEquals(1, run.code());
    String said = run.out().replaceAll("\n +", " ");
    assertTrue(said.contains("; settings do not meet -race=true"), said);
    assertTrue(said.contains("; settings do not meet GOOS=windows"), said);
  }

  @Test
  void aMissingValueIsSaid() {
    Run run = Run.of("verify", "hello", "--require-setting");
    assertEquals(2, run.code());
    assertTrue(
        run.err()
            .startsWith(
                "gotrust: missing required parameter for option '--require-setting' (KEY=VALUE)\n"),
        run.err());
    assertFalse(run.err().contains("a bug"), run.err());
  }
}
