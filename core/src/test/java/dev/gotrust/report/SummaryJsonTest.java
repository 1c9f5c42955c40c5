package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.VerificationRequest;
import dev.gotrust.attestation.Statement;
import dev.gotrust.attestation.VerificationSummary;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.policy.Policy;
import dev.gotrust.signature.SignedStatements;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summaries say PASSED only of PASS, are of their schemas, and our own reader takes them. */
final class SummaryJsonTest {
  private static final Instant NOW = Instant.parse("2026-11-27T09:00:00.987Z");

  @TempDir Path directory;
  private TrustReport passed;

  @BeforeEach
  void judge() throws Exception {
    Path file = Fixtures.writeTo(directory, "hello");
    Judgement judgement = GoTrust.verify(VerificationRequest.of(file).build());
    passed = ((Judgement.Judged) judgement).report();
    assertEquals(Verdict.PASS, passed.outcome().verdict());
  }

  private static JsonNode of(String schema, String statement) throws Exception {
    assertFalse(statement.contains("\n"), statement);
    assertEquals(List.of(), Schemas.errors(schema, statement), statement);
    return new ObjectMapper().readTree(statement);
  }

  private JsonNode summary(TrustReport report) throws Exception {
    return of(
        "verification-summary.schema.json",
        SummaryJson.summary(report, SummaryAbout.of(report.facts(), NOW)));
  }

  private TrustReport judged(LinkId link, State state) {
    List<Link> links = new ArrayList<>();
    for (Link each : passed.chain().links()) {
      if (each.id() != link) {
        links.add(each);
      }
    }
    links.add(new Link(link, state, "by hand", null, null, List.of()));
    links.sort(Comparator.comparing(Link::id));
    return Reports.of(passed.facts(), new TrustChain(links), Policy.basic(), Map.of());
  }

  @Test
  void whatPassedIsSaidWithTimePolicyAndDigest() throws Exception {
    JsonNode statement = summary(passed);
    assertEquals("hello", statement.at("/subject/0/name").asText());
    assertEquals(passed.facts().sha256().hex(), statement.at("/subject/0/digest/sha256").asText());
    JsonNode predicate = statement.path("predicate");
    assertEquals("PASSED", predicate.path("verificationResult").asText());
    assertEquals("2026-11-27T09:00:00Z", predicate.path("timeVerified").asText());
    assertEquals(SummaryAbout.VERIFIER, predicate.at("/verifier/id").asText());
    assertEquals("https://gotrust.dev/policy/basic", predicate.at("/policy/uri").asText());
    assertEquals("[\"SLSA_BUILD_LEVEL_0\"]", predicate.path("verifiedLevels").toString());
    assertTrue(
        predicate.path("resourceUri").asText().startsWith("pkg:golang/"), predicate.toString());
  }

  @Test
  void nothingButPassIsPassed() throws Exception {
    for (State state : State.values()) {
      TrustReport report = judged(LinkId.BUILD_INFO, state);
      Verdict verdict = report.outcome().verdict();
      JsonNode predicate = summary(report).path("predicate");
      boolean passes = verdict == Verdict.PASS;
      assertEquals(passes ? "PASSED" : "FAILED", predicate.path("verificationResult").asText());
      assertEquals(!passes, predicate.path("verifiedLevels").toString().equals("[\"FAILED\"]"));
      assertEquals(verdict.name(), predicate.path("https://gotrust.dev/verdict").asText());
    }
    TrustReport failed = judged(LinkId.BUILD_INFO, State.CONTRADICTED);
    assertEquals(Verdict.FAIL, failed.outcome().verdict());
    SummaryAbout about = SummaryAbout.of(failed.facts(), NOW);
    assertThrows(IllegalArgumentException.class, () -> SummaryJson.result(failed, about));
  }

  @Test
  void levelsAreWhatOutsideEvidenceShows() throws Exception {
    JsonNode attested = summary(judged(LinkId.PROVENANCE, State.ATTESTED)).path("predicate");
    assertEquals(
        "[\"SLSA_BUILD_LEVEL_1\",\"GOTRUST_PROVENANCE_ATTESTED\"]",
        attested.path("verifiedLevels").toString());
    JsonNode proven = summary(judged(LinkId.CHECKSUM_DB, State.PROVEN)).path("predicate");
    assertEquals(
        "[\"SLSA_BUILD_LEVEL_0\",\"GOTRUST_CHECKSUM_DB_PROVEN\"]",
        proven.path("verifiedLevels").toString());
    JsonNode weak = summary(judged(LinkId.GO_SUM, State.CORROBORATED)).path("predicate");
    assertEquals("[\"SLSA_BUILD_LEVEL_0\"]", weak.path("verifiedLevels").toString());
  }

  @Test
  void aSimpleResultListsTheSame() throws Exception {
    SummaryAbout about = SummaryAbout.of(passed.facts(), NOW);
    JsonNode predicate =
        of(
                "verification-result.schema.json",
                SummaryJson.result(judged(LinkId.GO_SUM, State.PROVEN), about))
            .path("predicate");
    assertEquals("2026-11-27T09:00:00Z", predicate.path("timeCreated").asText());
    assertEquals(
        "[\"SLSA_BUILD_LEVEL_0\",\"GOTRUST_GO_SUM_PROVEN\"]",
        predicate.path("properties").toString());
    assertEquals("https://gotrust.dev/policy/basic", predicate.at("/verifier/policy/uri").asText());
  }

  @Test
  void inputsAreTheAttestationsAndMaterialsAllOfThem() throws Exception {
    TrustReport with =
        new TrustReport(
            passed.facts(),
            passed.chain(),
            passed.outcome(),
            List.of(
                new Material("signature", "a.att.json", Bytes.of(new byte[32]), Standing.GIVEN),
                new Material("go.sum", "go.sum", Bytes.of(new byte[32]), Standing.BESIDE)),
            List.of(),
            null,
            "0.1.0");
    JsonNode predicate = summary(with).path("predicate");
    assertEquals(1, predicate.path("inputAttestations").size());
    assertEquals("a.att.json", predicate.at("/inputAttestations/0/name").asText());
    assertEquals(2, predicate.path("https://gotrust.dev/materials").size());
  }

  @Test
  void ourReaderTakesBoth() throws Exception {
    SummaryAbout about = new SummaryAbout("https://v.example", "pkg:generic/app", NOW);
    VerificationSummary summary = read(SummaryJson.summary(passed, about));
    assertEquals("PASSED", summary.result());
    assertEquals("https://v.example", summary.verifierId());
    assertEquals("pkg:generic/app", summary.resourceUri());
    assertEquals("2026-11-27T09:00:00Z", summary.timeVerified());
    VerificationSummary result = read(SummaryJson.result(passed, about));
    assertEquals("https://v.example", result.verifierId());
    assertEquals("2026-11-27T09:00:00Z", result.timeVerified());
    assertEquals("https://gotrust.dev/policy/basic", result.policyUri());
    TrustReport failed = judged(LinkId.BUILD_INFO, State.CONTRADICTED);
    assertEquals("FAILED", read(SummaryJson.summary(failed, about)).result());
  }

  private static VerificationSummary read(String statement) throws Exception {
    return VerificationSummary.read(Statement.read(SignedStatements.of(statement)));
  }

  @Test
  void theWholeReportIsAPredicateToo() throws Exception {
    JsonNode statement = new ObjectMapper().readTree(SummaryJson.report(passed));
    assertEquals(SummaryJson.REPORT, statement.path("predicateType").asText());
    assertEquals("PASS", statement.at("/predicate/verdict").asText());
    assertEquals(
        List.of(),
        Schemas.errors("trust-report.schema.json", statement.path("predicate").toString()));
  }

  @Test
  void aPredicateOfOthersIsTakenAsItStandsInAscii() throws Exception {
    String statement =
        StatementJson.render(
            "dist/\u202eapp", Bytes.of(new byte[32]), "https://x", "{\"a\":\"\u00fc\u202e\"}\n");
    for (int i = 0; i < statement.length(); i++) {
      assertTrue(statement.charAt(i) >= ' ' && statement.charAt(i) <= '~', statement);
    }
    JsonNode tree = new ObjectMapper().readTree(statement);
    assertEquals("\u00fc\u202e", tree.at("/predicate/a").asText());
    assertEquals("\u202eapp", tree.at("/subject/0/name").asText());
  }
}
