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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each builder keeps what it built, in the words that the builders write. */
final class BuilderFormsTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "76543210fedcba9876543210fedcba9876543210";
  private static final String GOOGLE = "https://cloudbuild.googleapis.com/GoogleHostedWorker";
  private static final String GOOGLE_01 =
      "{\"builder\":{\"id\":\""
          + GOOGLE
          + "@v0.3\"},\"recipe\":{\"type\":\"https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1\","
          + "\"entryPoint\":\"cloudbuild.yaml\",\"definedInMaterial\":\"-1\",\"arguments\":{"
          + "\"@type\":\"type.googleapis.com/google.devtools.cloudbuild.v1.Build\","
          + "\"sourceProvenance\":{},\"substitutions\":{\"TAG_NAME\":\"v39\"}}},"
          + "\"metadata\":{\"buildInvocationId\":\"run\"},\"materials\":[{\"uri\":"
          + "\"https://github.com/o/r\",\"digest\":{\"sha1\":\""
          + COMMIT
          + "\"}}]}";
  private static final String GOOGLE_1 =
      "{\"buildDefinition\":{\"buildType\":"
          + "\"https://cloud.google.com/build/gcb-buildtypes/google-worker/v1\","
          + "\"externalParameters\":{\"buildConfigSource\":{\"path\":\"cloudbuild.yaml\","
          + "\"ref\":\"refs/heads/main\",\"repository\":\"git+https://github.com/o/r\"}},"
          + "\"internalParameters\":{\"systemSubstitutions\":{\"BRANCH_NAME\":\"main\"}},"
          + "\"resolvedDependencies\":[{\"uri\":\"git+https://github.com/o/r@refs/heads/main\","
          + "\"digest\":{\"gitCommit\":\""
          + COMMIT
          + "\"}}]},\"runDetails\":{\"builder\":{\"id\":\""
          + GOOGLE
          + "\"}}}";
  private static final String BUILDKIT =
      "{\"builder\":{\"id\":\"\"},\"buildType\":\"https://mobyproject.org/buildkit@v1\","
          + "\"invocation\":{\"configSource\":{\"uri\":"
          + "\"https://github.com/o/r.git#refs/heads/main:app\",\"digest\":{\"sha1\":\""
          + COMMIT
          + "\"},\"entryPoint\":\"Dockerfile\"},\"parameters\":{},\"environment\":{}},"
          + "\"materials\":[{\"uri\":\"pkg:docker/golang@1.26\",\"digest\":{\"sha256\":\"ab\"}},"
          + "{\"uri\":\"https://github.com/x/y.git\",\"digest\":{\"sha1\":\""
          + OTHER
          + "\"}}]}";
  private static final String DELEGATED =
      "{\"builder\":{\"id\":\"https://github.com/o/trw/.github/workflows/b.yml@refs/tags/v1.0.0\"},"
          + "\"buildType\":\"https://github.com/slsa-framework/slsa-github-generator/"
          + "delegator-generic@v0\",\"invocation\":{\"configSource\":{\"uri\":"
          + "\"git+https://github.com/o/r@refs/tags/v1.2.3\",\"digest\":{\"sha1\":\""
          + COMMIT
          + "\"}},\"environment\":{\"GITHUB_EVENT_NAME\":\"push\",\"GITHUB_REF\":"
          + "\"refs/tags/v1.2.3\",\"GITHUB_EVENT_PAYLOAD\":{\"base_ref\":\"refs/heads/main\"}}},"
          + "\"materials\":[{\"uri\":\"git+https://github.com/o/r@refs/tags/v1.2.3\","
          + "\"digest\":{\"sha1\":\""
          + COMMIT
          + "\"}}]}";

  private static Provenance read(String type, String predicate) throws RefusedException {
    return Provenance.read(Statement.read(SignedStatements.ofPredicate(type, predicate)));
  }

  private static List<String> different(
      Provenance provenance, String source, String tag, String branch) {
    List<String> different = new ArrayList<>();
    for (Comparison comparison :
        new ProvenanceExpectations("", source, tag, "", branch, Map.of())
            .compare(provenance, null)) {
      if (comparison.result() == Result.DIFFERS) {
        different.add(comparison.what());
      }
    }
    return different;
  }

  private static void assertRefused(String type, String predicate) {
    assertThrows(RefusedException.class, () -> read(type, predicate), predicate);
  }

  @Test
  void cloudBuildNamesItsTagByAVariable() throws Exception {
    Provenance provenance = read(PredicateTypes.PROVENANCE_0_1, GOOGLE_01);
    assertEquals(COMMIT, provenance.commit());
    assertEquals("refs/tags/v39", provenance.ref());
    assertEquals("cloudbuild.yaml", provenance.workflow());
    assertEquals("run", provenance.invocation());
    assertEquals(List.of(), different(provenance, "github.com/o/r", "v39", ""));
    assertEquals(
        List.of("source repository", "source tag", "source branch"),
        different(provenance, "github.com/o/other", "v3", "main"));
    Provenance branch =
        read(PredicateTypes.PROVENANCE_0_1, GOOGLE_01.replace("TAG_NAME", "BRANCH_NAME"));
    assertEquals(List.of(), different(branch, "github.com/o/r", "", "v39"));
    Provenance silent =
        read(PredicateTypes.PROVENANCE_0_1, GOOGLE_01.replace("TAG_NAME", "REF_NAME"));
    assertEquals(List.of("source tag"), different(silent, "github.com/o/r", "v39", ""));
  }

  @Test
  void cloudBuildOfAnArchiveNamesNoRef() throws Exception {
    Provenance provenance =
        read(
            PredicateTypes.PROVENANCE_0_1,
            GOOGLE_01.replace("https://github.com/o/r", "gs://bucket/source.tgz#1"));
    assertEquals("", provenance.ref(), "whoever uploads it names the tag");
    assertEquals(
        List.of("source repository", "source tag"),
        different(provenance, "github.com/o/r", "v39", ""));
  }

  @Test
  void cloudBuildOnceWroteTheCommitIntoTheAddress() throws Exception {
    String old =
        GOOGLE_01
            .replace("@v0.3", "@v0.2")
            .replace("https://cloudbuild.googleapis.com/CloudBuildYaml@v0.1", GOOGLE + "@v0.2")
            .replace("\"https://github.com/o/r\"", "\"https://github.com/o/r/commit/" + OTHER + '"')
            .replace(",\"digest\":{\"sha1\":\"" + COMMIT + "\"}", "");
    Provenance provenance = read(PredicateTypes.PROVENANCE_0_1, old);
    assertEquals(OTHER, provenance.commit());
    assertEquals(List.of(), different(provenance, "github.com/o/r", "", ""));
  }

  @Test
  void cloudBuildWritesNothingElse() {
    for (String broken :
        List.of(
            "{}",
            GOOGLE_01.replace("recipe", "recipes"),
            GOOGLE_01.replace("@v0.3", ""),
            GOOGLE_01.replace("@v0.3", "@v0.1"),
            GOOGLE_01.replace("@v0.3", "@v0.2"),
            GOOGLE_01.replace("CloudBuildYaml", "Other"),
            GOOGLE_01.replace("devtools.cloudbuild.v1.Build", "Other"),
            GOOGLE_01.replace("\"v39\"", "39"),
            GOOGLE_1)) {
      assertRefused(PredicateTypes.PROVENANCE_0_1, broken);
    }
    for (String broken :
        List.of(
            GOOGLE_01,
            GOOGLE_1.replace("google-worker", "other"),
            GOOGLE_1.replace("GoogleHostedWorker", "GoogleHostedWorker@v0.3"),
            GOOGLE_1.replace("\"BRANCH_NAME\":\"main\"", "\"BRANCH_NAME\":\"other\""),
            GOOGLE_1.replace("\"BRANCH_NAME\":\"main\"", "\"TAG_NAME\":\"main\""),
            GOOGLE_1.replace("\"BRANCH_NAME\":\"main\"", ""))) {
      assertRefused(PredicateTypes.PROVENANCE_1, broken);
    }
  }

  @Test
  void cloudBuildOfVersion1NamesItsRefTwice() throws Exception {
    Provenance provenance = read(PredicateTypes.PROVENANCE_1, GOOGLE_1);
    assertEquals(COMMIT, provenance.commit());
    assertEquals(List.of(), different(provenance, "github.com/o/r", "", "main"));
    assertEquals(List.of("source tag"), different(provenance, "github.com/o/r", "main", ""));
  }

  @Test
  void buildKitNamesItsRefBehindANumberSign() throws Exception {
    Provenance provenance = read(PredicateTypes.PROVENANCE_0_2, BUILDKIT);
    assertEquals(COMMIT, provenance.commit());
    assertEquals("refs/heads/main", provenance.ref());
    assertEquals("", provenance.materialUri(), "its materials are in no order");
    assertEquals(List.of(), different(provenance, "github.com/o/r", "", "main"));
    assertEquals(List.of("source branch"), different(provenance, "github.com/o/r", "", "mai"));
    Provenance tag =
        read(PredicateTypes.PROVENANCE_0_2, BUILDKIT.replace("refs/heads/main:app", "v1"));
    assertEquals(
        List.of("source tag"),
        different(tag, "github.com/o/r", "v1", ""),
        "a short name is a tag or a branch");
    String v1 =
        "{\"buildDefinition\":{\"buildType\":\"https://github.com/moby/buildkit/blob/master/docs/"
            + "attestations/slsa-definitions.md\",\"externalParameters\":{\"configSource\":{"
            + "\"uri\":\"https://github.com/o/r.git#refs/tags/v1\",\"digest\":{\"sha1\":\""
            + COMMIT
            + "\"},\"path\":\"Dockerfile\"}}},\"runDetails\":{\"builder\":{\"id\":\"b\"}}}";
    Provenance later = read(PredicateTypes.PROVENANCE_1, v1);
    assertEquals(COMMIT, later.commit());
    assertEquals("Dockerfile", later.workflow());
    assertEquals(List.of(), different(later, "github.com/o/r", "v1", ""));
  }

  @Test
  void whatSaysHowToBuildMayLieElsewhere() throws Exception {
    String other = BUILDKIT.replace("https://mobyproject.org/buildkit@v1", "https://example.com/t");
    Provenance provenance = read(PredicateTypes.PROVENANCE_0_2, other);
    assertEquals("https://github.com/x/y.git", provenance.materialUri());
    assertEquals(
        List.of("source repository of the materials"),
        different(provenance, "github.com/o/r", "", ""));
  }

  @Test
  void delegatorsBuildTheirFirstMaterial() throws Exception {
    Provenance provenance = read(PredicateTypes.PROVENANCE_0_2, DELEGATED);
    assertEquals("push", provenance.trigger());
    assertEquals(List.of(), different(provenance, "github.com/o/r", "v1.2.3", "main"));
    int materials = DELEGATED.indexOf("\"materials\"");
    String elsewhere =
        DELEGATED.substring(0, materials)
            + DELEGATED
                .substring(materials)
                .replace("@refs/tags/v1.2.3", "")
                .replace(COMMIT, OTHER);
    Provenance another = read(PredicateTypes.PROVENANCE_0_2, elsewhere);
    assertEquals(OTHER, another.commit());
    assertEquals("", another.ref());
    assertEquals(List.of("source tag"), different(another, "github.com/o/r", "v1.2.3", ""));
  }

  @Test
  void aTagIsOnTheBranchThatTheEventNames() throws Exception {
    String release =
        DELEGATED
            .replace("\"push\"", "\"release\"")
            .replace(
                "{\"base_ref\":\"refs/heads/main\"}",
                "{\"release\":{\"target_commitish\":\"main\"}}");
    assertEquals("refs/heads/main", read(PredicateTypes.PROVENANCE_0_2, release).branch());
    String other = DELEGATED.replace("\"push\"", "\"workflow_dispatch\"");
    assertEquals("", read(PredicateTypes.PROVENANCE_0_2, other).branch());
    String none = DELEGATED.replace("\"refs/heads/main\"}", "null}");
    Provenance provenance = read(PredicateTypes.PROVENANCE_0_2, none);
    assertEquals(
        List.of("source branch"), different(provenance, "github.com/o/r", "v1.2.3", "main"));
    assertEquals(
        List.of("source branch"),
        different(
            read(PredicateTypes.PROVENANCE_0_2, DELEGATED), "github.com/o/r", "v1.2.3", "other"));
  }

  @ParameterizedTest
  @CsvSource({
    "b, b, true",
    "b, b@v1, true",
    "b@v1, b@v1, true",
    "b@v1, b@refs/tags/v1, true",
    "b@refs/tags/v1, b@refs/tags/v1, true",
    "b@refs/heads/main, b@refs/heads/main, true",
    "b@v1, b@refs/heads/v1, false",
    "b@v1, b@v1.0, false",
    "b@v1, b, false",
    "b, b@, false",
    "b@, b@, false",
    "b@, b@v1, false",
    "b, b@v1@v2, false",
    "b@v1, b@v1@v2, false",
    "b@v1@v2, b@v1@v2, true",
    "b, B, false",
    "b, bb, false",
    "b, \u0184, false"
  })
  void buildersAreNamedExactlyOrWithoutTheirVersion(
      String expected, String actual, boolean matches) {
    assertEquals(matches, Builders.matches(expected, actual));
  }

  @Test
  void delegatorsCallReleases() {
    String called =
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"
            + "builder_maven_slsa3.yml@refs/tags/v2.1.0";
    assertTrue(Builders.isTrustedToBeCalled(called));
    assertFalse(Builders.isTrustedToBeCalled(called.replace("slsa-framework/", "someone/")));
    assertFalse(Builders.isTrustedToBeCalled(called.replace("refs/tags/v2.1.0", "refs/heads/m")));
    assertTrue(Builders.isAtRelease(called.replace("slsa-framework/", "someone/")));
    String java = "https://github.com/jreleaser/release-action/.github/workflows/b.yml@refs/tags/";
    assertTrue(Builders.isAtRelease(java + "v1.0.0-java"));
    assertFalse(Builders.isAtRelease(java + "v1.0.0-rust"));
    assertFalse(Builders.isAtRelease(called.replace("v2.1.0", "v2.1.0-java")));
  }
}
