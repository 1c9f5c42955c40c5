package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.GoTrust;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.codesign.MintedSignatures;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Scope;
import dev.gotrust.fixtures.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How facts show platform signatures. */
final class PlatformReportTest {
  @TempDir Path directory;

  private static Inspection inspect(byte[] file) {
    return (Inspection) GoTrust.inspect(new ArraySource(file), "file", 1, Scope.HEADERS);
  }

  private static JsonNode json(byte[] file) {
    Inspection facts = inspect(file);
    return Schemas.valid("inspect.schema.json", layout -> FactsJson.render(facts, layout))
        .get("platformSignatures");
  }

  private static void assertShows(byte[] file, String... words) {
    // Long fields are broken into lines.
    String text = FactsText.render(inspect(file), Style.PLAIN).replaceAll("\\s+", " ");
    for (String word : words) {
      assertTrue(text.contains(word), text);
    }
  }

  @Test
  void goSignsForNobody() {
    byte[] file = Fixtures.bytes("macho-arm64-go1.26");
    JsonNode signatures = json(file);
    assertEquals(1, signatures.size());
    assertEquals("ad-hoc", signatures.get(0).get("kind").asText());
    assertEquals("[\"adhoc\",\"linker-signed\"]", signatures.get(0).get("flags").toString());
    assertShows(file, "ad-hoc, matches the bytes; flags adhoc, linker-signed");
  }

  @Test
  void aNestedSignatureIsShownToo() throws Exception {
    byte[] file = MintedSignatures.nested(directory, Fixtures.bytes("pe-amd64-go1.26"));
    JsonNode outer = json(file).get(0);
    assertEquals("match", outer.get("state").asText());
    assertEquals(1, outer.get("further").size());
    assertEquals("CN=signer", outer.get("further").get(0).get("signer").asText());
    assertShows(file, "authenticode, matches the bytes; by CN=signer", "further, authenticode, ");
  }

  @Test
  void aChangeSaysWhatWasExpectedAndWhatWasFound() throws Exception {
    byte[] mac = Fixtures.bytes("macho-arm64-go1.26");
    for (byte[] file :
        new byte[][] {
          mac,
          MintedSignatures.apple(mac),
          MintedSignatures.authenticode(directory, Fixtures.bytes("pe-amd64-go1.26"))
        }) {
      file[file.length / 3] ^= 1;
      JsonNode signature = json(file).get(0);
      assertEquals("mismatch", signature.get("state").asText());
      String recorded = signature.get("recorded").asText();
      String computed = signature.get("computed").asText();
      assertTrue(recorded.length() == 64 && computed.length() == 64 && !recorded.equals(computed));
      assertShows(file, "does not hold: ", "expected SHA-256 ", ", found ");
    }
  }
}
