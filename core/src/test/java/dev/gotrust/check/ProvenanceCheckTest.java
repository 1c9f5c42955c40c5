package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.attestation.PredicateTypes;
import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.attestation.SummaryExpectations;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.PlatformRoots;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.material.Signatures;
import dev.gotrust.signature.SignedStatements;
import dev.gotrust.signature.Signers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link {@code provenance}: every state, and what leads to it. */
final class ProvenanceCheckTest {
  private static final byte[] FILE = "a file".getBytes(StandardCharsets.UTF_8);
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String PROVENANCE =
      "{\"buildDefinition\":{\"buildType\":\"t\",\"externalParameters\":{\"source\":{\"uri\":"
          + "\"git+https://github.com/acme/tool@refs/tags/v1.2.3\",\"digest\":{\"sha1\":\""
          + COMMIT
          + "\"}}}},\"runDetails\":{\"builder\":{\"id\":\"https://example.com/builder@v1\"}}}";
  private static final String SUMMARY =
      "{\"verifier\":{\"id\":\"https://v\"},\"resourceUri\":\"pkg:app\",\"verificationResult\":"
          + "\"PASSED\",\"verifiedLevels\":[\"SLSA_BUILD_LEVEL_3\"]}";

  private final List<SignatureFile> files = new ArrayList<>();
  private final TestFacts facts = new TestFacts();
  private Signers signers = SignedStatements.signers();
  private String predicateType = "";
  private ProvenanceExpectations expected = ProvenanceExpectations.NONE;
  private SummaryExpectations summaries = SummaryExpectations.NONE;

  private static String statement(String digests, String type, String predicate) {
    return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"app\","
        + "\"digest\":{"
        + digests
        + "}}],\"predicateType\":\""
        + type
        + "\",\"predicate\":"
        + predicate
        + '}';
  }

  private static String digest(DigestAlgorithm algorithm) {
    return "\"" + algorithm.id() + "\":\"" + Digest.of(algorithm, FILE).value().hex() + '"';
  }

  private static String of(String type, String predicate) {
    return statement(digest(DigestAlgorithm.SHA256), type, predicate);
  }

  private static String provenance() {
    return of(PredicateTypes.PROVENANCE_1, PROVENANCE);
  }

  private ProvenanceCheckTest give(String... envelopes) {
    return add(Standing.GIVEN, envelopes);
  }

  private ProvenanceCheckTest add(Standing standing, String... envelopes) {
    byte[] data = String.join("\n", envelopes).getBytes(StandardCharsets.UTF_8);
    files.add(SignatureFile.of("file" + files.size(), data, standing));
    return this;
  }

  private static ProvenanceExpectations source(String uri) {
    return new ProvenanceExpectations("", uri, "", "", "", Map.of());
  }

  private Signatures signatures() throws IOException {
    SignatureRequest request =
        new SignatureRequest(
            signers,
            List.of(),
            null,
            new AttestationRequest(predicateType, expected, summaries, true),
            PlatformRoots.NONE);
    return Signatures.verify(files, request, SignedInput.of("app", FILE), null);
  }

  private Link link() throws IOException {
    Materials materials = Materials.NONE.withSignatures(signatures());
    Link link = ProvenanceCheck.judge(facts.inspection(), materials);
    assertEquals(LinkId.PROVENANCE, link.id());
    assertFalse(link.reason().isEmpty());
    return link;
  }

  private Attested blob(boolean any) throws IOException {
    return ProvenanceCheck.judge(signatures(), any);
  }

  private void holds(State state, String words) throws IOException {
    Link link = link();
    assertEquals(state, link.state(), link.reason());
    assertTrue(link.reason().contains(words), link.reason());
  }

  @Test
  void nothingGivenIsAbsent() throws Exception {
    assertEquals(State.ABSENT, ProvenanceCheck.judge(facts.inspection(), Materials.NONE).state());
    holds(State.ABSENT, "no attestation was given or found");
    assertEquals(State.ABSENT, blob(true).link().state());
    assertNull(blob(true).statement());
  }

  @Test
  void whatHoldsIsAttestedAndNoMore() throws Exception {
    give(SignedStatements.json(provenance()));
    expected =
        new ProvenanceExpectations(
            "https://example.com/builder", "github.com/acme/tool", "v1.2.3", "v1", "", Map.of());
    holds(State.ATTESTED, "built by https://example.com/builder@v1 from git+https://github.com/");
    assertTrue(link().reason().contains("signed by key "), link().reason());
    assertNotNull(blob(false).statement());
    assertEquals(State.ATTESTED, blob(true).link().state());
  }

  @Test
  void foundAndGivenWithoutASignerAreUndecided() throws Exception {
    signers = Signers.NONE;
    give(SignedStatements.json(provenance()));
    holds(State.UNDECIDED, "no signer chosen");
    files.clear();
    add(Standing.BESIDE, SignedStatements.json(provenance()));
    holds(State.UNDECIDED, "no signer chosen");
    assertNull(blob(false).statement());
  }

  @Test
  void bySomebodyElseIsContradictedWhereItWasGiven() throws Exception {
    give(SignedStatements.jsonOfAnother(provenance()));
    holds(State.CONTRADICTED, "file0: signature: ");
    files.clear();
    add(Standing.BESIDE, SignedStatements.jsonOfAnother(provenance()));
    holds(State.UNDECIDED, "file0: signature: ");
  }

  @Test
  void everyMismatchIsNamed() throws Exception {
    give(SignedStatements.json(provenance()));
    expected =
        new ProvenanceExpectations("https://o", "github.com/acme/other", "v2", "v2", "m", Map.of());
    for (String what :
        List.of(
            "builder: ", "source repository: ", "source tag: ", "versioned tag: ", "branch: ")) {
      holds(State.CONTRADICTED, what);
    }
    assertNull(blob(false).statement());
  }

  @Test
  void theBinarySaysOtherwise() throws Exception {
    give(SignedStatements.json(provenance()));
    facts.settings = List.of(new Setting("vcs.revision", COMMIT));
    assertEquals(State.ATTESTED, link().state());
    facts.settings = List.of(new Setting("vcs.revision", COMMIT.replace('0', '1')));
    holds(State.CONTRADICTED, "vcs.revision of the build info: expected 1123");
  }

  @Test
  void aForkIsUndecidedUntilItIsNamed() throws Exception {
    give(SignedStatements.json(provenance()));
    facts.main = TestFacts.module("github.com/upstream/tool", "(devel)", "");
    holds(State.UNDECIDED, "the main module is github.com/upstream/tool, the source repository ");
    expected = source("github.com/acme/tool");
    assertEquals(State.ATTESTED, link().state());
  }

  @Test
  void ofSeveralInAFileOneThatHoldsSuffices() throws Exception {
    String other = statement("\"sha256\":\"" + "0".repeat(64) + '"', "https://x", "{}");
    give(
        SignedStatements.jsonOfAnother(provenance()),
        SignedStatements.json(other),
        SignedStatements.json(provenance()));
    assertEquals(State.ATTESTED, link().state(), link().reason());
    give(SignedStatements.jsonOfAnother(provenance()));
    holds(State.CONTRADICTED, "file1");
  }

  @Test
  void oneThatSaysOtherwiseIsNeverOutvoted() throws Exception {
    String forged = of(PredicateTypes.PROVENANCE_1, PROVENANCE.replace("acme/tool", "acme/bad"));
    give(SignedStatements.json(provenance()), SignedStatements.json(forged));
    expected = source("github.com/acme/tool");
    holds(State.CONTRADICTED, "expected github.com/acme/tool, found github.com/acme/bad");
  }

  @Test
  void ofAnotherFileIsContradicted() throws Exception {
    give(
        SignedStatements.json(
            statement(
                "\"sha256\":\"" + "0".repeat(64) + '"', PredicateTypes.PROVENANCE_1, PROVENANCE)));
    holds(State.CONTRADICTED, "the statement is of other files");
  }

  @Test
  void subjectsOfOtherFunctionsAreTheFileToo() throws Exception {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      files.clear();
      String one = statement(digest(algorithm), PredicateTypes.PROVENANCE_1, PROVENANCE);
      give(SignedStatements.json(one));
      assertEquals(State.ATTESTED, link().state(), algorithm.id());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[],\"predicateType\":\"p\"}"
      })
  void malformedStatementsAreContradictedWhereTheyWereGiven(String payload) throws Exception {
    give(SignedStatements.json(payload));
    holds(State.CONTRADICTED, "statement");
    assertEquals(State.CONTRADICTED, blob(true).link().state());
  }

  @Test
  void whatIsNoEnvelopeIsContradictedForOtherFiles() throws Exception {
    give("no JSON");
    assertEquals(State.CONTRADICTED, blob(true).link().state());
    assertEquals(State.CONTRADICTED, blob(false).link().state());
  }

  @Test
  void malformedProvenanceIsContradicted() throws Exception {
    for (String predicate : List.of("{}", SUMMARY, "{\"builder\":{\"id\":\"b\"}}")) {
      files.clear();
      give(SignedStatements.json(of(PredicateTypes.PROVENANCE_1, predicate)));
      assertEquals(State.CONTRADICTED, link().state(), predicate);
    }
    files.clear();
    give(SignedStatements.json(of(PredicateTypes.PROVENANCE_0_2, PROVENANCE)));
    assertEquals(State.CONTRADICTED, link().state());
  }

  @Test
  void anotherTypeOfPredicateIsRefusedWhereOneIsAsked() throws Exception {
    predicateType = "https://example.com/p";
    give(SignedStatements.json(provenance()));
    holds(State.CONTRADICTED, "predicate type: the statement is of another kind");
    files.clear();
    give(SignedStatements.json(of(predicateType, "{}")));
    holds(State.ABSENT, "no provenance was given or found, only https://example.com/p");
    assertEquals(State.ATTESTED, blob(true).link().state());
    assertNotNull(blob(true).statement());
    assertEquals(State.ABSENT, blob(false).link().state());
  }

  @Test
  void summariesCountWhereAVerifierIsNamed() throws Exception {
    give(SignedStatements.json(of(PredicateTypes.SUMMARY_1, SUMMARY)));
    assertEquals(State.ABSENT, link().state());
    assertTrue(ProvenanceCheck.isAsked(signatures()));
    summaries = new SummaryExpectations("https://v", "pkg:app", List.of("SLSA_BUILD_LEVEL_2"));
    holds(State.ATTESTED, "https://v says that it verified pkg:app to SLSA_BUILD_LEVEL_3, signed");
    summaries = new SummaryExpectations("https://v", "pkg:app", List.of("SLSA_BUILD_LEVEL_4"));
    holds(State.CONTRADICTED, "verified level: expected SLSA_BUILD_LEVEL_4 or above");
    summaries = new SummaryExpectations("https://w", "", List.of());
    holds(State.CONTRADICTED, "verifier: expected https://w, found https://v");
  }

  @Test
  void simpleResultsCountAsSummariesDo() throws Exception {
    summaries = new SummaryExpectations("https://v", "", List.of());
    String result = "{\"verifier\":{\"id\":\"https://v\"},\"properties\":[\"P\"]}";
    give(SignedStatements.json(of(PredicateTypes.RESULT_0_1, result)));
    holds(State.ATTESTED, "https://v says that it verified it to P");
    files.clear();
    give(SignedStatements.json(of(PredicateTypes.SUMMARY_1, SUMMARY.replace("PASSED", "FAILED"))));
    holds(State.CONTRADICTED, "verification result: expected PASSED, found FAILED");
  }

  @Test
  void passwordsInAddressesAreNotShown() throws Exception {
    String secret = PROVENANCE.replace("git+https://github", "https://me:secret@github");
    give(SignedStatements.json(of(PredicateTypes.PROVENANCE_1, secret)));
    expected = source("github.com/acme/other");
    facts.main = TestFacts.module("github.com/acme/tool", "(devel)", "");
    assertEquals(-1, link().toString().indexOf("secret"), link().toString());
    expected = source("github.com/acme/tool");
    assertEquals(State.ATTESTED, link().state());
    assertEquals(-1, link().toString().indexOf("secret"), link().toString());
  }

  @Test
  void whatWasAskedForIsKnown() throws Exception {
    assertFalse(ProvenanceCheck.isAsked(signatures()));
    expected = source("github.com/acme/tool");
    assertTrue(ProvenanceCheck.isAsked(signatures()));
    expected = ProvenanceExpectations.NONE;
    give(SignedStatements.json(of("https://example.com/p", "{}")));
    assertFalse(ProvenanceCheck.isAsked(signatures()));
    give(SignedStatements.json(provenance()));
    assertTrue(ProvenanceCheck.isAsked(signatures()));
  }
}
