package dev.gotrust.report;

import static dev.gotrust.TestFacts.module;
import static dev.gotrust.TestFacts.replaced;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.image.HostId;
import dev.gotrust.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

final class JsonTest {
  private static final List<String> TEXTS = Hostile.TEXTS;

  private static JsonNode facts(Reading reading) {
    return Schemas.valid("inspect.schema.json", layout -> FactsJson.render(reading, layout));
  }

  private static JsonNode report(TrustReport report) {
    return Schemas.valid("trust-report.schema.json", layout -> TrustJson.render(report, layout));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static TrustChain chain(State state) {
    List<Link> links = new ArrayList<>();
    for (LinkId id : LinkId.values()) {
      List<Evidence> evidence =
          List.of(
              Evidence.of("what", null, "actual", "source"),
              new Evidence("what", "expected", null, "source", 1, 2));
      Change change = id == LinkId.BUILD_ID ? Change.STRIPPED : null;
      links.add(new Link(id, state, "reason of " + id.id(), "next", change, evidence));
    }
    return new TrustChain(links);
  }

  @Test
  void factsHaveTheirFieldsInOrder() {
    JsonNode document = facts(new TestFacts().inspection());
    assertEquals(
        "file sha256 size format os arch buildId gnuBuildId uuid hostBuildId contentId buildInfo"
            + " buildInfoCopies versionTraces linkage packages",
        String.join(" ", names(document)));
    assertEquals("elf", document.get("format").asText());
    assertEquals("match", document.at("/contentId/state").asText());
    assertEquals("equal", document.at("/buildInfoCopies/outcome").asText());
    assertTrue(document.get("uuid").isNull());
  }

  @Test
  void buildInfoIsWhatGoPrints() throws IOException {
    TestFacts facts = new TestFacts();
    facts.main = module("example.com/app", "(devel)", "");
    facts.deps.add(module("a", "v1.0.0", "h1:x"));
    facts.deps.add(replaced("b", "v1.0.0", module("./b", "", "")));
    facts.settings =
        List.of(new BuildInfo.Setting("-ldflags", "-s -w"), new BuildInfo.Setting("k", ""));
    String expected =
        """
        {"GoVersion": "go1.26.8", "Path": "example.com/app",
         "Main": {"Path": "example.com/app", "Version": "(devel)"},
         "Deps": [{"Path": "a", "Version": "v1.0.0", "Sum": "h1:x"},
                  {"Path": "b", "Version": "v1.0.0", "Replace": {"Path": "./b"}}],
         "Settings": [{"Key": "-ldflags", "Value": "-s -w"}, {"Key": "k"}]}
        """;
    JsonNode actual = facts(facts.inspection()).get("buildInfo");
    assertEquals(new ObjectMapper().readTree(expected), actual);
    assertEquals(List.of("GoVersion", "Path", "Main", "Deps", "Settings"), names(actual));
  }

  @Test
  void emptyBuildInfoIsWhatGoPrints() {
    TestFacts facts = new TestFacts();
    facts.goVersion = "";
    facts.path = "";
    facts.main = null;
    facts.settings = List.of();
    assertEquals("{\"Main\":{}}", facts(facts.inspection()).get("buildInfo").toString());
    facts.noBuildInfo = true;
    assertTrue(facts(facts.inspection()).get("buildInfo").isNull());
  }

  @Test
  void hostIdsStandUnderTheirNames() {
    TestFacts facts = new TestFacts();
    byte[] value = new byte[16];
    Arrays.fill(value, (byte) 0xab);
    for (HostId.Kind kind : HostId.Kind.values()) {
      facts.hostId = new HostId(kind, 0, Bytes.of(value));
      JsonNode document = facts(facts.inspection());
      boolean uuid = kind == HostId.Kind.LC_UUID;
      assertEquals(
          uuid ? "ABABABAB-ABAB-ABAB-ABAB-ABABABABABAB" : "null", document.get("uuid").asText());
      assertEquals(uuid ? "null" : "ab".repeat(16), document.get("gnuBuildId").asText());
    }
  }

  @Test
  void fatFilesListTheirSlices() {
    TestFacts facts = new TestFacts();
    GoBinary first = facts.binary();
    facts.arch = "arm64";
    JsonNode document = facts(facts.inspection(first, facts.binary()));
    assertEquals("macho-fat", document.get("format").asText());
    assertEquals("amd64", document.get("arch").asText());
    assertEquals(2, document.get("slices").size());
    assertEquals("arm64", document.at("/slices/1/arch").asText());
  }

  @ParameterizedTest
  @EnumSource(BuildInfoCopies.Outcome.class)
  void whatIsMissingIsNull(BuildInfoCopies.Outcome outcome) {
    TestFacts facts = new TestFacts();
    facts.buildId = null;
    facts.arch = "";
    facts.versions = TestFacts.traces(List.of(), null, null);
    facts.copies =
        new BuildInfoCopies(
            outcome, null, List.of(), "why", new BuildInfoCopies.Difference("a", "b"));
    JsonNode document = facts(facts.inspection());
    assertTrue(document.get("buildId").isNull());
    assertEquals("", document.get("arch").asText());
    assertTrue(document.at("/versionTraces/pclntab").isNull());
  }

  @ParameterizedTest
  @EnumSource(Refusal.Kind.class)
  void refusals(Refusal.Kind kind) {
    Bytes sha256 = Bytes.of(new byte[32]);
    JsonNode full = facts(new Refusal("f", null, 7L, sha256, kind, "a message", 5));
    assertEquals(
        "{\"file\":\"f\",\"sha256\":\""
            + "0".repeat(64)
            + "\",\"size\":7,\"error\":{\"kind\":\""
            + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + "\",\"message\":\"a message\",\"offset\":5}}",
        full.toString());
    JsonNode bare = facts(new Refusal("f", "g", null, null, kind, "a message", -1));
    assertFalse(bare.has("sha256"));
    assertFalse(bare.has("size"));
    assertFalse(bare.at("/error").has("offset"));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void reportsOfEveryState(State state) {
    JsonNode document = report(Reports.of(new TestFacts(), chain(state)));
    assertEquals(LinkId.values().length, document.get("links").size());
    for (JsonNode link : document.get("links")) {
      assertEquals(state.name(), link.get("state").asText());
      boolean ground = link.get("id").asText().equals("file");
      assertEquals(ground ? "PROVEN" : state.name(), link.get("basis").asText());
    }
  }

  @Test
  void reportsHaveTheirFieldsInOrder() {
    TestFacts facts = new TestFacts();
    facts.main = module("example.com/app", "v1.2.3", "");
    Policy policy = Policy.builder().require(LinkId.GO_SUM).accept(Change.APPENDED).build();
    TrustReport report =
        Reports.of(facts.inspection(), chain(State.CORROBORATED), policy, Map.of());
    JsonNode document = report(report);
    assertEquals(
        "schema verdict summary proven outsideRoot artifact links policy materials tool",
        String.join(" ", names(document)));
    assertEquals("INCOMPLETE", document.get("verdict").asText());
    assertEquals("v1.2.3", document.at("/artifact/version").asText());
    assertEquals("appended", document.at("/policy/accepted/0").asText());
    assertEquals("go-sum", document.at("/policy/violations/0/link").asText());
    assertEquals("PROVEN", document.at("/policy/violations/0/required").asText());
    assertEquals("PROVEN", document.at("/links/6/required").asText());
    assertEquals("[\"build-info\",\"packages\"]", document.at("/links/6/restsOn").toString());
    assertEquals("0.1.0", document.at("/tool/version").asText());
    assertFalse(document.get("outsideRoot").asBoolean());
  }

  @Test
  void aLinkRestsOnlyOnWhatStandsInTheReport() {
    List<Link> links = new ArrayList<>(chain(State.PROVEN).links());
    links.removeIf(link -> link.id() == LinkId.PACKAGES);
    JsonNode document = report(Reports.of(new TestFacts(), new TrustChain(links)));
    assertEquals("[\"build-info\"]", document.at("/links/5/restsOn").toString());
    assertFalse(document.get("proven").toString().contains("\"file\""));
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void hostileTextsComeOutAsTheyWereButForLoneSurrogates(String text) {
    TestFacts facts = Hostile.facts(text);
    JsonNode document = facts(facts.inspection());
    String unicode = text.replaceAll("[\ud800-\udfff]", "\ufffd");
    assertEquals(unicode, document.get("file").asText());
    assertEquals(unicode, document.at("/notes/0").asText());
    List<Link> links = new ArrayList<>();
    for (Link link : chain(State.CONTRADICTED).links()) {
      Evidence evidence = new Evidence("what", text, text, text, 1, 1);
      links.add(
          new Link(
              link.id(), link.state(), "why: " + text, "!" + text, null, null, List.of(evidence)));
    }
    JsonNode report = report(Reports.hostile(facts, new TrustChain(links), text));
    assertEquals(unicode, report.at("/links/0/evidence/0/actual").asText());
    assertEquals("!" + unicode, report.at("/links/0/remark").asText());
    assertEquals(unicode, report.at("/materials/0/location").asText());
    facts(new Refusal(text, text, 0L, null, Refusal.Kind.MALFORMED, "why: " + text, -1));
  }

  @Test
  void aDocumentIsWrittenAsItIsRenderedAndTheStreamStaysOpen() throws IOException {
    TrustReport report = Reports.of(new TestFacts(), chain(State.PROVEN));
    Reading facts = new TestFacts().inspection();
    for (JsonLayout layout : JsonLayout.values()) {
      ByteArrayOutputStream out =
          new ByteArrayOutputStream() {
            @Override
            public void close() {
              throw new AssertionError("closed");
            }
          };
      TrustJson.write(out, report, layout);
      FactsJson.write(out, facts, layout);
      assertEquals(
          TrustJson.render(report, layout) + FactsJson.render(facts, layout),
          out.toString(StandardCharsets.US_ASCII));
    }
    assertEquals(TrustJson.render(report, JsonLayout.INDENTED), TrustJson.render(report));
    assertTrue(FactsJson.render(facts).startsWith("{\n  \"file\": \"app\",\n"));
  }

  @Test
  void theSchemasRefuseOtherDocuments() throws IOException {
    for (String schema : List.of("inspect.schema.json", "trust-report.schema.json")) {
      assertFalse(Schemas.errors(schema, "{}").isEmpty());
    }
    JsonNode document = report(Reports.of(new TestFacts(), chain(State.PROVEN)));
    String wrong = document.toString().replace("\"state\":\"PROVEN\"", "\"state\":\"FINE\"");
    assertFalse(Schemas.errors("trust-report.schema.json", wrong).isEmpty());
    String facts = facts(new TestFacts().inspection()).toString();
    String more = facts.replace("\"file\":", "\"more\":1,\"file\":");
    assertFalse(Schemas.errors("inspect.schema.json", more).isEmpty());
  }
}
