package dev.gotrust.components;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.bytes.Limits;
import dev.gotrust.components.Sbom.Scope;
import dev.gotrust.fixtures.SbomSamples;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SbomReaderTest {
  private static Sbom read(String text) throws Exception {
    return SbomReader.read(JsonReader.read("sbom", text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "syft.cyclonedx-1.4.json, CycloneDX 1.4, syft, PROGRAM, 5, 1",
    "syft.cyclonedx-1.6.json, CycloneDX 1.6, syft, PROGRAM, 5, 1",
    "syft.spdx-2.2.json, SPDX 2.2, syft, PROGRAM, 5, 1",
    "syft.spdx-2.3.json, SPDX 2.3, syft, PROGRAM, 5, 1",
    "syft.source.cyclonedx-1.6.json, CycloneDX 1.6, syft, PROGRAM, 3, 0",
    "gomod-bin.cyclonedx-1.6.json, CycloneDX 1.6, cyclonedx-gomod, PROGRAM, 4, 1",
    "gomod-app.cyclonedx-1.6.json, CycloneDX 1.6, cyclonedx-gomod, PROGRAM, 5, 0",
    "gomod-mod.cyclonedx-1.6.json, CycloneDX 1.6, cyclonedx-gomod, SOURCE, 5, 0"
  })
  void whatToolsWrite(
      String name, String format, String tool, Scope scope, int components, int programs)
      throws Exception {
    Sbom sbom = read(SbomSamples.text(name));
    assertEquals(format, sbom.format());
    assertEquals(List.of(tool), sbom.tools());
    assertEquals(scope, sbom.scope());
    assertEquals(components, sbom.components().size());
    assertEquals(programs, sbom.programs().stream().map(Sbom.Program::sha256).distinct().count());
    assertTrue(sbom.containers().isEmpty());
  }

  @Test
  void whatIsKnownOfAModule() throws Exception {
    for (String name : List.of("syft.cyclonedx-1.6.json", "syft.spdx-2.3.json")) {
      Component xxhash = read(SbomSamples.text(name)).components().get(2);
      assertEquals("github.com/cespare/xxhash/v2@v2.3.0", xxhash.toString());
      assertEquals("h1:UL815xU9SqsFlibzuggzjXhog7bL6oX9BbNZnL2UFvs=", xxhash.h1());
      assertEquals("/hello", xxhash.location());
      assertFalse(xxhash.isOfSource());
    }
    for (Component each : read(SbomSamples.text("syft.source.spdx-2.3.json")).components()) {
      assertTrue(each.isOfSource());
    }
  }

  @Test
  void theDigestOfAnArchiveIsThatOfNoProgram() throws Exception {
    assertEquals(1, read(SbomSamples.text("syft.archive.cyclonedx-1.6.json")).containers().size());
  }

  @Test
  void componentsWithinComponentsAndWithoutPackageUrls() throws Exception {
    Sbom sbom =
        read(
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{\"component\":"
                + "{\"name\":\"x\",\"type\":\"application\",\"components\":[{\"name\":\"example.org/a\"}]}},"
                + "\"components\":[{\"name\":\"b\",\"group\":\"example.org\",\"components\":"
                + "[{\"name\":\"example.org/c\",\"type\":\"library\"},"
                + "{\"name\":\"example.org/f\",\"type\":\"file\"},"
                + "{\"name\":\"left-pad\",\"type\":\"library\"},"
                + "{\"name\":\"example.org/n\",\"purl\":\"pkg:npm/n\"}]}]}");
    assertEquals(
        List.of("example.org/a", "example.org/b", "example.org/c"),
        sbom.components().stream().map(Component::toString).toList());
    assertEquals(3, sbom.others());
    assertEquals("components[0].components[0]", sbom.components().get(2).place());
  }

  @Test
  void wordsThatSayThatNoVersionIsKnown() {
    assertEquals(List.of(), Component.versions("UNKNOWN", "", "NOASSERTION", " "));
    assertEquals(List.of("v1"), Component.versions("v1", "v1"));
  }

  @Test
  void capsAreNoContradictions() {
    String name = "example.org/" + "a".repeat(Limits.SBOM_NAME);
    assertUndecided(cyclonedx("{\"name\":\"" + name + "\"}"));
    String one = "{\"name\":\"example.org/a\"},";
    assertUndecided(cyclonedx(one.repeat(Limits.SBOM_COMPONENTS) + "{\"name\":\"example.org/a\"}"));
    assertUndecided(cyclonedx("0,".repeat(Limits.JSON_VALUES) + "0"));
  }

  private static String cyclonedx(String components) {
    return "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
        + components
        + "]}";
  }

  private static void assertUndecided(String text) {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> {
              try {
                read(text);
              } catch (JsonException malformed) {
                throw SbomReader.refused(malformed);
              }
            });
    assertTrue(refused.isUndecided(), refused.getMessage());
  }

  @Test
  void predicatesAsCosignHoldsThem() throws Exception {
    String sbom = SbomSamples.text("syft.spdx-2.3.json");
    String quoted = new ObjectMapper().writeValueAsString(sbom);
    Sbom plain = read(sbom);
    for (String predicate :
        List.of(sbom, quoted, "{\"Data\":" + quoted + "}", "{\"Data\":" + sbom + "}")) {
      Sbom held = SbomReader.predicate(JsonReader.read("p", predicate.getBytes(UTF_8)));
      assertEquals(plain.format(), held.format());
      assertEquals(plain.components().size(), held.components().size());
      assertEquals(plain.programs(), held.programs());
    }
    assertThrows(
        RefusedException.class,
        () ->
            SbomReader.predicate(
                JsonReader.read("p", "\"SPDXVersion: SPDX-2.3\"".getBytes(UTF_8))));
  }
}
