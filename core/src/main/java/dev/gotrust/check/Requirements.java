package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.check.Finding.Grade;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.policy.Breach;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.Policy.Certification;
import dev.gotrust.policy.RequiredSetting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy asks of the claims of an artifact, held against them. No state of a link changes by
 * it: a version that is not certified may be a true one.
 */
final class Requirements {
  private final Inspection facts;
  private final List<Breach> breaches = new ArrayList<>();
  private TrustChain chain;

  private Requirements(Inspection facts, TrustChain chain) {
    this.facts = facts;
    this.chain = chain;
  }

  static Checks.Held hold(Inspection facts, TrustChain chain, Policy policy) {
    Requirements requirements = new Requirements(facts, chain);
    Certification certification = policy.certification();
    Instant now = certification == null ? null : certification.clock().instant();
    if (certification != null && now != null) {
      List<Finding> findings = new ArrayList<>();
      for (GoBinary binary : facts.binaries()) {
        findings.add(CertifiedGoCheck.judge(binary, certification.list(), now));
      }
      requirements.add(findings);
    }
    for (RequiredSetting setting : policy.settings()) {
      requirements.add(setting);
    }
    boolean dated = certification != null && certification.list().isDated();
    return new Checks.Held(requirements.chain, requirements.breaches, dated ? now : null);
  }

  private void add(RequiredSetting setting) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < facts.binaries().size(); i++) {
      findings.add(
          RequiredSettingCheck.judge(Slices.name(facts, i), facts.binaries().get(i), setting));
    }
    add(findings);
  }

  /** The gravest of the slices counts, as for the states of links. */
  private void add(List<Finding> findings) {
    int gravest = 0;
    boolean same = true;
    for (int i = 1; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      same &= String.valueOf(finding.reason()).equals(String.valueOf(findings.get(0).reason()));
      if (finding.grade().compareTo(findings.get(gravest).grade()) > 0) {
        gravest = i;
      }
    }
    Finding worst = findings.get(gravest);
    if (worst.grade() != Grade.HOLDS) {
      String where = same ? each(findings.size()) : "of " + Slices.title(facts, gravest) + ' ';
      breaches.add(new Breach(worst.link(), worst.grade() == Grade.BROKEN, where + worst.reason()));
    }
    note(findings, same);
  }

  private static String each(int slices) {
    return slices == 1 ? "" : "of each of " + slices + " slices ";
  }

  /** Evidence of every slice, and what a reader should know of those that hold. */
  private void note(List<Finding> findings, boolean same) {
    EvidenceList evidence = new EvidenceList();
    StringBuilder remark = new StringBuilder();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      evidence.add(finding.evidence());
      if (finding.grade() == Grade.HOLDS && finding.reason() != null && (i == 0 || !same)) {
        remark.append(remark.isEmpty() ? "" : "; ");
        remark.append(same ? "" : Slices.title(facts, i) + ": ").append(finding.reason());
      }
    }
    LinkId id = findings.get(0).link();
    List<Link> links = new ArrayList<>();
    for (Link link : chain.links()) {
      links.add(link.id() == id ? with(link, remark.toString(), evidence.toList()) : link);
    }
    chain = new TrustChain(links);
  }

  private static Link with(Link link, String remark, List<Evidence> more) {
    EvidenceList evidence = new EvidenceList();
    evidence.addAll(more);
    evidence.addAll(link.evidence());
    return new Link(
        link.id(),
        link.state(),
        link.reason(),
        joined(link.remark(), remark),
        link.next(),
        link.change(),
        link.unreachable(),
        evidence.toList());
  }

  private static @Nullable String joined(@Nullable String remark, String more) {
    if (remark == null) {
      return more.isEmpty() ? null : more;
    }
    return more.isEmpty() ? remark : remark + "; " + more;
  }
}
