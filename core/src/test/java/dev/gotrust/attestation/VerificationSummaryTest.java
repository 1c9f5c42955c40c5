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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerificationSummaryTest {
  private static final String V1 =
      "{\"verifier\":{\"id\":\"https://v\"},\"timeVerified\":\"2026-01-01T00:00:00Z\","
          + "\"resourceUri\":\"pkg:oci/app\",\"policy\":{\"uri\":\"https://p\"},"
          + "\"verificationResult\":\"PASSED\",\"verifiedLevels\":[\"SLSA_BUILD_LEVEL_2\","
          + "\"SLSA_SOURCE_LEVEL_3\",\"FEDRAMP_LOW\"],\"slsaVersion\":\"1.1\"}";
  private static final String V02 =
      "{\"verifier\":{\"id\":\"https://v\"},\"time_verified\":\"2022-01-01T00:00:00Z\","
          + "\"resource_uri\":\"pkg:oci/app\",\"policy\":{\"uri\":\"https://p\"},"
          + "\"verification_result\":\"PASSED\",\"policy_level\":\"SLSA_BUILD_LEVEL_3\"}";
  private static final String SIMPLE =
      "{\"verifier\":{\"id\":\"https://v\"},\"properties\":[\"SLSA_BUILD_LEVEL_3\"]}";

  private static VerificationSummary read(String type, String predicate) throws RefusedException {
    return VerificationSummary.read(Statement.read(SignedStatements.ofPredicate(type, predicate)));
  }

  private static List<String> different(
      VerificationSummary summary, String verifier, String resource, String... levels) {
    List<String> different = new ArrayList<>();
    for (Comparison comparison :
        summary.compare(new SummaryExpectations(verifier, resource, List.of(levels)))) {
      if (comparison.result() != Result.AGREES) {
        different.add(comparison.toString());
      }
    }
    return different;
  }

  @Test
  void everyFormIsRead() throws Exception {
    VerificationSummary summary = read(PredicateTypes.SUMMARY_1, V1);
    assertEquals("https://v", summary.verifierId());
    assertEquals("2026-01-01T00:00:00Z", summary.timeVerified());
    assertEquals("pkg:oci/app", summary.resourceUri());
    assertEquals("https://p", summary.policyUri());
    assertEquals("PASSED", summary.result());
    assertEquals("1.1", summary.slsaVersion());
    assertEquals(List.of("SLSA_BUILD_LEVEL_3"), read(PredicateTypes.SUMMARY_0_2, V02).levels());
    assertEquals("PASSED", read(PredicateTypes.RESULT_0_1, SIMPLE).result());
  }

  @Test
  void whatIsAskedForAgrees() throws Exception {
    VerificationSummary summary = read(PredicateTypes.SUMMARY_1, V1);
    assertEquals(List.of(), different(summary, "https://v", ""));
    assertEquals(
        List.of(),
        different(
            summary, "https://v", "pkg:oci/app", "SLSA_BUILD_LEVEL_1", "SLSA_SOURCE_LEVEL_3"));
    assertEquals(List.of(), different(summary, "https://v", "", "FEDRAMP_LOW"));
    assertEquals(
        List.of(),
        different(read(PredicateTypes.RESULT_0_1, SIMPLE), "https://v", "", "SLSA_BUILD_LEVEL_2"));
  }

  @Test
  void everyMismatchIsNamed() throws Exception {
    assertEquals(
        List.of(
            "verifier: expected https://w, found https://v",
            "verified resource: expected pkg:oci/other, found pkg:oci/app",
            "verified level: expected SLSA_BUILD_LEVEL_3 or above, found SLSA_BUILD_LEVEL_2,"
                + " SLSA_SOURCE_LEVEL_3, FEDRAMP_LOW",
            "verified level: expected FEDRAMP, found SLSA_BUILD_LEVEL_2, SLSA_SOURCE_LEVEL_3,"
                + " FEDRAMP_LOW"),
        different(
            read(PredicateTypes.SUMMARY_1, V1),
            "https://w",
            "pkg:oci/other",
            "SLSA_BUILD_LEVEL_3",
            "FEDRAMP"));
    assertEquals(
        List.of("verified resource: expected r, found nothing"),
        different(read(PredicateTypes.RESULT_0_1, SIMPLE), "https://v", "r"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "passed", "PASSED ", ""})
  void nothingButPassedHasPassed(String result) throws Exception {
    String predicate = V1.replace("PASSED", result);
    assertEquals(
        1, different(read(PredicateTypes.SUMMARY_1, predicate), "https://v", "").size(), result);
  }

  @ParameterizedTest
  @CsvSource({
    "SLSA_BUILD_LEVEL_3, SLSA_BUILD_LEVEL_2, true",
    "SLSA_BUILD_LEVEL_2, SLSA_BUILD_LEVEL_2, true",
    "SLSA_BUILD_LEVEL_1, SLSA_BUILD_LEVEL_2, false",
    "SLSA_SOURCE_LEVEL_3, SLSA_BUILD_LEVEL_2, false",
    "SLSA_BUILD_LEVEL_UNEVALUATED, SLSA_BUILD_LEVEL_0, false",
    "SLSA_BUILD_LEVEL_UNEVALUATED, SLSA_BUILD_LEVEL_UNEVALUATED, true",
    "SLSA_BUILD_LEVEL_\u0663, SLSA_BUILD_LEVEL_1, false",
    "SLSA_BUILD_LEVEL_33, SLSA_BUILD_LEVEL_3, false",
    "xSLSA_BUILD_LEVEL_3, SLSA_BUILD_LEVEL_3, false",
    "OWN_LEVEL_3, OWN_LEVEL_2, false",
    "OWN_LEVEL_2, OWN_LEVEL_2, true"
  })
  void levelsOfATrackHoldTheLowerOnes(String found, String asked, boolean holds) {
    assertEquals(holds, TrackLevel.satisfies(found, asked));
  }

  @Test
  void whatIsMissingOrOfAnotherTypeIsRefused() {
    for (String broken :
        List.of(
            "{}",
            V1.replace("resourceUri", "uri"),
            V1.replace("\"PASSED\"", "true"),
            V1.replace("[\"SLSA_BUILD_LEVEL_2\",", "[{},"),
            V1.replace("[\"SLSA_BUILD_LEVEL_2\",", "[" + "\"x\",".repeat(64)))) {
      assertThrows(RefusedException.class, () -> read(PredicateTypes.SUMMARY_1, broken), broken);
    }
    assertThrows(RefusedException.class, () -> read(PredicateTypes.SUMMARY_1, V02));
    assertThrows(RefusedException.class, () -> read(PredicateTypes.PROVENANCE_1, V1));
    assertTrue(new SummaryExpectations("v", "", List.of()).isAsked());
    assertFalse(SummaryExpectations.NONE.isAsked());
  }
}
