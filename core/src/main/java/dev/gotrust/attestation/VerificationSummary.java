package dev.gotrust.attestation;

import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.keys.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier says that it verified: a SLSA verification summary (VSA), or in-toto's simple
 * verification result (SVR). A text that it does not say is empty. Immutable, thread-safe. See
 * slsa.dev, {@code verification_summary/v1}, and in-toto, {@code spec/predicates/svr.md}.
 *
 * @param verifierId who verified
 * @param timeVerified when, as it was written
 * @param resourceUri what was verified
 * @param policyUri by which policy
 * @param result what came of it: {@code PASSED}, or anything else
 * @param levels levels and properties that the verifier found, such as {@code SLSA_BUILD_LEVEL_3}
 * @param slsaVersion the version of SLSA by which the levels are meant
 */
public record VerificationSummary(
    String verifierId,
    String timeVerified,
    String resourceUri,
    String policyUri,
    String result,
    List<String> levels,
    String slsaVersion) {
  private static final String CHECK = "verification summary";
  private static final String PASSED = "PASSED";

  /**
   * Copies the list.
   *
   * @param verifierId who verified
   * @param timeVerified when, as it was written
   * @param resourceUri what was verified
   * @param policyUri by which policy
   * @param result what came of it
   * @param levels levels and properties that the verifier found; copied
   * @param slsaVersion the version of SLSA by which the levels are meant
   */
  public VerificationSummary {
    levels = List.copyOf(levels);
  }

  /**
   * {@return the summary that a statement holds}
   *
   * @param statement whose predicate is a summary or a simple result
   * @throws RefusedException if the predicate is of another type, or malformed
   */
  public static VerificationSummary read(Statement statement) throws RefusedException {
    try {
      JsonNode predicate = statement.predicate();
      return switch (statement.predicateType()) {
        case PredicateTypes.SUMMARY_1 -> summary(predicate, levels(predicate, "verifiedLevels"));
        case PredicateTypes.SUMMARY_0_2 -> {
          JsonNode level = predicate.find("policy_level");
          yield summary02(predicate, level == null ? List.of() : List.of(level.text()));
        }
        case PredicateTypes.RESULT_0_1 -> result(predicate);
        default ->
            throw new RefusedException(
                CHECK,
                "the predicate is none",
                PredicateTypes.SUMMARY_1 + " or " + PredicateTypes.RESULT_0_1,
                statement.predicateType(),
                null);
      };
    } catch (JsonException malformed) {
      throw new RefusedException(CHECK, malformed.getMessage());
    }
  }

  private static VerificationSummary summary(JsonNode predicate, List<String> levels)
      throws JsonException {
    return new VerificationSummary(
        predicate.get("verifier").get("id").text(),
        text(predicate, "timeVerified"),
        predicate.get("resourceUri").text(),
        text(predicate.find("policy"), "uri"),
        predicate.get("verificationResult").text(),
        levels,
        text(predicate, "slsaVersion"));
  }

  private static VerificationSummary summary02(JsonNode predicate, List<String> levels)
      throws JsonException {
    return new VerificationSummary(
        predicate.get("verifier").get("id").text(),
        text(predicate, "time_verified"),
        predicate.get("resource_uri").text(),
        text(predicate.find("policy"), "uri"),
        predicate.get("verification_result").text(),
        levels,
        "");
  }

  /** It is only written of what passed. */
  private static VerificationSummary result(JsonNode predicate) throws JsonException {
    JsonNode verifier = predicate.get("verifier");
    return new VerificationSummary(
        verifier.get("id").text(),
        text(predicate, "timeCreated"),
        "",
        text(verifier.find("policy"), "uri"),
        PASSED,
        levels(predicate, "properties"),
        "");
  }

  private static List<String> levels(JsonNode predicate, String field) throws JsonException {
    List<String> levels = new ArrayList<>();
    if (predicate.list(field).size() > Limits.SUMMARY_LEVELS) {
      throw predicate.wrong(
          "\"" + field + "\" holds more than the " + Limits.SUMMARY_LEVELS + " read");
    }
    for (JsonNode element : predicate.list(field)) {
      levels.add(element.text());
    }
    return levels;
  }

  private static String text(@Nullable JsonNode node, String field) throws JsonException {
    String text = node == null ? null : node.findText(field);
    return text == null ? "" : text;
  }

  /**
   * {@return every comparison of what is asked of a summary}
   *
   * @param expected what it must say
   */
  public List<Comparison> compare(SummaryExpectations expected) {
    List<Comparison> all = new ArrayList<>();
    all.add(Comparison.equal("verifier", expected.verifierId(), verifierId));
    all.add(Comparison.equal("verification result", PASSED, result));
    if (!expected.resourceUri().isEmpty()) {
      String wanted = expected.resourceUri();
      all.add(
          Comparison.of(
              "verified resource",
              wanted,
              SourceUri.shown(resourceUri),
              wanted.equals(resourceUri)));
    }
    for (String level : expected.levels()) {
      String orAbove = TrackLevel.parse(level) == null ? level : level + " or above";
      all.add(
          Comparison.of("verified level", orAbove, String.join(", ", levels), satisfies(level)));
    }
    return all;
  }

  private boolean satisfies(String asked) {
    for (String level : levels) {
      if (TrackLevel.satisfies(level, asked)) {
        return true;
      }
    }
    return false;
  }
}
