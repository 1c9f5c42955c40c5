package dev.gotrust.components;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Limits;
import dev.gotrust.fixtures.SbomSamples;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as an SBOM: modules that are within the caps, or a refusal. */
@Tag("fuzz")
class SbomFuzzTest {
  static Stream<byte[]> documents() {
    return Stream.of(
            Stream.of(
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}",
                "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"name\":\"example.org/a\"}]}",
                "{\"predicateType\":\"t\",\"predicate\":{\"Data\":\"{}\"}}"),
            SbomSamples.OF_PROGRAM.stream().map(SbomSamples::text),
            SbomSamples.OF_SOURCE.stream().map(SbomSamples::text))
        .flatMap(texts -> texts)
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("documents")
  @FuzzTest
  void sbom(byte[] bytes) {
    try {
      SbomReader.refuseOtherSyntax(bytes);
      JsonNode node = JsonReader.read("fuzzed", bytes);
      for (Component component : SbomReader.read(node).components()) {
        check(component);
      }
    } catch (JsonException | RefusedException refused) {
      if (refused.getMessage().isEmpty()) {
        throw new AssertionError("no reason", refused);
      }
    }
  }

  private static void check(Component component) {
    if (component.paths().isEmpty() || component.place().isEmpty()) {
      throw new AssertionError("a module without a path or a place");
    }
    if (component.toString().length() > 2 * Limits.SBOM_NAME + 1) {
      throw new AssertionError("longer than the cap");
    }
  }
}
