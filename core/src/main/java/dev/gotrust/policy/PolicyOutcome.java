package dev.gotrust.policy;

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
 */
public record PolicyOutcome(
    String policy,
    Verdict verdict,
    List<Violation> violations,
    List<LinkId> proven,
    List<LinkId> notProven,
    boolean outsideRoot,
    Map<LinkId, State> required,
    Set<Change> accepted) {
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
   */
  public record Violation(
      LinkId link,
      @Nullable State required,
      State actual,
      String reason,
      boolean fails,
      boolean unreachable) {
    /**
     * Creates a violation that fails where the link is contradicted.
     *
     * @param link the link that falls short
     * @param required the state that it was asked for, null if none was
     * @param actual the state that it has
     * @param reason one phrase that says what is missing
     */
    public Violation(LinkId link, @Nullable State required, State actual, String reason) {
      this(link, required, actual, reason, actual == State.CONTRADICTED, false);
    }
  }

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
    for (Violation violation : violations) {
      line.append(violation.link().id()).append(' ').append(violation.reason()).append("; ");
    }
    line.append("proven from outside: ");
    append(line, proven);
    line.append("; not proven: ");
    append(line, notProven);
    return line.toString();
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
