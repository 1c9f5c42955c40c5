package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import dev.gotrust.fixtures.Fixtures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what is read of every fixture against what Go's own tools and readelf said of it. */
class OracleTest {
  static List<String> names() {
    return Fixtures.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void factsAreThoseOfGoItself(String name) throws Exception {
    JsonNode golden = Documents.parse(Fixtures.golden(name));
    Reading reading = GoTrust.inspect(new ArraySource(Fixtures.bytes(name)), name, 2, Scope.CODE);
    if (golden.path("format").isNull()) {
      assertInstanceOf(Refusal.class, reading);
      return;
    }
    JsonNode facts = Documents.of(reading);
    if (reading instanceof Refusal refusal) {
      assertEquals("not-go", refusal.kind().id());
      assertEquals("not-applicable", golden.path("contentId").asText());
      return;
    }
    assertEquals(golden.path("sha256"), facts.path("sha256"));
    assertEquals(golden.path("size").asLong(), facts.path("size").asLong());
    assertEquals(golden.path("format"), facts.path("format"));
    assertEquals(golden.path("os"), facts.path("os"));
    if (!golden.path("arch").isNull()) {
      assertEquals(golden.path("arch"), facts.path("arch"));
    }
    buildInfo(golden, facts);
    identifiers(golden, facts);
    assertEquals(golden.path("contentId"), facts.path("contentId").path("state"));
    if (facts.path("slices").isMissingNode()) {
      linkage(golden.path("linkage"), facts.path("linkage"));
    }
  }

  private static void buildInfo(JsonNode golden, JsonNode facts) {
    if (golden.path("goVersionJson").isObject()) {
      assertEquals(golden.path("goVersionJson"), facts.path("buildInfo"));
    } else if (!facts.path("buildInfo").isNull()) {
      // Where go version fails, the sentinels still lead to the text.
      assertNotEquals("", facts.path("buildInfo").path("Path").asText());
    }
  }

  private static void identifiers(JsonNode golden, JsonNode facts) {
    if (golden.path("buildidError").isNull()) {
      assertEquals(golden.path("buildid"), facts.path("buildId"));
    }
    assertEquals(golden.path("gnuBuildId"), facts.path("gnuBuildId"));
    assertEquals(
        golden.path("uuid").asText().replace("-", "").toLowerCase(java.util.Locale.ROOT),
        facts.path("uuid").asText().replace("-", "").toLowerCase(java.util.Locale.ROOT));
  }

  private static void linkage(JsonNode golden, JsonNode facts) {
    if (golden.has("interpreter")) {
      assertEquals(golden.path("interpreter"), facts.path("interpreter"));
    }
    for (String key : List.of("symbols", "debug", "pie")) {
      if (golden.has(key)) {
        assertEquals(golden.path(key).asBoolean(), facts.path(key).asBoolean(), key);
      }
    }
    for (String key : List.of("needed", "dylibs", "imports")) {
      if (golden.has(key)) {
        assertEquals(Documents.sorted(golden.path(key)), Documents.sorted(facts.path("libraries")));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void readingTwiceSaysTheSame(String name) throws Exception {
    byte[] bytes = Fixtures.bytes(name);
    JsonNode once = Documents.of(GoTrust.inspect(new ArraySource(bytes), name, 1, Scope.CODE));
    JsonNode again = Documents.of(GoTrust.inspect(new ArraySource(bytes), name, 2, Scope.CODE));
    assertEquals(once, again);
  }

  /** Only the files that a tool changed in place, or that are no Go, may stand badly. */
  @ParameterizedTest
  @MethodSource("names")
  void noIntactBinaryIsContradicted(String name) throws Exception {
    ArraySource source = new ArraySource(Fixtures.bytes(name));
    Judgement judgement = GoTrust.verify(VerificationRequest.of(source, name).build());
    if (judgement instanceof Judgement.Judged judged) {
      boolean patched = name.endsWith("-patched") || name.endsWith("-edited");
      boolean contradicted =
          judged.report().chain().links().stream()
              .anyMatch(link -> link.state() == dev.gotrust.chain.State.CONTRADICTED);
      assertEquals(patched, contradicted, judged.report().chain().toString());
      assertInstanceOf(Inspection.class, judged.report().facts());
    }
  }
}
