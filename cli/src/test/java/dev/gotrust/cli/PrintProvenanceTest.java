package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.fixtures.SigstoreSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify-artifact --print-provenance}, on real provenance. */
final class PrintProvenanceTest {
  private static final String SAMPLE = "npm-sigstore-2.0.0-provenance.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private Path bundle;
  private JsonNode statement;

  @BeforeEach
  void prepare() throws Exception {
    bundle = directory.resolve("bundle");
    byte[] data = SigstoreSamples.bytes(SAMPLE);
    Files.write(bundle, data);
    statement = JSON.readTree(JSON.readTree(data).at("/dsseEnvelope/payload").binaryValue());
  }

  private Run verify(String source, String... more) {
    List<String> all = new ArrayList<>(List.of("verify-artifact", "--print-provenance"));
    all.addAll(List.of("--provenance-path", bundle.toString(), "--source-uri", source));
    all.addAll(List.of(more));
    all.add("sha512:" + statement.at("/subject/0/digest/sha512").textValue());
    return Run.of(all.toArray(new String[0]));
  }

  @Test
  void theStatementStandsAloneOnStandardOutput() throws Exception {
    Run run = verify("github.com/sigstore/sigstore-js");
    assertEquals(0, run.code(), run.err());
    assertEquals(statement, JSON.readTree(run.out()));
    assertTrue(run.err().contains("provenance ATTESTED: built by "), run.err());
  }

  @Test
  void nothingIsPrintedOfWhatDoesNotHold() {
    for (String[] more : new String[][] {{}, {"--source-tag", "v1"}}) {
      Run run =
          verify(more.length == 0 ? "github.com/o/r" : "github.com/sigstore/sigstore-js", more);
      assertEquals(1, run.code(), run.err());
      assertEquals("", run.out());
      assertTrue(run.err().contains("provenance CONTRADICTED: "), run.err());
    }
  }

  @Test
  void reportsGoToFilesBesideIt() throws Exception {
    Path report = directory.resolve("report.json");
    Run run = verify("github.com/sigstore/sigstore-js", "--output", "json=" + report);
    assertEquals(0, run.code(), run.err());
    assertEquals(statement, JSON.readTree(run.out()));
    assertEquals("ATTESTED", JSON.readTree(report.toFile()).get("state").textValue());
    for (String output : List.of("json", "text", "json=-")) {
      Run both = verify("github.com/sigstore/sigstore-js", "--output", output);
      assertEquals(2, both.code(), output);
      assertEquals("", both.out());
      assertTrue(both.err().contains("--print-provenance writes to standard output"), both.err());
    }
  }
}
