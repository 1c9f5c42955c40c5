package dev.gotrust.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gotrust.GoTrust;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples are what the tests that damage them take them for: intact. */
class SamplesTest {
  static Stream<String> names() {
    return Samples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isAnIntactGoProgram(String name) {
    byte[] bytes = Samples.all().get(name);
    Object reading = GoTrust.inspect(new ArraySource(bytes), name, 1, Scope.CODE);
    Inspection inspection = assertInstanceOf(Inspection.class, reading, reading::toString);
    assertEquals(List.of(), inspection.oddities());
    for (GoBinary binary : inspection.binaries()) {
      assertEquals(List.of(), binary.notes());
      assertEquals(ContentId.State.MATCH, binary.contentId().state(), binary::toString);
      assertEquals("example.com/hi", binary.buildInfo().path());
      assertEquals(GoContent.GO_VERSION, binary.buildInfo().goVersion());
      assertEquals(GoContent.TEXT, binary.buildInfo().modinfo());
      assertEquals("go1.20", binary.versions().pclntab().id());
      assertEquals(libraries(name), binary.linkage().libraries());
    }
    assertEquals(name.equals("fat") ? 2 : 1, inspection.binaries().size());
  }

  private static List<String> libraries(String name) {
    return Map.of(
            "pe64", List.of("kernel32.dll"),
            "macho64", List.of("/usr/lib/libSystem.B.dylib"),
            "fat", List.of("/usr/lib/libSystem.B.dylib"),
            "xcoff64", List.of("libc.a(shr_64.o)"),
            "wasm", List.of("gojs"))
        .getOrDefault(name, List.of());
  }
}
