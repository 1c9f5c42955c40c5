package dev.gotrust.policy;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.policy.PolicyOutcome.Violation;
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
  private final List<Violation> violations = new ArrayList<>();
  private final List<LinkId> proven = new ArrayList<>();
  private final List<LinkId> notProven = new ArrayList<>();
  private boolean outsideRoot;

  Evaluation(Policy policy, TrustChain chain, Map<LinkId, State> given, List<Breach> breaches) {
    this.policy = policy;
    this.chain = chain;
    this.breaches = breaches;
    required.putAll(policy.required());
    for (Map.Entry<LinkId, State> asked : given.entrySet()) {
      required.merge(asked.getKey(), asked.getValue(), Policy::stronger);
    }
  }

  PolicyOutcome run() {
    for (LinkId id : LinkId.values()) {
      Violation violation = violation(id);
      if (violation != null) {
        violations.add(violation);
      }
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
        policy.accepted());
  }

  private Verdict verdict() {
    for (Violation violation : violations) {
      if (violation.fails()) {
        return Verdict.FAIL;
      }
    }
    return violations.isEmpty() ? Verdict.PASS : Verdict.INCOMPLETE;
  }

  private void addBreaches(LinkId id) {
    for (Breach breach : breaches) {
      if (breach.link() == id) {
        State actual = chain.state(id);
        violations.add(
            new Violation(
                id,
                required.get(id),
                actual,
                breach.reason(),
                breach.fails(),
                breach.unreachable()));
      }
    }
  }

  private @Nullable Violation violation(LinkId id) {
    State actual = chain.state(id);
    State asked = required.get(id);
    if (actual == State.CONTRADICTED) {
      return new Violation(id, asked, actual, "is CONTRADICTED");
    }
    if (asked != null && !meets(id, actual, asked)) {
      Link link = chain.link(id);
      boolean unreachable = link != null && link.unreachable();
      return new Violation(id, asked, actual, shortfall(id, actual, asked), false, unreachable);
    }
    if (actual != State.UNDECIDED || isCovered()) {
      return null;
    }
    if (id == LinkId.FILE) {
      return new Violation(id, asked, actual, "is UNDECIDED: not all of its bytes were judged");
    }
    return id == LinkId.BUILD_ID ? changed(asked) : null;
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

  private @Nullable Violation changed(@Nullable State asked) {
    Link link = chain.link(LinkId.BUILD_ID);
    Link.Change change = link == null ? null : link.change();
    if (change == null) {
      return new Violation(
          LinkId.BUILD_ID, asked, State.UNDECIDED, "is UNDECIDED: the file may have been changed");
    }
    if (policy.accepted().contains(change)) {
      return null;
    }
    return new Violation(
        LinkId.BUILD_ID,
        asked,
        State.UNDECIDED,
        "is UNDECIDED: changed after linking (" + change.id() + ')');
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
