package dev.gotrust.policy;

import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.signature.CertificateIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing that a policy asks for, in words.
 *
 * @param rule which demand it is
 * @param subject which of the things that the demand is about; may be empty
 * @param words a sentence without a full stop, such as {@code go-sum must be PROVEN}
 */
public record Demand(Rule rule, String subject, String words) {
  /**
   * {@return all that a policy asks for, in a fixed order}
   *
   * @param policy the policy
   */
  public static List<Demand> of(Policy policy) {
    List<Demand> demands = new ArrayList<>();
    for (Map.Entry<LinkId, State> required : policy.required().entrySet()) {
      String link = required.getKey().id();
      demands.add(new Demand(Rule.REQUIRED, link, link + " must be " + required.getValue()));
    }
    if (policy.needsSigner()) {
      demands.add(
          new Demand(Rule.SIGNED, "", "a signature must be PROVEN, or provenance ATTESTED"));
    }
    for (Policy.Certification certification : policy.certifications()) {
      String versions = String.join(", ", certification.list().words());
      demands.add(
          new Demand(Rule.CERTIFIED_GO, "", "the Go version must be one of these: " + versions));
    }
    addSettings(policy, demands);
    addModules(policy, demands);
    if (policy.needsCleanTree()) {
      demands.add(new Demand(Rule.TREE, "", "the tree that was built must have been clean"));
    }
    addAge(Rule.COMMIT_AGE, "commit", policy.commitAge(), demands);
    addAge(Rule.SIGNATURE_AGE, "signature", policy.signatureAge(), demands);
    return demands;
  }

  private static void addSettings(Policy policy, List<Demand> demands) {
    for (RequiredSetting setting : policy.settings()) {
      demands.add(
          new Demand(
              Rule.SETTING, setting.key(), setting.key() + " must be \"" + setting.value() + '"'));
    }
    for (SettingRule rule : policy.settingRules()) {
      demands.add(
          new Demand(
              Rule.SETTING,
              rule.key(),
              rule.key() + (rule.isAllowed() ? " must be " : " must not be ") + rule.words()));
    }
  }

  private static void addModules(Policy policy, List<Demand> demands) {
    for (List<ModuleRule> list : policy.allowedModules()) {
      List<String> modules = new ArrayList<>();
      for (ModuleRule rule : list) {
        modules.add(rule.words());
      }
      demands.add(
          new Demand(
              Rule.MODULE_NOT_ALLOWED,
              "",
              "every module must be one of these: " + String.join(", ", modules)));
    }
    for (ModuleRule rule : policy.deniedModules()) {
      demands.add(
          new Demand(
              Rule.MODULE_DENIED,
              rule.pattern(),
              "no module may be " + rule.words() + ": " + rule.reason()));
    }
  }

  private static void addAge(Rule rule, String what, int days, List<Demand> demands) {
    if (days > 0) {
      demands.add(
          new Demand(
              rule,
              "",
              "the " + what + " must not be older than " + days + (days == 1 ? " day" : " days")));
    }
  }

  /**
   * {@return what a policy grants, as sentences: whom it trusts, what it accepts and excuses}
   *
   * @param policy the policy
   */
  public static List<String> grants(Policy policy) {
    List<String> grants = new ArrayList<>();
    for (PolicyTrust trust : policy.trust()) {
      trust.keys().forEach(key -> grants.add("signatures by key " + key.fingerprint() + " count"));
      for (CertificateIdentity identity : trust.identities()) {
        grants.add(
            "signatures by " + identity.identity() + ", issuer " + identity.issuer() + ", count");
      }
      if (!trust.builders().isEmpty()) {
        grants.add("provenance must name the builder " + String.join(" or ", trust.builders()));
      }
      if (!trust.sources().isEmpty()) {
        grants.add("provenance must name the source " + String.join(" or ", trust.sources()));
      }
    }
    for (Change change : policy.accepted()) {
      grants.add("a file that was " + change.id() + " after linking is accepted");
    }
    for (Exemption exemption : policy.exemptions()) {
      grants.add(
          "exception until "
              + exemption.until()
              + " from "
              + exemption.title()
              + ": "
              + exemption.reason());
    }
    return grants;
  }
}
