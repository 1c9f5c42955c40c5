package dev.gotrust.policy;

import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy file asks of all programs, or of those of some main modules. Immutable,
 * thread-safe.
 *
 * @param modules patterns of main modules; empty for all programs
 * @param place where it begins, such as {@code line 12 of policy.yaml}
 * @param profile the profile that it is built on
 * @param required the state that each link must reach
 * @param isSigned whether a signature or provenance must hold
 * @param certified the Go versions that are allowed, null for any
 * @param settings the build settings that are asked for
 * @param settingRules the values that settings may have, or may not have
 * @param trust whom it trusts
 * @param allowed the modules that are allowed; null for all
 * @param denied the modules that are denied
 * @param isCleanTree whether the tree that was built must be clean
 * @param commitAge the most days since the commit, 0 for any
 * @param signatureAge the most days since the signature, 0 for any
 * @param accepted changes after linking that are accepted
 * @param exemptions exceptions
 */
public record PolicySection(
    List<String> modules,
    String place,
    Profile profile,
    Map<LinkId, State> required,
    boolean isSigned,
    @Nullable CertifiedGo certified,
    List<RequiredSetting> settings,
    List<SettingRule> settingRules,
    PolicyTrust trust,
    @Nullable List<ModuleRule> allowed,
    List<ModuleRule> denied,
    boolean isCleanTree,
    int commitAge,
    int signatureAge,
    Set<Change> accepted,
    List<Exemption> exemptions) {
  /**
   * Copies the collections.
   *
   * @param modules patterns of main modules; copied
   * @param place where it begins
   * @param profile the profile that it is built on
   * @param required the state that each link must reach; copied
   * @param isSigned whether a signature or provenance must hold
   * @param certified the Go versions that are allowed, null for any
   * @param settings the build settings that are asked for; copied
   * @param settingRules the values that settings may have, or may not have; copied
   * @param trust whom it trusts
   * @param allowed the modules that are allowed; copied; null for all
   * @param denied the modules that are denied; copied
   * @param isCleanTree whether the tree that was built must be clean
   * @param commitAge the most days since the commit, 0 for any
   * @param signatureAge the most days since the signature, 0 for any
   * @param accepted changes after linking that are accepted; copied
   * @param exemptions exceptions; copied
   */
  public PolicySection {
    modules = List.copyOf(modules);
    Map<LinkId, State> states = new EnumMap<>(LinkId.class);
    states.putAll(required);
    required = Collections.unmodifiableMap(states);
    settings = List.copyOf(settings);
    settingRules = List.copyOf(settingRules);
    allowed = allowed == null ? null : List.copyOf(allowed);
    denied = List.copyOf(denied);
    Set<Change> changes = EnumSet.noneOf(Change.class);
    changes.addAll(accepted);
    accepted = Collections.unmodifiableSet(changes);
    exemptions = List.copyOf(exemptions);
  }

  /** {@return this section without what counts only where the user named the file} */
  PolicySection withoutGrants() {
    return new PolicySection(
        modules,
        place,
        profile,
        required,
        isSigned,
        certified,
        settings,
        settingRules,
        PolicyTrust.NOBODY,
        allowed,
        denied,
        isCleanTree,
        commitAge,
        signatureAge,
        Set.of(),
        List.of());
  }

  /** {@return whether it has anything that counts only where the user named the file} */
  boolean grants() {
    return !trust.isEmpty() || !accepted.isEmpty() || !exemptions.isEmpty();
  }

  void addTo(Policy.Builder policy) {
    policy.profile(profile);
    required.forEach(policy::require);
    if (isSigned) {
      policy.requireSigner();
    }
    if (certified != null) {
      policy.certifiedGo(certified, policy.clock());
    }
    settings.forEach(policy::requireSetting);
    settingRules.forEach(policy::settingRule);
    if (!trust.isEmpty()) {
      policy.trust(trust);
    }
    if (allowed != null) {
      policy.allowModules(allowed);
    }
    policy.denyModules(denied);
    if (isCleanTree) {
      policy.requireCleanTree();
    }
    policy.maximumAge(commitAge, signatureAge);
    accepted.forEach(policy::accept);
    exemptions.forEach(policy::exempt);
  }
}
