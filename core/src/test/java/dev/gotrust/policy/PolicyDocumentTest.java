package dev.gotrust.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.fixtures.CosignSamples;
import dev.gotrust.policy.PolicyFileException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policy files: what is read, what is refused and where; the reader and the schema agree. */
final class PolicyDocumentTest {
  static final String HEAD = "schema: gotrust.dev/policy/v1\n";

  private static final Schema SCHEMA = schema();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              Files.readString(Path.of("..", "specs", "policy.schema.json")), InputFormat.JSON);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static PolicyDocument read(String text) throws PolicyFileException {
    return PolicyDocument.parse("p.yaml", text.getBytes(UTF_8));
  }

  private static boolean isValid(String text) throws IOException {
    JsonNode tree = (text.startsWith("{") ? JSON : YAML).readTree(text);
    return SCHEMA.validate(JSON.writeValueAsString(tree), InputFormat.JSON).isEmpty();
  }

  private static String pem() throws IOException {
    StringBuilder block = new StringBuilder();
    for (String line : new String(CosignSamples.bytes("keys/ecdsa.pub"), UTF_8).split("\n")) {
      block.append("      ").append(line).append('\n');
    }
    return block.toString();
  }

  static List<String> good() throws IOException {
    return List.of(
        HEAD,
        "{\"schema\": \"gotrust.dev/policy/v1\"}",
        "{\n\t\"schema\": \"gotrust.dev/policy/v1\",\n\t\t\"name\": \"n\"\n}\n",
        HEAD + "name: acme\nprofile: strict\n",
        HEAD + "require:\n  go-sum: PROVEN\n  sbom: ATTESTED\n  packages: CLAIMED\n",
        HEAD + "signed: true\ntree: clean\nmax-age: {commit: 90, signature: 30}\n",
        HEAD + "signed: false\n",
        HEAD + "go: [1.25.x, 1.26.1+, \">=1.25.3 <1.27\", '\"go1.25.3 X:boringcrypto\"']\n",
        HEAD + "go:\n  - version: 1.25.x\n    until: 2026-12-31\n    reason: old\n",
        HEAD + "settings:\n  required: {CGO_ENABLED: \"0\", -trimpath: \"true\"}\n",
        HEAD + "settings:\n  allowed: {GOARCH: [amd64, arm64], -gcflags: [\"\"]}\n",
        HEAD + "settings:\n  forbidden: {-race: [\"true\"]}\n",
        HEAD + "modules:\n  allow: [golang.org/x, \"*.example.com\", {module: rsc.io/quote}]\n",
        HEAD
            + "modules:\n"
            + "  deny:\n"
            + "    - module: github.com/a/b\n"
            + "      versions: [v1.2.3, \">=v1.0.0 <v1.1.0\"]\n"
            + "      reason: broken\n"
            + "      from: 2026-01-01\n"
            + "      until: 2026-12-31\n",
        HEAD + "accept: [stripped, signed, appended]\n",
        HEAD + "private: [corp.example.com]\n",
        HEAD + "others: deny\nrules:\n  - for: [example.com/a]\n    profile: release\n",
        HEAD + "rules:\n  - for: [example.com/a, \"example.com/b-*\"]\n    tree: clean\n",
        HEAD + "signers:\n  builders: [b]\n  sources: [github.com/o/r]\n",
        HEAD + "signers:\n  keys:\n    - |\n" + pem(),
        HEAD
            + "signers:\n  identities:\n    - identity: a@example.com\n      issuer:"
            + " https://issuer.example.com\n    - identity-regexp: ^a$\n      issuer-regexp: ^b$\n",
        HEAD
            + "exceptions:\n  - {excuse: required, of: sbom, reason: r, until: 2026-12-31}\n"
            + "  - {excuse: tree, reason: r, until: 2026-12-31}\n"
            + "  - {excuse: setting, of: -race, reason: r, until: 2026-12-31}\n"
            + "  - {excuse: module-denied, of: example.com/a, reason: r, until: 2026-12-31}\n");
  }

  @ParameterizedTest
  @MethodSource("good")
  void whatIsWellFormedIsReadAndValid(String text) throws Exception {
    PolicyDocument document = read(text);
    assertEquals("p.yaml", document.location());
    assertTrue(isValid(text), text);
    assertEquals(document.sha256(), read(text).sha256());
  }

  /** A file, where it breaks the format, and a part of what is said of it. */
  record Bad(String text, int line, int column, String words) {}

  /** What the schema refuses too. */
  static Stream<Bad> bad() {
    return Stream.of(
        new Bad("name: a\n", 1, 1, "\"schema\" was expected, but is missing"),
        new Bad("schema: v2\n", 1, 9, "gotrust.dev/policy/v1 was expected"),
        new Bad("[a]\n", 1, 1, "a mapping, but a list was found"),
        new Bad("text\n", 1, 1, "a mapping, but \"text\" was found"),
        new Bad(HEAD + "requires: {}\n", 2, 1, "unknown key \"requires\"; the keys here: schema"),
        new Bad(HEAD + "profile: hard\n", 2, 10, "basic or release or strict was expected"),
        new Bad(HEAD + "require: {go-sums: PROVEN}\n", 2, 11, "unknown key \"go-sums\""),
        new Bad(HEAD + "require: {go-sum: proven}\n", 2, 19, "PROVEN or ATTESTED or"),
        new Bad(HEAD + "require: {sbom: PROVEN}\n", 2, 17, "sbom reaches ATTESTED at most"),
        new Bad(HEAD + "require: [go-sum]\n", 2, 10, "a mapping, but a list was found"),
        new Bad(HEAD + "signed: maybe\n", 2, 9, "true or false was expected"),
        new Bad(HEAD + "signed: \"true\"\n", 2, 9, "true was expected"),
        new Bad(HEAD + "tree: dirty\n", 2, 7, "clean was expected"),
        new Bad(HEAD + "go: []\n", 2, 5, "the list is empty"),
        new Bad(HEAD + "go: 1.25.x\n", 2, 5, "a list, but"),
        new Bad(HEAD + "go: [1.25]\n", 2, 6, "put it in quotes: \"1.25\""),
        new Bad(HEAD + "go: [{version: 1.25.x, til: 2026-12-31}]\n", 2, 24, "unknown key \"til\""),
        new Bad(HEAD + "go: [{until: 2026-12-31}]\n", 2, 6, "\"version\" was expected"),
        new Bad(
            HEAD + "settings: {required: {CGO: \"0\"}}\n",
            2,
            23,
            "no Go release records a setting"),
        new Bad(HEAD + "settings: {required: {CGO_ENABLED: 0}}\n", 2, 36, "in quotes: \"0\""),
        new Bad(HEAD + "settings: {required: {-race: false}}\n", 2, 30, "in quotes: \"false\""),
        new Bad(HEAD + "settings: {allowed: {GOARCH: amd64}}\n", 2, 30, "a list, but"),
        new Bad(HEAD + "modules: {deny: [golang.org/x]}\n", 2, 18, "a module was expected"),
        new Bad(HEAD + "modules: {deny: [{module: a.b}]}\n", 2, 18, "\"reason\" was expected"),
        new Bad(HEAD + "modules: {allow: [a.b/...]}\n", 2, 19, "a pattern of packages"),
        new Bad(HEAD + "modules: {allow: [\"a.b,c.d\"]}\n", 2, 19, "a pattern of module paths"),
        new Bad(
            HEAD + "modules: {allow: [{module: a.b, versions: [1.2.3]}]}\n",
            2,
            44,
            "v1.2.3, or bounds"),
        new Bad(
            HEAD + "modules: {allow: [{module: a.b, versions: [\">=v1.0.0 v2.0.0\"]}]}\n",
            2,
            44,
            "v1.2.3, or bounds"),
        new Bad(HEAD + "max-age: {commit: 0}\n", 2, 19, "a number of days from 1"),
        new Bad(HEAD + "max-age: {commit: 90d}\n", 2, 19, "a number of days from 1"),
        new Bad(HEAD + "max-age: {commit: \"90\"}\n", 2, 19, "a number of days from 1"),
        new Bad(HEAD + "accept: [packed]\n", 2, 10, "stripped or signed or appended"),
        new Bad(HEAD + "others: deny\n", 2, 9, "add rules"),
        new Bad(HEAD + "rules: [{tree: clean}]\n", 2, 9, "\"for\" was expected"),
        new Bad(HEAD + "rules: [{for: example.com/a}]\n", 2, 15, "a list, but"),
        new Bad(HEAD + "rules: [{for: [a.b], rules: []}]\n", 2, 22, "unknown key \"rules\""),
        new Bad(HEAD + "signers: {}\n", 2, 10, "the mapping is empty"),
        new Bad(HEAD + "signers: {keys: [release.pub]}\n", 2, 18, "a public key in PEM"),
        new Bad(
            HEAD + "signers: {identities: [{identity: a}]}\n", 2, 24, "\"issuer\" was expected"),
        new Bad(
            HEAD + "signers: {identities: [{identity: a, identity-regexp: b, issuer: c}]}\n",
            2,
            55,
            "not both"),
        new Bad(
            HEAD + "exceptions: [{excuse: contradicted, reason: r, until: 2026-12-31}]\n",
            2,
            23,
            "required or signed or"),
        new Bad(
            HEAD + "exceptions: [{excuse: tree, until: 2026-12-31}]\n",
            2,
            14,
            "\"reason\" was expected"),
        new Bad(HEAD + "exceptions: [{excuse: tree, reason: r}]\n", 2, 14, "\"until\" was"),
        new Bad(
            HEAD + "exceptions: [{excuse: tree, of: x, reason: r, until: 2026-12-31}]\n",
            2,
            33,
            "about one thing"),
        new Bad(
            HEAD + "exceptions: [{excuse: required, reason: r, until: 2026-12-31}]\n",
            2,
            14,
            "\"of\" was expected"),
        new Bad(
            HEAD + "exceptions: [{excuse: setting, of: CGO, reason: r, until: 2026-12-31}]\n",
            2,
            36,
            "no Go release records"),
        new Bad(
            HEAD + "exceptions: [{excuse: tree, reason: r, until: soon}]\n",
            2,
            47,
            "a day such as"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatBreaksTheFormatIsToldWithItsPlaceAndIsNotValid(Bad bad) throws Exception {
    refused(bad);
    assertFalse(isValid(bad.text()), bad.text());
  }

  /** What only a reader can tell. */
  static Stream<Bad> worse() {
    return Stream.of(
        new Bad("", 0, 0, "the file is empty"),
        new Bad("# nothing\n", 0, 0, "the file is empty"),
        new Bad(HEAD + "name: a\nname: b\n", 3, 1, "stands twice, first on line 2"),
        new Bad(HEAD + "name: &a b\n", 2, 7, "anchors (&) are not read"),
        new Bad(HEAD + "name: *a\n", 2, 7, "an alias (*) stands for something else"),
        new Bad(HEAD + "name: !!str a\n", 2, 7, "tags (!) are not read"),
        new Bad(HEAD + "go: !x [1.25.x]\n", 2, 5, "tags (!) are not read"),
        new Bad("%YAML 1.1\n---\n" + HEAD, 1, 1, "directives"),
        new Bad(HEAD + "---\n" + HEAD, 2, 1, "another one begins here"),
        new Bad(HEAD + "? [a]\n: b\n", 2, 3, "a text was expected as key"),
        new Bad(HEAD + "name: [a\n", 3, 1, "no YAML: "),
        new Bad(HEAD + "name: a\n  b: c\n", 3, 4, "no YAML: "),
        new Bad(HEAD + "name: no\n", 2, 7, "put it in quotes: \"no\""),
        new Bad(HEAD + "name: 2026-12-31\n", 2, 7, "put it in quotes"),
        new Bad(HEAD + "name: 0x10\n", 2, 7, "put it in quotes"),
        new Bad(HEAD + "name: 1:20\n", 2, 7, "put it in quotes"),
        new Bad(HEAD + "name: " + "1:".repeat(60_000) + "1\n", 2, 7, "in quotes: \"1:1:"),
        new Bad(HEAD + "name: .inf\n", 2, 7, "put it in quotes"),
        new Bad(HEAD + "name: ~\n", 2, 7, "put it in quotes"),
        new Bad(HEAD + "name:\n", 2, 6, "nothing was found"),
        new Bad(HEAD + "name: \"a\\tb\"\n", 2, 7, "does not show"),
        new Bad(HEAD + "name: a\u202eb\n", 2, 8, "does not show"),
        new Bad(HEAD + "name: a\udb40\udc41\n", 2, 8, "does not show"),
        new Bad("\ufeff" + HEAD, 1, 1, "does not show"),
        new Bad(HEAD + "go: [1.25]\n", 2, 6, "put it in quotes"),
        new Bad(HEAD + "go: [\"1.25\"]\n", 2, 6, "1.25 names no release"),
        new Bad(HEAD + "go: [\"1.25.x until 2026-12-31\"]\n", 2, 6, "a version such as"),
        new Bad(
            HEAD + "exceptions: [{excuse: tree, reason: r, until: 2026-02-30}]\n",
            2,
            47,
            "a day of the calendar"),
        new Bad(
            HEAD + "modules: {allow: [{module: a.b, from: 2026-02-02, until: 2026-02-01}]}\n",
            2,
            58,
            "it ends before it begins"),
        new Bad(
            HEAD + "signers: {identities: [{identity-regexp: (, issuer: c}]}\n",
            2,
            42,
            "a regular expression was expected"),
        new Bad(
            HEAD + "signers: {identities: [{identity-regexp: '(a{99}){99}', issuer: c}]}\n",
            2,
            42,
            "repeats something more than 1000 times"),
        new Bad(HEAD + "name: " + "[".repeat(40) + "]".repeat(40) + "\n", 2, 22, "16 levels"));
  }

  @ParameterizedTest
  @MethodSource("worse")
  void whatOnlyAReaderSeesIsToldWithItsPlace(Bad bad) {
    refused(bad);
  }

  private static void refused(Bad bad) {
    PolicyFileException wrong =
        assertThrows(PolicyFileException.class, () -> read(bad.text()), bad.text());
    assertTrue(wrong.getMessage().contains(bad.words()), wrong.getMessage());
    assertEquals(bad.line(), wrong.line(), wrong.getMessage());
    assertEquals(bad.column(), wrong.column(), wrong.getMessage());
    String place =
        bad.line() == 0 ? "p.yaml: " : "p.yaml:" + bad.line() + ':' + bad.column() + ": ";
    assertTrue(wrong.getMessage().startsWith(place), wrong.getMessage());
  }

  @Test
  void capsAreKept() {
    byte[] large = new byte[Limits.POLICY + 1];
    java.util.Arrays.fill(large, (byte) '#');
    PolicyFileException wrong =
        assertThrows(PolicyFileException.class, () -> PolicyDocument.parse("p.yaml", large));
    assertEquals(Kind.TOO_LARGE, wrong.kind());
    String many = HEAD + "go: [" + "a,".repeat(Limits.POLICY_VALUES + 10) + "a]\n";
    wrong = assertThrows(PolicyFileException.class, () -> read(many));
    assertEquals(Kind.TOO_LARGE, wrong.kind());
    byte[] binary = {(byte) 0xff, 0};
    wrong = assertThrows(PolicyFileException.class, () -> PolicyDocument.parse("p.yaml", binary));
    assertTrue(wrong.getMessage().contains("UTF-8 was expected"), wrong.getMessage());
  }

  private static Policy policy(PolicyDocument document, String... mains) {
    Policy.Builder builder = Policy.builder();
    document.addTo(builder, Set.of(mains));
    return builder.build();
  }

  @Test
  void whatIsForAProgramAddsUp() throws Exception {
    PolicyDocument document =
        read(
            HEAD
                + "name: acme\n"
                + "require: {go-sum: CLAIMED}\n"
                + "max-age: {commit: 90}\n"
                + "rules:\n"
                + "  - for: [example.com/a]\n"
                + "    require: {go-sum: PROVEN}\n"
                + "    max-age: {commit: 30}\n"
                + "    accept: [stripped]\n"
                + "  - for: [\"example.com/*\"]\n"
                + "    profile: release\n"
                + "    accept: [signed]\n");
    Policy both = policy(document, "example.com/a/cmd");
    assertEquals("acme", both.name());
    assertEquals(document.sha256(), both.sha256());
    assertEquals(State.PROVEN, both.required().get(LinkId.GO_SUM));
    assertEquals(State.CORROBORATED, both.required().get(LinkId.PACKAGES));
    assertEquals(30, both.commitAge());
    assertTrue(both.needsCleanTree());
    assertTrue(both.needsSigner());
    assertEquals(Set.of(Change.STRIPPED, Change.SIGNED), both.accepted());
    assertEquals(null, both.unmatched());
    Policy other = policy(document, "example.org/x");
    assertEquals(State.CLAIMED, other.required().get(LinkId.GO_SUM));
    assertEquals(90, other.commitAge());
    assertEquals(new Policy.Unmatched("example.org/x", false), other.unmatched());
    assertEquals(Set.of(), other.accepted());
    assertEquals(true, policy(document, "").unmatched() != null);
  }

  @Test
  void oneImageWithoutARuleIsNotHiddenByAnother() throws Exception {
    PolicyDocument document =
        read(HEAD + "others: deny\nrules:\n  - for: [example.com/a]\n    tree: clean\n");
    Policy policy = policy(document, "example.com/a", "example.org/x");
    assertTrue(policy.needsCleanTree());
    assertTrue(policy.unmatched() != null && policy.unmatched().fails());
  }

  @Test
  void aFoundOneCanOnlyAskForMore() throws Exception {
    String text =
        HEAD
            + "tree: clean\naccept: [stripped]\n"
            + "signers: {sources: [github.com/o/r]}\n"
            + "exceptions: [{excuse: tree, reason: r, until: 2026-12-31}]\n";
    PolicyDocument found = read(text).asFound();
    Policy policy = policy(found, "m");
    assertTrue(policy.needsCleanTree());
    assertEquals(Set.of(), policy.accepted());
    assertEquals(List.of(), policy.trust());
    assertEquals(List.of(), policy.exemptions());
    assertEquals(1, found.setAside().size());
    assertTrue(found.setAside().get(0).contains("don't count"), found.setAside().get(0));
    assertEquals(List.of(), read(text).setAside());
    assertEquals(List.of(), read(HEAD + "tree: clean\n").asFound().setAside());
  }

  @Test
  void everyProfileAsksForAllThatTheOneBeforeAsks() {
    Profile before = Profile.BASIC;
    for (Profile profile : Profile.values()) {
      for (var required : before.required().entrySet()) {
        assertTrue(profile.required().get(required.getKey()).meets(required.getValue()));
      }
      assertEquals(profile, Profile.of(profile.id()));
      assertEquals(profile.id(), Policy.builder().profile(profile).build().name());
      before = profile;
    }
    assertEquals(Policy.basic().required(), Profile.BASIC.required());
  }

  /** Every example of the documentation is one that is read. */
  @Test
  void examplesOfTheDocumentationAreWellFormed() throws Exception {
    List<String> examples = new ArrayList<>();
    for (String file : List.of("../specs/policy.md", "../README.md")) {
      String[] parts = Files.readString(Path.of(file)).split("```");
      for (int i = 1; i < parts.length; i += 2) {
        if (parts[i].startsWith("yaml\n") && parts[i].contains("gotrust.dev/policy")) {
          examples.add(parts[i].substring("yaml\n".length()));
        }
      }
    }
    assertTrue(examples.size() >= 3, "examples");
    for (String example : examples) {
      read(example);
      assertTrue(isValid(example), example);
    }
  }
}
