package dev.gotrust.policy;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.policy.PolicyOutcome.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One application of a policy to a chain; each rule names the link that breaks it. */
final class Evaluation {
  private final Policy policy;
  private final TrustChain chain;
  private final List<Breach> breaches;
  private final Map<LinkId, State> required = new EnumMap<>(LinkId.class);
  private final Map<LinkId, State> given;
  private final List<Violation> violations = new ArrayList<>();
  private final Exemptions exemptions;
  private final List<LinkId> proven = new ArrayList<>();
  private final List<LinkId> notProven = new ArrayList<>();
  private boolean outsideRoot;

  Evaluation(Policy policy, TrustChain chain, Map<LinkId, State> given, List<Breach> breaches) {
    this.policy = policy;
    this.chain = chain;
    this.given = given;
    this.breaches = breaches;
    Instant now = policy.exemptions().isEmpty() ? Instant.EPOCH : policy.clock().instant();
    this.exemptions = new Exemptions(policy.exemptions(), now);
    required.putAll(policy.required());
    for (Map.Entry<LinkId, State> asked : given.entrySet()) {
      required.merge(asked.getKey(), asked.getValue(), Policy::stronger);
    }
  }

  PolicyOutcome run() {
    for (LinkId id : LinkId.values()) {
      addWanting(id);
      addBreaches(id);
      sort(id);
    }
    return new PolicyOutcome(
        policy.name(),
        verdict(),
        violations,
        proven,
        notProven,
        outsideRoot,
        required,
        policy.accepted(),
        policy.sha256(),
        exemptions.uses());
  }

  private Verdict verdict() {
    for (Violation violation : violations) {
      if (violation.fails()) {
        return Verdict.FAIL;
      }
    }
    return violations.isEmpty() ? Verdict.PASS : Verdict.INCOMPLETE;
  }

  /** An exception excuses what was asked for, never that bytes were changed or left unjudged. */
  private void addWanting(LinkId id) {
    Violation wanting = violation(id);
    if (wanting == null) {
      return;
    }
    Violation always = wanting.rule() == Rule.REQUIRED ? always(id) : null;
    if (exemptions.excuse(wanting)) {
      if (always != null) {
        violations.add(always);
      }
    } else {
      violations.add(wanting);
    }
  }

  /** What an exception excuses is told with it, and is no violation. */
  private void add(Violation violation) {
    if (!exemptions.excuse(violation)) {
      violations.add(violation);
    }
  }

  private void addBreaches(LinkId id) {
    if (id == LinkId.BUILD_INFO) {
      addUnmatched();
    }
    for (Breach breach : breaches) {
      if (breach.link() == id) {
        add(
            new Violation(
                id,
                required.get(id),
                chain.state(id),
                breach.reason(),
                breach.fails(),
                breach.unreachable(),
                breach.rule(),
                breach.subject()));
      }
    }
    if (id == LinkId.PROVENANCE && policy.needsSigner() && !isSigned()) {
      add(
          new Violation(
              LinkId.SIGNATURE,
              required.get(LinkId.SIGNATURE),
              chain.state(LinkId.SIGNATURE),
              "and provenance: neither holds, one of them was asked for",
              false,
              isUnreachable(LinkId.SIGNATURE) || isUnreachable(LinkId.PROVENANCE),
              Rule.SIGNED,
              ""));
    }
  }

  private boolean isSigned() {
    return chain.state(LinkId.SIGNATURE) == State.PROVEN
        || chain.state(LinkId.PROVENANCE).meets(State.ATTESTED);
  }

  private boolean isUnreachable(LinkId id) {
    Link link = chain.link(id);
    return link != null && link.unreachable();
  }

  private void addUnmatched() {
    Policy.Unmatched unmatched = policy.unmatched();
    if (unmatched != null) {
      String main = unmatched.mainModules();
      violations.add(
          new Violation(
              LinkId.BUILD_INFO,
              required.get(LinkId.BUILD_INFO),
              chain.state(LinkId.BUILD_INFO),
              (main.isBlank() ? "names no main module" : "names the main module " + main)
                  + ", for which the policy has no rule",
              unmatched.fails(),
              false,
              Rule.OTHERS,
              main));
    }
  }

  private @Nullable Violation violation(LinkId id) {
    State actual = chain.state(id);
    State asked = required.get(id);
    if (actual == State.CONTRADICTED) {
      return violation(id, "is CONTRADICTED", Rule.CONTRADICTED);
    }
    if (asked != null && !meets(id, actual, asked)) {
      State firm = given.get(id);
      boolean excusable = firm == null || meets(id, actual, firm);
      return violation(id, shortfall(id, actual, asked), excusable ? Rule.REQUIRED : Rule.EVIDENCE);
    }
    return always(id);
  }

  /** What no policy need ask for. */
  private @Nullable Violation always(LinkId id) {
    State actual = chain.state(id);
    if (actual != State.UNDECIDED || isCovered()) {
      return null;
    }
    if (id == LinkId.FILE) {
      return violation(id, "is UNDECIDED: not all of its bytes were judged", Rule.UNJUDGED);
    }
    return id == LinkId.BUILD_ID ? changed() : null;
  }

  private Violation violation(LinkId id, String reason, Rule rule) {
    State actual = chain.state(id);
    boolean wanting = rule == Rule.REQUIRED || rule == Rule.EVIDENCE;
    return new Violation(
        id,
        required.get(id),
        actual,
        reason,
        actual == State.CONTRADICTED,
        wanting && isUnreachable(id),
        rule,
        wanting ? id.id() : "");
  }

  /** An emptied list of modules is a forgery, so only corroborated packages make up for it. */
  private boolean meets(LinkId id, State actual, State asked) {
    boolean ofModules = id.restsOn().contains(LinkId.PACKAGES) || id == LinkId.MODULE_CONTENT;
    if (actual == State.NOT_APPLICABLE && ofModules) {
      return chain.state(LinkId.PACKAGES).meets(State.CORROBORATED);
    }
    return actual.meets(asked);
  }

  private String shortfall(LinkId id, State actual, State asked) {
    return chain.link(id) == null
        ? "was not judged, " + asked + " was asked for"
        : "is " + actual + ", " + asked + " was asked for";
  }

  private @Nullable Violation changed() {
    Link link = chain.link(LinkId.BUILD_ID);
    Link.Change change = link == null ? null : link.change();
    if (change == null) {
      return violation(
          LinkId.BUILD_ID, "is UNDECIDED: the file may have been changed", Rule.CHANGED);
    }
    return policy.accepted().contains(change)
        ? null
        : violation(
            LinkId.BUILD_ID,
            "is UNDECIDED: changed after linking (" + change.id() + ')',
            Rule.CHANGED);
  }

  /** Whether a root of trust outside the artifact vouches for these very bytes. */
  private boolean isCovered() {
    return chain.state(LinkId.SIGNATURE) == State.PROVEN
        || chain.state(LinkId.PROVENANCE).meets(State.ATTESTED)
        || chain.state(LinkId.REBUILD) == State.PROVEN;
  }

  private void sort(LinkId id) {
    if (id == LinkId.FILE || !id.reaches().meets(State.ATTESTED)) {
      return;
    }
    State state = chain.state(id);
    if (state.meets(State.ATTESTED) && chain.basis(id) != State.CONTRADICTED) {
      // A log of what passed before says what is newer, not that anybody vouches for it.
      outsideRoot |= id != LinkId.ROLLBACK;
      if (state == State.PROVEN) {
        proven.add(id);
      }
    } else if (chain.link(id) != null || isNamedUnjudged(id)) {
      notProven.add(id);
    }
  }

  /**
   * Links that are worth naming even where nobody judged them: a reader would take them for done.
   */
  private static boolean isNamedUnjudged(LinkId id) {
    return id != LinkId.REBUILD && id != LinkId.ROLLBACK;
  }
}
