package dev.gotrust.attestation;

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
 * @param passed whether the verifier says that it passed
 * @param levels levels and properties that the verifier found, such as {@code SLSA_BUILD_LEVEL_3}
 */
public record VerificationSummary(
    String verifierId,
    String timeVerified,
    String resourceUri,
    String policyUri,
    boolean passed,
    List<String> levels) {
  private static final String CHECK = "verification summary";
  private static final String LEVEL = "SLSA_BUILD_LEVEL_";

  /**
   * Copies the list.
   *
   * @param verifierId who verified
   * @param timeVerified when, as it was written
   * @param resourceUri what was verified
   * @param policyUri by which policy
   * @param passed whether the verifier says that it passed
   * @param levels levels and properties that the verifier found; copied
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
        predicate.get("verificationResult").text().equals("PASSED"),
        levels);
  }

  private static VerificationSummary summary02(JsonNode predicate, List<String> levels)
      throws JsonException {
    return new VerificationSummary(
        predicate.get("verifier").get("id").text(),
        text(predicate, "time_verified"),
        predicate.get("resource_uri").text(),
        text(predicate.find("policy"), "uri"),
        predicate.get("verification_result").text().equals("PASSED"),
        levels);
  }

  /** It is only written of what passed. */
  private static VerificationSummary result(JsonNode predicate) throws JsonException {
    return new VerificationSummary(
        predicate.get("verifier").get("id").text(),
        text(predicate, "timeVerified"),
        "",
        text(predicate.find("policy"), "uri"),
        true,
        levels(predicate, "properties"));
  }

  private static List<String> levels(JsonNode predicate, String field) throws JsonException {
    List<String> levels = new ArrayList<>();
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
   * @param expectedVerifier who must have verified
   * @param minimumLevel the lowest build level, such as {@code 2}; 0 to ask for none
   */
  public List<Comparison> compare(String expectedVerifier, int minimumLevel) {
    List<Comparison> all = new ArrayList<>();
    all.add(Comparison.equal("verifier", expectedVerifier, verifierId));
    all.add(Comparison.equal("verification result", "PASSED", passed ? "PASSED" : "FAILED"));
    if (minimumLevel > 0) {
      int level = level();
      all.add(
          Comparison.of(
              "build level",
              LEVEL + minimumLevel + " or above",
              levels.isEmpty() ? "" : String.join(", ", levels),
              level >= minimumLevel));
    }
    return all;
  }

  /** The highest build level, -1 where none is said. */
  private int level() {
    int highest = -1;
    for (String level : levels) {
      boolean named = level.startsWith(LEVEL) && level.length() == LEVEL.length() + 1;
      int value = named ? level.charAt(LEVEL.length()) - '0' : -1;
      highest = value <= 9 ? Math.max(highest, value) : highest;
    }
    return highest;
  }
}
