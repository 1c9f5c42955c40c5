package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.check.Finding.Grade;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Signatures;
import dev.gotrust.policy.Breach;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.Policy.Certification;
import dev.gotrust.policy.RequiredSetting;
import dev.gotrust.policy.Rule;
import dev.gotrust.policy.SettingRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
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

  static Checks.Held hold(
      Inspection facts, TrustChain chain, Policy policy, @Nullable Signatures signatures) {
    Requirements requirements = new Requirements(facts, chain);
    Instant judgedAt = policy.isDated() ? policy.clock().instant() : null;
    for (Certification certification : policy.certifications()) {
      Instant now = certification.clock().instant();
      requirements.addEach(
          Rule.CERTIFIED_GO, "", i -> CertifiedGoCheck.judge(i, certification.list(), now));
      judgedAt = judgedAt == null && certification.list().isDated() ? now : judgedAt;
    }
    requirements.addSettings(policy);
    requirements.addTree(policy);
    if (policy.signatureAge() > 0) {
      requirements.add(
          Rule.SIGNATURE_AGE,
          "",
          List.of(
              AgeCheck.ofSignature(signatures, policy.signatureAge(), policy.clock().instant())));
    }
    if (policy.hasModuleRules()) {
      requirements.addModules(policy);
    }
    return new Checks.Held(requirements.chain, requirements.breaches, judgedAt);
  }

  private void addSettings(Policy policy) {
    for (RequiredSetting setting : policy.settings()) {
      addNamed(setting.key(), (name, binary) -> RequiredSettingCheck.judge(name, binary, setting));
    }
    for (SettingRule rule : policy.settingRules()) {
      addNamed(rule.key(), (name, binary) -> SettingRuleCheck.judge(name, binary, rule));
    }
  }

  private void addTree(Policy policy) {
    if (policy.needsCleanTree()) {
      addEach(Rule.TREE, "", TreeCheck::judge);
    }
    if (policy.commitAge() > 0) {
      Instant now = policy.clock().instant();
      addEach(Rule.COMMIT_AGE, "", i -> AgeCheck.ofCommit(i, policy.commitAge(), now));
    }
  }

  private void addModules(Policy policy) {
    ModuleRulesCheck check = new ModuleRulesCheck(policy, policy.clock().instant());
    for (GoBinary binary : facts.binaries()) {
      check.judge(binary);
    }
    breaches.addAll(check.breaches());
    note(LinkId.PACKAGES, "", check.evidence());
  }

  private void addNamed(String key, BiFunction<String, GoBinary, Finding> check) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < facts.binaries().size(); i++) {
      findings.add(check.apply(Slices.name(facts, i), facts.binaries().get(i)));
    }
    add(Rule.SETTING, key, findings);
  }

  private void addEach(Rule rule, String subject, Function<GoBinary, Finding> check) {
    List<Finding> findings = new ArrayList<>();
    for (GoBinary binary : facts.binaries()) {
      findings.add(check.apply(binary));
    }
    add(rule, subject, findings);
  }

  /** The gravest of the slices counts, as for the states of links. */
  private void add(Rule rule, String subject, List<Finding> findings) {
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
      breaches.add(
          new Breach(
              rule, subject, worst.link(), worst.grade() == Grade.BROKEN, where + worst.reason()));
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
    note(findings.get(0).link(), remark.toString(), evidence.toList());
  }

  private void note(LinkId id, String remark, List<Evidence> evidence) {
    List<Link> links = new ArrayList<>();
    for (Link link : chain.links()) {
      links.add(link.id() == id ? with(link, remark, evidence) : link);
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
