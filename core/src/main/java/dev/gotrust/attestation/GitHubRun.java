package dev.gotrust.attestation;

import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What slsa-github-generator keeps of the run of a workflow: variables of its environment, in lower
 * or in upper case, and the event that started it.
 *
 * @param trigger the name of the event
 * @param ref the ref that it ran for
 * @param branch for a tag the branch that the event names with it
 * @param inputs what was given to the workflow by whoever started it
 */
record GitHubRun(String trigger, String ref, String branch, Map<String, String> inputs) {
  static GitHubRun read(@Nullable JsonNode environment) throws JsonException {
    JsonNode variables = environment != null && environment.isObject() ? environment : null;
    String trigger = variable(variables, "github_event_name", "GITHUB_EVENT_NAME");
    String ref = variable(variables, "github_ref", "GITHUB_REF");
    JsonNode payload = PredicateFields.object(variables, "github_event_payload");
    payload = payload == null ? PredicateFields.object(variables, "GITHUB_EVENT_PAYLOAD") : payload;
    String branch = variable(variables, "github_base_ref", "GITHUB_BASE_REF");
    if (branch.isEmpty() && payload != null) {
      branch = branch(trigger, payload);
    }
    JsonNode inputs = PredicateFields.object(payload, "inputs");
    return new GitHubRun(trigger, ref, branch, PredicateFields.inputs(inputs));
  }

  /** Of all events two name a branch with a tag. */
  private static String branch(String trigger, JsonNode payload) throws JsonException {
    if (trigger.equals("push")) {
      return PredicateFields.text(payload, "base_ref");
    }
    JsonNode release = PredicateFields.object(payload, "release");
    String target = PredicateFields.text(release, "target_commitish");
    return trigger.equals("release") && !target.isEmpty() ? "refs/heads/" + target : "";
  }

  private static String variable(@Nullable JsonNode variables, String lower, String upper)
      throws JsonException {
    String value = PredicateFields.text(variables, lower);
    return PredicateFields.or(value, PredicateFields.text(variables, upper));
  }
}
