package dev.gotrust.policy;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy makes of a chain.
 *
 * @param policy the policy's name
 * @param verdict the verdict
 * @param violations what keeps it from PASS, in report order; empty for PASS
 * @param proven the links that are PROVEN from outside the artifact and rest on nothing that is
 *     contradicted, in report order; never {@code file}
 * @param notProven the links that outside evidence could prove or attest and that are neither, in
 *     report order, links that were not judged included
 * @param outsideRoot whether any link is PROVEN or ATTESTED from outside the artifact
 * @param required the state that each link was asked for
 * @param accepted the changes after linking that the policy accepted
 * @param sha256 the SHA-256 of the policy file, null where there is none
 * @param exemptions the exceptions of the policy, and what came of each
 */
public record PolicyOutcome(
    String policy,
    Verdict verdict,
    List<Violation> violations,
    List<LinkId> proven,
    List<LinkId> notProven,
    boolean outsideRoot,
    Map<LinkId, State> required,
    Set<Change> accepted,
    @Nullable Bytes sha256,
    List<Exemption.Use> exemptions) {
  /** Violations by one rule that the line names; reports hold all. */
  private static final int NAMED = 8;

  /**
   * Copies the collections.
   *
   * @param policy the policy's name
   * @param verdict the verdict
   * @param violations what keeps it from PASS; copied
   * @param proven the links that are PROVEN from outside the artifact; copied
   * @param notProven the links that outside evidence could prove or attest and that are neither;
   *     copied
   * @param outsideRoot whether any link is PROVEN or ATTESTED from outside the artifact
   * @param required the state that each link was asked for; copied
   * @param accepted the changes after linking that the policy accepted; copied
   * @param sha256 the SHA-256 of the policy file, null where there is none
   * @param exemptions the exceptions of the policy, and what came of each; copied
   */
  public PolicyOutcome {
    violations = List.copyOf(violations);
    proven = List.copyOf(proven);
    notProven = List.copyOf(notProven);
    Map<LinkId, State> states = new EnumMap<>(LinkId.class);
    states.putAll(required);
    required = Collections.unmodifiableMap(states);
    Set<Change> changes = EnumSet.noneOf(Change.class);
    changes.addAll(accepted);
    accepted = Collections.unmodifiableSet(changes);
    exemptions = List.copyOf(exemptions);
  }

  /**
   * Why the verdict is not PASS.
   *
   * @param link the link that falls short
   * @param required the state that it was asked for, null where a rule is broken that asks for none
   * @param actual the state that it has
   * @param reason one phrase that says what is missing
   * @param fails whether this alone makes the verdict FAIL
   * @param unreachable whether the link falls short because evidence could not be reached
   * @param rule which demand is broken
   * @param subject which of the things that the demand is about; may be empty
   */
  public record Violation(
      LinkId link,
      @Nullable State required,
      State actual,
      String reason,
      boolean fails,
      boolean unreachable,
      Rule rule,
      String subject) {}

  /**
   * {@return the line that says what the verdict rests on, such as {@code PASS (basic): nothing
   * contradicted; proven from outside: go-sum; not proven: source}}
   */
  public String line() {
    StringBuilder line = new StringBuilder(160);
    line.append(verdict.name()).append(" (").append(policy).append("): ");
    if (!isContradicted()) {
      line.append("nothing contradicted; ");
    }
    Map<Rule, Integer> seen = new EnumMap<>(Rule.class);
    for (Violation violation : violations) {
      if (seen.merge(violation.rule(), 1, Integer::sum) <= NAMED) {
        line.append(violation.link().id()).append(' ').append(violation.reason()).append("; ");
      }
    }
    for (Map.Entry<Rule, Integer> rule : seen.entrySet()) {
      if (rule.getValue() > NAMED) {
        line.append(rule.getValue() - NAMED).append(" more by ").append(rule.getKey().id());
        line.append("; ");
      }
    }
    appendExcused(line);
    line.append("proven from outside: ");
    append(line, proven);
    line.append("; not proven: ");
    append(line, notProven);
    return line.toString();
  }

  private void appendExcused(StringBuilder line) {
    for (Exemption.Use use : exemptions) {
      if (use.standing() == Exemption.Standing.USED) {
        line.append("excepted until ").append(use.exemption().until()).append(": ");
        line.append(use.excused().get(0));
        int more = use.excused().size() - 1;
        line.append(more > 0 ? " and " + more + " more; " : "; ");
      }
    }
  }

  /** {@return whether a link falls short because evidence that was asked for was out of reach} */
  public boolean isUnreachable() {
    for (Violation violation : violations) {
      if (violation.unreachable()) {
        return true;
      }
    }
    return false;
  }

  private boolean isContradicted() {
    for (Violation violation : violations) {
      if (violation.actual() == State.CONTRADICTED) {
        return true;
      }
    }
    return false;
  }

  private static void append(StringBuilder line, List<LinkId> links) {
    if (links.isEmpty()) {
      line.append("nothing");
    }
    for (int i = 0; i < links.size(); i++) {
      line.append(i == 0 ? "" : ", ").append(links.get(i).id());
    }
  }
}
