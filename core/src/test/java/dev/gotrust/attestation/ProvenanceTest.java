package dev.gotrust.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.attestation.Comparison.Result;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.SignedStatements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProvenanceTest {
  private static final String BUILDER =
      "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"
          + "generator_generic_slsa3.yml@refs/tags/v2.1.0";
  private static final String V1 =
      "{\"buildDefinition\":{\"buildType\":\"https://actions.github.io/buildtypes/workflow/v1\","
          + "\"externalParameters\":{\"inputs\":{\"level\":\"high\",\"count\":3,\"dry\":true},"
          + "\"workflow\":{\"ref\":\"refs/tags/v1.2.3\","
          + "\"repository\":\"https://github.com/o/r\",\"path\":\".github/workflows/r.yml\"}},"
          + "\"internalParameters\":{\"github\":{\"event_name\":\"push\"}},"
          + "\"resolvedDependencies\":[{\"uri\":\"git+https://github.com/o/r@refs/tags/v1.2.3\","
          + "\"digest\":{\"gitCommit\":\"abc\"}}]},"
          + "\"runDetails\":{\"builder\":{\"id\":\""
          + BUILDER
          + "\"},\"metadata\":{\"invocationId\":\"run\"}}}";
  private static final String V02 =
      "{\"builder\":{\"id\":\""
          + BUILDER
          + "\"},\"buildType\":\"t\",\"invocation\":{\"configSource\":{"
          + "\"uri\":\"git+https://github.com/o/r@refs/heads/main\",\"digest\":{\"sha1\":\"abc\"},"
          + "\"entryPoint\":\".github/workflows/r.yml\"},\"environment\":{"
          + "\"github_event_name\":\"workflow_dispatch\",\"github_ref\":\"refs/heads/main\","
          + "\"github_event_payload\":{\"inputs\":{\"level\":\"high\"}}}},"
          + "\"materials\":[{\"uri\":\"git+https://github.com/o/r@refs/heads/main\","
          + "\"digest\":{\"sha1\":\"abc\"}}],\"metadata\":{\"buildInvocationId\":\"run\"}}";

  private static Provenance read(String type, String predicate) throws RefusedException {
    return Provenance.read(Statement.read(SignedStatements.ofPredicate(type, predicate)));
  }

  private static Provenance v1() throws RefusedException {
    return read(PredicateTypes.PROVENANCE_1, V1);
  }

  @Test
  void version1IsRead() throws Exception {
    Provenance provenance = v1();
    assertEquals(BUILDER, provenance.builderId());
    assertEquals("https://github.com/o/r", provenance.sourceUri());
    assertEquals("abc", provenance.commit());
    assertEquals("refs/tags/v1.2.3", provenance.ref());
    assertEquals(".github/workflows/r.yml", provenance.workflow());
    assertEquals("push", provenance.trigger());
    assertEquals(Map.of("level", "high", "count", "3", "dry", "true"), provenance.inputs());
    assertEquals("run", provenance.invocation());
    assertEquals(1, provenance.dependencies().size());
  }

  @Test
  void version02IsRead() throws Exception {
    Provenance provenance = read(PredicateTypes.PROVENANCE_0_2, V02);
    assertEquals("git+https://github.com/o/r@refs/heads/main", provenance.sourceUri());
    assertEquals("abc", provenance.commit());
    assertEquals("refs/heads/main", provenance.ref());
    assertEquals("workflow_dispatch", provenance.trigger());
    assertEquals(Map.of("level", "high"), provenance.inputs());
  }

  @Test
  void whatIsMissingOrOfAnotherTypeIsRefused() {
    for (String broken :
        List.of(
            "{}",
            "[]",
            V1.replace("\"id\"", "\"ids\""),
            V1.replace("\"buildType\"", "\"type\""),
            V1.replace("\"refs/tags/v1.2.3\",\"rep", "[],\"rep"),
            V1.replace("[{\"uri\"", "{\"uri\"").replace("}]}", "}}"))) {
      assertThrows(RefusedException.class, () -> read(PredicateTypes.PROVENANCE_1, broken), broken);
    }
    assertThrows(RefusedException.class, () -> read("https://example.com/p", V1));
  }

  private static List<String> different(ProvenanceExpectations expected) throws Exception {
    List<String> different = new ArrayList<>();
    for (Comparison comparison : expected.compare(v1(), null)) {
      if (comparison.result() == Result.DIFFERS) {
        different.add(comparison.what());
      }
    }
    return different;
  }

  private static ProvenanceExpectations expect(
      String builder, String source, String tag, String versioned, String branch) {
    return new ProvenanceExpectations(builder, source, tag, versioned, branch, Map.of());
  }

  @Test
  void whatIsExpectedAgrees() throws Exception {
    String bare = BUILDER.substring(0, BUILDER.indexOf('@'));
    for (ProvenanceExpectations expected :
        List.of(
            expect("", "github.com/o/r", "", "", ""),
            expect("", "git+https://github.com/O/R.git", "v1.2.3", "v1", ""),
            expect(BUILDER, "", "", "v1.2", ""),
            expect(bare, "", "", "v1.2.3", ""),
            expect(bare + "@v2.1.0", "", "", "", ""))) {
      assertEquals(List.of(), different(expected));
    }
  }

  @Test
  void everyMismatchIsNamed() throws Exception {
    assertEquals(
        List.of(
            "builder",
            "source repository",
            "source tag",
            "source versioned tag",
            "source branch",
            "build trigger, for its inputs"),
        different(
            new ProvenanceExpectations(
                BUILDER + "x",
                "github.com/o/other",
                "v1.2.4",
                "v2",
                "main",
                Map.of("level", "low"))));
    assertEquals(List.of("source repository"), different(expect("", "github.com/o", "", "", "")));
  }

  private static List<String> different(String json, Map<String, String> inputs) throws Exception {
    Provenance provenance =
        read(
            json.startsWith("{\"buildDef")
                ? PredicateTypes.PROVENANCE_1
                : PredicateTypes.PROVENANCE_0_2,
            json);
    List<String> different = new ArrayList<>();
    for (Comparison comparison :
        new ProvenanceExpectations("", "", "", "", "", inputs).compare(provenance, null)) {
      if (comparison.result() == Result.DIFFERS) {
        different.add(comparison.toString());
      }
    }
    return different;
  }

  @Test
  void inputsAreThoseOfAWorkflowThatSomebodyStarted() throws Exception {
    String dispatched = V1.replace("\"push\"", "\"workflow_dispatch\"");
    for (String json : List.of(dispatched, V02)) {
      assertEquals(List.of(), different(json, Map.of("level", "high")), json);
      assertEquals(
          List.of(
              "build workflow input level: expected low, found high",
              "build workflow input none: expected x, found nothing"),
          different(json, new TreeMap<>(Map.of("level", "low", "none", "x"))));
      assertEquals(1, different(json, Map.of("none", "")).size(), "what is absent is not empty");
    }
    assertEquals(
        List.of("build trigger, for its inputs: expected workflow_dispatch, found push"),
        different(V1, Map.of("level", "high")));
    assertEquals(
        List.of("build trigger, for its inputs: expected workflow_dispatch, found nothing"),
        different(V1.replace("event_name", "event"), Map.of("level", "high")));
    assertEquals(
        List.of("build workflow input level: expected high, found nothing"),
        different(
            dispatched.replace("https://actions.github.io/buildtypes/workflow/v1", "t"),
            Map.of("level", "high")),
        "inputs of another workflow than the one that was started");
  }

  @Test
  void versionedTagsLeaveOutWhatMayVary() {
    assertTrue(VersionedTag.matches("v1", "v1.2.3"));
    assertTrue(VersionedTag.matches("v1.2", "v1.2.0"));
    assertTrue(VersionedTag.matches("v1.2.3", "v1.2.3"));
    assertTrue(VersionedTag.matches("v1.2.3-rc.1", "v1.2.3-rc.1"));
    assertFalse(VersionedTag.matches("v1", "v10.2.3"));
    assertFalse(VersionedTag.matches("v1.2", "v1.20.0"));
    assertFalse(VersionedTag.matches("v1.2.3", "v1.2.3-rc.1"));
    assertFalse(VersionedTag.matches("v1.2.3-rc.1", "v1.2.3"));
    assertFalse(VersionedTag.matches("v1", "1.2.3"));
    assertFalse(VersionedTag.matches("v1.0.0-0", "v1"), "a short tag is no pre-release");
    assertFalse(VersionedTag.matches("v1", "v1+meta"));
    assertTrue(VersionedTag.matches("v1.2.3", "v1.2.3+meta"));
    assertTrue(VersionedTag.matches("v1.2", "v1.2.0-rc.1"));
    for (String none : List.of("", "v", "v1.", "v1.2.3.4", "v1.2.3-", "v1.2.3-a..b", "v1.2.3+")) {
      assertFalse(VersionedTag.isVersion(none), none);
    }
    assertFalse(VersionedTag.isVersion("v\u0661"), "digits are those of ASCII");
    assertFalse(VersionedTag.isVersion("v01"));
    assertFalse(VersionedTag.isVersion("v1.2-rc"));
    assertThrows(IllegalArgumentException.class, () -> expect("", "", "", "main", ""));
  }

  @Test
  void onlyReleasesOfTheDefaultBuildersAreTrusted() {
    assertTrue(Builders.isDefault(BUILDER));
    assertTrue(Builders.isDefault(BUILDER.replace("generator_generic_slsa3", "builder_go_slsa3")));
    assertTrue(
        Builders.isDelegator(
            BUILDER.replace("generator_generic_slsa3", "delegator_generic_slsa3")));
    for (String other :
        List.of(
            BUILDER.replace("@refs/tags/v2.1.0", "@refs/heads/main"),
            BUILDER.replace("v2.1.0", "v2.1.0-rc.0"),
            BUILDER.replace("v2.1.0", "v2"),
            BUILDER.replace("slsa-framework/", "someone/"),
            BUILDER.replace("generator_generic_slsa3", "generator_container_slsa3"),
            "x" + BUILDER)) {
      assertFalse(Builders.isDefault(other), other);
    }
  }
}
