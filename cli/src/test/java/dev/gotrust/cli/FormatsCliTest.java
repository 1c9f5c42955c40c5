package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats as a run writes them: live and from what was stored, whole also where the run fails. */
final class FormatsCliTest {
  @BeforeEach
  void files() throws IOException {
    Sandbox.clean();
    Files.write(Path.of("app"), Fixtures.bytes("hello"));
    Files.write(Path.of("patched"), Fixtures.bytes("elf-amd64-go1.18-patched"));
    Files.writeString(Path.of("notes"), "no program\n");
    Files.writeString(Path.of("go.sum"), Fixtures.companion("hello", "go.sum").orElseThrow());
  }

  private static String output(String format, String file) {
    return "--output=" + format + "=" + file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "sarif", "junit", "markdown", "github", "html"})
  void storedAndLiveAreTheSameBytes(String format) throws IOException {
    String[] given = {"verify", "--no-discovery", "--go-sum", "go.sum"};
    for (List<String> files :
        List.of(List.of("app"), List.of("patched", "app", "missing", "notes"))) {
      List<String> line = new ArrayList<>(List.of(given));
      line.add(output("json", "r.json"));
      line.add("--output=" + format + (format.equals("json") ? "=live" : ""));
      line.addAll(files);
      Run live = Run.of(line.toArray(new String[0]));
      Run stored = Run.of("report", "--output", format, "r.json");
      String expected = format.equals("json") ? Files.readString(Path.of("live")) : live.out();
      assertEquals(expected, stored.out());
      assertEquals(live.code(), stored.code());
      assertFalse(expected.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "sarif", "junit", "markdown", "github", "html", "vsa"})
  void theCodeIsTheSameWhateverTheFormat(String format) {
    String option = "--output=" + format;
    assertEquals(0, Run.of("verify", "--no-discovery", option, "app").code());
    assertEquals(1, Run.of("verify", "--no-discovery", option, "patched", "app").code());
    assertEquals(4, Run.of("verify", "--no-discovery", option, "notes").code());
    String[] asked = {"verify", "--no-discovery", "--require=signature", option, "app"};
    assertEquals(3, Run.of(asked).code());
  }

  @Test
  void aPlaceThatIsFullSparesTheOthers() throws IOException {
    if (!Files.exists(Path.of("/dev/full"))) {
      System.out.println("left out: no /dev/full to write to");
      return;
    }
    for (String format : List.of("text", "json", "sarif", "html")) {
      String full = output(format, "/dev/full");
      Run run =
          Run.of("verify", "--no-discovery", full, output("junit", "r.xml"), "app", "patched");
      assertEquals(1, run.code());
      assertTrue(run.err().contains("can't write /dev/full: "), run.err());
      String whole = Files.readString(Path.of("r.xml"));
      assertTrue(whole.contains("name=\"patched\"") && whole.endsWith("</testsuites>\n"));
      Files.delete(Path.of("r.xml"));
    }
  }

  @Test
  void summariesAreOneALine() throws IOException {
    Run run = Run.of("verify", "--no-discovery", "--output", "vsa", "patched", "app", "notes");
    List<String> lines = run.out().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).contains("\"verificationResult\":\"FAILED\""), lines.get(0));
    assertTrue(lines.get(1).contains("\"verificationResult\":\"PASSED\""), lines.get(1));
    assertTrue(lines.get(0).contains("https://slsa.dev/verification_summary/v1"));
    Schema schema = schema("verification-summary.schema.json");
    for (String line : lines) {
      assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }
  }

  private static Schema schema(String name) throws IOException {
    Path specs = Path.of("..", "..", "..", "specs");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(specs.resolve(name)), InputFormat.JSON);
  }

  @Test
  void aSummaryOfAStepHasItsCap() throws IOException {
    Path summary = Files.writeString(Path.of("s.md"), "x".repeat(1024 * 1024 - 5000));
    Run.line("GITHUB_STEP_SUMMARY=s.md gotrust verify --no-discovery --output github app patched");
    assertTrue(Files.size(summary) <= 1024 * 1024, "" + Files.size(summary));
    String text = Files.readString(summary);
    assertTrue(text.contains("## gotrust: 2 files: 1 FAIL, 1 PASS"));
    assertTrue(text.contains("have no room here"));
    Files.writeString(summary, "before\n");
    Run.line("GITHUB_STEP_SUMMARY=s.md gotrust verify --no-discovery --output github app");
    assertTrue(Files.readString(summary).startsWith("before\n\n\n## gotrust: 1 file: 1 PASS\n"));
    Files.writeString(summary, "x".repeat(1024 * 1024 - 50));
    Run full =
        Run.line("GITHUB_STEP_SUMMARY=s.md gotrust verify --no-discovery --output github app");
    assertTrue(full.err().contains("can't write GITHUB_STEP_SUMMARY s.md: no room"), full.err());
    assertEquals(1024 * 1024 - 50, Files.size(summary));
    Files.delete(summary);
    Run.line(
        "GITHUB_STEP_SUMMARY=s.md gotrust verify --no-discovery --output github"
            + " --output github=g.txt app");
    assertEquals(2, Files.readString(summary).split("## gotrust", -1).length);
  }

  @Test
  void namesCommandNothing() throws IOException {
    String name = "a\n::set-output name=x::y <img src=x> @octocat |";
    Files.write(Path.of(name), Fixtures.bytes("elf-amd64-go1.18-patched"));
    String github = Run.of("verify", "--no-discovery", "--output=github", name).out();
    assertEquals(2, github.lines().count(), github);
    String escaped =
        "::error file=a\\x0a\\x3a%3Aset-output name=x\\x3a%3Ay <img src=x> @octocat |,";
    assertTrue(github.startsWith(escaped), github);
    String page = Run.of("verify", "--no-discovery", "--output=html", name).out();
    assertFalse(page.contains("<img"));
    String markdown = Run.of("verify", "--no-discovery", "--output=markdown", name).out();
    assertFalse(markdown.contains("<img") || markdown.contains("@octocat"), markdown);
    Files.write(Path.of("::stop-commands::x"), Fixtures.bytes("hello"));
    Files.writeString(Path.of("::add-mask::x"), "no program\n");
    String text = Run.of("verify", "--all", ".").out();
    assertTrue(text.contains("add-mask") && text.contains("stop-commands"), text);
    assertTrue(text.lines().noneMatch(line -> line.strip().startsWith("::")), text);
  }
}
