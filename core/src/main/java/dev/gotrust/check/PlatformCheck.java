package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.codesign.JudgedSignatures;
import dev.gotrust.codesign.PlatformSignature;
import dev.gotrust.codesign.PlatformSignature.Kind;
import dev.gotrust.facts.Inspection;
import java.util.ArrayList;
import java.util.List;

/**
 * Does a platform signature hold, and lead to a root that the user gave? Part of the link {@code
 * signature} where the user asks for it.
 */
final class PlatformCheck {
  private PlatformCheck() {}

  /** Adds platform signatures to the judgement of the others; a contradiction always counts. */
  static Link add(Link link, Inspection facts, JudgedSignatures judged) {
    Link platform = judge(facts, judged);
    List<Evidence> evidence = new ArrayList<>(link.evidence());
    evidence.addAll(platform.evidence());
    boolean counts =
        link.state() != State.CONTRADICTED
            && (platform.state() == State.CONTRADICTED || link.state() != State.PROVEN);
    Link chosen = counts ? platform : link;
    return new Link(
        LinkId.SIGNATURE,
        chosen.state(),
        chosen.reason(),
        chosen.remark(),
        chosen.next(),
        null,
        evidence);
  }

  private static Link judge(Inspection facts, JudgedSignatures judged) {
    List<PlatformSignature> all = judged.signatures();
    if (all.size() < facts.binaries().size()) {
      return link(State.ABSENT, "the file carries no platform signature", List.of(), facts);
    }
    StringBuilder who = new StringBuilder();
    for (PlatformSignature one : all) {
      if (one.problem() != null) {
        return link(State.CONTRADICTED, one.kind().id() + ": " + one.problem(), all, facts);
      }
    }
    boolean nobody = false;
    for (PlatformSignature one : all) {
      if (one.kind() == Kind.AD_HOC) {
        nobody = true;
        continue;
      }
      if (!Boolean.TRUE.equals(one.chained())) {
        String reason =
            one.signer() + " leads to none of the roots of " + judged.roots().location();
        return link(State.CONTRADICTED, reason, all, facts);
      }
      who.append(who.isEmpty() ? "" : " and ").append(one.signer());
    }
    if (nobody) {
      return link(State.ABSENT, "its code signature is ad-hoc: nobody signed", all, facts);
    }
    return link(State.PROVEN, "signed by " + who + " (" + all.get(0).kind().id() + ')', all, facts);
  }

  private static Link link(
      State state, String reason, List<PlatformSignature> all, Inspection facts) {
    EvidenceList evidence = new EvidenceList();
    StringBuilder remark = new StringBuilder();
    for (PlatformSignature one : all) {
      evidence.add(
          Evidence.of(
              one.kind().id() + ", " + one.algorithm(),
              one.recorded(),
              one.computed() == null ? one.recorded() : one.computed(),
              facts.name()));
      for (String text : one.remarks()) {
        remark.append(remark.isEmpty() ? "" : "; ").append(text);
      }
    }
    return new Link(
        LinkId.SIGNATURE,
        state,
        reason,
        remark.isEmpty() ? null : remark.toString(),
        null,
        null,
        evidence.toList());
  }
}
