package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.GoTrust;
import dev.gotrust.ModulesRequest;
import dev.gotrust.SampleTree;
import dev.gotrust.material.GoEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document and the text of the modules of a tree. */
class ModulesReportTest {
  @TempDir Path directory;

  private ModulesReport report(SampleTree tree) throws Exception {
    GoEnvironment settings = GoEnvironment.read(Map.of("GOENV", "off", "HOME", "/none"));
    return GoTrust.verifyModules(
        ModulesRequest.of(tree.main(), settings, tree.cache().root()).build());
  }

  private static JsonNode json(ModulesReport report) {
    return Schemas.written(
        "modules-report.schema.json", (out, layout) -> ModulesJson.write(out, report, layout));
  }

  @Test
  void documentsAreValid() throws Exception {
    SampleTree tree = SampleTree.in(directory);
    tree.vendor();
    JsonNode document = json(report(tree));
    assertEquals("PASS", document.path("verdict").asText());
    assertEquals("example.com/a", document.at("/modules/0/path").asText());
    assertEquals(3, document.path("materials").size());
    tree.write("main/vendor/\u009b\u001b.go", "package p\n");
    Files.delete(tree.cache().goMod(SampleTree.A));
    document = json(report(tree));
    assertEquals("FAIL", document.path("verdict").asText());
    assertEquals(2, document.path("problems").size());
  }

  @Test
  void problemsComeFirstAndTheOutcomeLast() throws Exception {
    SampleTree tree = SampleTree.in(directory);
    Files.writeString(tree.cache().zipHash(SampleTree.A), "h1:\u001b[2J");
    String text = ModulesText.render(report(tree), false, Style.PLAIN);
    int problem = text.indexOf("\n!");
    int table = text.indexOf("go.sum   zip");
    int last = text.indexOf("\nFAIL: 2 modules in the build list");
    assertTrue(0 < problem && problem < table && table < last, text);
    assertTrue(text.contains("\\x1b[2J"), text);
    assertTrue(text.contains("differs"), text);
    for (String line : text.split("\n")) {
      assertTrue(line.length() <= 80, line);
    }
  }
}
