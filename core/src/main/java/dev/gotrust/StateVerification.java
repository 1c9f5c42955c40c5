package dev.gotrust;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.check.Checks;
import dev.gotrust.check.Checks.Held;
import dev.gotrust.check.RollbackJudgement;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.StateAccess;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.rollback.Acceptance;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.StateFile.Appender;
import dev.gotrust.rollback.StateReading;
import dev.gotrust.rollback.StateReading.Intact;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a judgement that is remembered: the artifact is held against what was accepted
 * before, and what passes is written down, while nobody else writes. A report is given only once
 * that is done.
 */
final class StateVerification {
  private final Inspection facts;
  private final Held held;
  private final Materials materials;
  private final Policy policy;
  private final StateAccess access;
  private @Nullable Settled settled;

  private StateVerification(
      Inspection facts, Held held, Materials materials, Policy policy, StateAccess access) {
    this.facts = facts;
    this.held = held;
    this.materials = materials;
    this.policy = policy;
    this.access = access;
  }

  /**
   * A chain and what the policy makes of it.
   *
   * @param chain the judged links
   * @param outcome what the policy makes of them
   * @param state the log that it was held against, null without one
   */
  record Settled(TrustChain chain, PolicyOutcome outcome, @Nullable Material state) {}

  static Settled settle(
      Inspection facts,
      Held held,
      Materials materials,
      Policy policy,
      @Nullable StateAccess access) {
    if (access == null) {
      PolicyOutcome outcome =
          policy.evaluate(held.chain(), Checks.asked(materials, policy), held.breaches());
      return new Settled(held.chain(), outcome, null);
    }
    return new StateVerification(facts, held, materials, policy, access).run();
  }

  private Settled run() {
    access.file().run(this::judge);
    if (settled == null) {
      throw new IllegalStateException("a session that was not run");
    }
    return settled;
  }

  private void judge(StateReading read, Appender appender) {
    StateReading reading = read.holding(access.file().name(), access.head());
    RollbackJudgement judged = Checks.rollback(facts, held.chain(), materials, access, reading);
    Settled result = settle(judged.link(), judged.isAllowed(), reading);
    Acceptance toRecord = judged.toRecord();
    settled =
        toRecord == null || result.outcome().verdict() != Verdict.PASS
            ? result
            : record(judged, toRecord, reading, appender);
  }

  private Settled record(
      RollbackJudgement judged, Acceptance program, StateReading reading, Appender appender) {
    try {
      Entry entry =
          appender.append(
              access.clock().instant().truncatedTo(ChronoUnit.SECONDS), program, judged.reason());
      return settle(recorded(judged.link(), entry), judged.isAllowed(), reading);
    } catch (IOException failed) {
      String reason =
          "it could not be written down as accepted: " + String.valueOf(failed.getMessage());
      Link link =
          new Link(
              LinkId.ROLLBACK,
              State.UNDECIDED,
              reason,
              "make room for " + access.file().name() + ", and let this user write it",
              null,
              judged.link().evidence());
      return settle(link, false, reading);
    }
  }

  /** The hash of the line is what the user can keep elsewhere, to see that none is cut off. */
  private Link recorded(Link link, Entry entry) {
    List<Evidence> evidence = new ArrayList<>(link.evidence());
    String line = access.file().name() + ", line " + entry.line();
    evidence.add(Evidence.of("recorded, hash of the line", null, entry.hash().hex(), line));
    return new Link(
        link.id(), link.state(), link.reason(), link.remark(), link.next(), null, evidence);
  }

  private Settled settle(Link link, boolean allowed, StateReading reading) {
    List<Link> links = new ArrayList<>(held.chain().links());
    links.add(link);
    TrustChain chain = new TrustChain(links);
    Map<LinkId, State> asked = Checks.asked(materials, policy);
    if (!allowed) {
      asked.put(LinkId.ROLLBACK, State.PROVEN);
    }
    return new Settled(chain, policy.evaluate(chain, asked, held.breaches()), material(reading));
  }

  private @Nullable Material material(StateReading reading) {
    return reading instanceof Intact intact
        ? new Material(StateAccess.KIND, access.file().name(), intact.sha256(), Standing.GIVEN)
        : null;
  }
}
