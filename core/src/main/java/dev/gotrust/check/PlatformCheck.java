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
import org.jspecify.annotations.Nullable;

/**
 * Does a platform signature hold, and lead to a root that the user gave? Part of the link {@code
 * signature} where the user asks for it.
 */
final class PlatformCheck {
  private PlatformCheck() {}

  /**
   * Adds platform signatures, which were asked for, to the judgement of the others.
   *
   * @param asked whether the others were asked for too: then both must hold
   */
  static Link add(Link link, Inspection facts, JudgedSignatures judged, boolean asked) {
    Link platform = judge(facts, judged);
    List<Evidence> evidence = new ArrayList<>(link.evidence());
    evidence.addAll(platform.evidence());
    boolean both = link.state() == State.PROVEN && platform.state() == State.PROVEN;
    Link chosen = weaker(link, platform, asked) ? link : platform;
    return new Link(
        LinkId.SIGNATURE,
        chosen.state(),
        both ? link.reason() + "; " + platform.reason() : chosen.reason(),
        both ? remarks(link.remark(), platform.remark()) : chosen.remark(),
        chosen.next(),
        null,
        evidence);
  }

  /** Whether the judgement of the others is what counts; a contradiction always does. */
  private static boolean weaker(Link others, Link platform, boolean asked) {
    if (others.state() == State.CONTRADICTED) {
      return true;
    }
    return asked && platform.state() != State.CONTRADICTED && others.state() != State.PROVEN;
  }

  private static @Nullable String remarks(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one + "; " + other;
  }

  private static Link judge(Inspection facts, JudgedSignatures judged) {
    List<PlatformSignature> all = judged.signatures();
    for (PlatformSignature one : all) {
      String problem = one.firstProblem();
      if (problem != null) {
        return link(State.CONTRADICTED, one.kind().id() + ": " + problem, all, facts);
      }
    }
    if (all.isEmpty()) {
      return link(State.ABSENT, "the file carries no platform signature", all, facts);
    }
    StringBuilder who = new StringBuilder();
    boolean nobody = false;
    for (PlatformSignature one : all) {
      if (one.kind() == Kind.AD_HOC) {
        nobody = true;
        continue;
      }
      PlatformSignature leading = one.leading();
      if (leading == null) {
        return link(State.CONTRADICTED, nowhere(one, judged), all, facts);
      }
      String signer = String.valueOf(leading.signer());
      if (who.indexOf(signer) < 0) {
        who.append(who.isEmpty() ? "" : " and ").append(signer);
      }
    }
    if (nobody) {
      return link(State.ABSENT, "its code signature is ad-hoc: nobody signed", all, facts);
    }
    if (judged.uncovered() != null) {
      return link(State.UNDECIDED, judged.uncovered(), all, facts);
    }
    return link(State.PROVEN, "signed by " + who + " (" + all.get(0).kind().id() + ')', all, facts);
  }

  private static String nowhere(PlatformSignature one, JudgedSignatures judged) {
    StringBuilder who = new StringBuilder(String.valueOf(one.signer()));
    for (PlatformSignature further : one.further()) {
      who.append(" and ").append(further.signer());
    }
    int count = judged.roots().anchors().size();
    return who
        + (one.further().isEmpty() ? " leads" : " lead")
        + (count == 1 ? " not to the root" : " to none of the " + count + " roots")
        + " of "
        + judged.roots().location();
  }

  private static Link link(
      State state, String reason, List<PlatformSignature> all, Inspection facts) {
    EvidenceList evidence = new EvidenceList();
    StringBuilder remark = new StringBuilder();
    for (PlatformSignature one : all) {
      add(one, facts, evidence, remark);
      for (PlatformSignature further : one.further()) {
        add(further, facts, evidence, remark);
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

  private static void add(
      PlatformSignature one, Inspection facts, EvidenceList evidence, StringBuilder remark) {
    if (!one.recorded().isEmpty()) {
      evidence.add(
          Evidence.of(
              one.kind().id() + ", " + one.algorithm(),
              one.recorded(),
              one.computed() == null ? one.recorded() : one.computed(),
              facts.name()));
    }
    for (String text : one.remarks()) {
      remark.append(remark.isEmpty() ? "" : "; ").append(text);
    }
  }
}
