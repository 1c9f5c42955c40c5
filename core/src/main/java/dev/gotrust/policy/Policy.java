package dev.gotrust.policy;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a chain beyond the default, which is always in force: nothing contradicted, all
 * bytes judged, what was given holds, no unaccepted change after linking. A policy can only ask for
 * more, but for the changes that it accepts by name, and for exceptions from its own demands.
 * Immutable, thread-safe. See {@code specs/trust-chain.md}.
 */
public final class Policy {
  private final String name;
  private final Profile profile;
  private final @Nullable Bytes sha256;
  private final @Nullable String location;
  private final Map<LinkId, State> required;
  private final Set<Change> accepted;
  private final List<Certification> certifications;
  private final List<RequiredSetting> settings;
  private final List<SettingRule> settingRules;
  private final List<List<ModuleRule>> allowedModules;
  private final List<ModuleRule> deniedModules;
  private final List<PolicyTrust> trust;
  private final List<Exemption> exemptions;
  private final boolean signed;
  private final boolean cleanTree;
  private final int commitAge;
  private final int signatureAge;
  private final @Nullable Unmatched unmatched;
  private final InstantSource clock;

  private Policy(Builder builder) {
    this.name = builder.name == null ? builder.profile.id() : builder.name;
    this.profile = builder.profile;
    this.sha256 = builder.sha256;
    this.location = builder.location;
    this.required = Collections.unmodifiableMap(new EnumMap<>(builder.required));
    this.accepted = Collections.unmodifiableSet(EnumSet.copyOf(builder.accepted));
    this.certifications = List.copyOf(builder.certifications);
    this.settings = List.copyOf(builder.settings);
    this.settingRules = List.copyOf(builder.settingRules);
    this.allowedModules = List.copyOf(builder.allowedModules);
    this.deniedModules = List.copyOf(builder.deniedModules);
    this.trust = List.copyOf(builder.trust);
    this.exemptions = List.copyOf(builder.exemptions);
    this.signed = builder.signed;
    this.cleanTree = builder.cleanTree;
    this.commitAge = builder.commitAge;
    this.signatureAge = builder.signatureAge;
    this.unmatched = builder.unmatched;
    this.clock = builder.clock;
  }

  /**
   * A list of Go versions and what tells the time for its dates.
   *
   * @param list the versions that are allowed
   * @param clock is read once for each artifact
   */
  public record Certification(CertifiedGo list, InstantSource clock) {}

  /**
   * That a policy file has rules, and none for a program.
   *
   * @param mainModules the main modules for which there is none
   * @param fails whether that alone makes the verdict FAIL
   */
  public record Unmatched(String mainModules, boolean fails) {}

  /** {@return the default policy, which asks for nothing beyond itself} */
  public static Policy basic() {
    return new Builder().build();
  }

  /**
   * {@return a policy that asks for what a section of a policy file does}
   *
   * @param section the section
   * @param base what is asked beside it
   */
  public static Policy of(PolicySection section, Policy base) {
    Builder builder = base.toBuilder();
    section.addTo(builder);
    return builder.build();
  }

  /** {@return a builder that starts from {@link #basic()}} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder that starts from this policy} */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** {@return the name that reports show} */
  public String name() {
    return name;
  }

  /** {@return the SHA-256 of the policy file, null where there is none} */
  public @Nullable Bytes sha256() {
    return sha256;
  }

  /** {@return where the policy file was read, null where there is none} */
  public @Nullable String location() {
    return location;
  }

  /** {@return the state that each link must reach; a link that is not named may stand anywhere} */
  public Map<LinkId, State> required() {
    return required;
  }

  /** {@return the changes after linking that are accepted} */
  public Set<Change> accepted() {
    return accepted;
  }

  /**
   * {@return lists of Go versions, each of which must allow the version; none if any is allowed}
   */
  public List<Certification> certifications() {
    return certifications;
  }

  /**
   * {@return the same policy by another clock}
   *
   * @param clock tells the time that the dates of a list of Go versions are held against
   */
  public Policy at(InstantSource clock) {
    Builder builder = toBuilder().clock(clock);
    builder.certifications.replaceAll(each -> new Certification(each.list(), clock));
    return builder.build();
  }

  /** {@return the build settings that are asked for, in the order in which they were named} */
  public List<RequiredSetting> settings() {
    return settings;
  }

  /** {@return the values that settings may have, or may not have} */
  public List<SettingRule> settingRules() {
    return settingRules;
  }

  /** {@return lists of modules, each of which must allow every module; none if all are allowed} */
  public List<List<ModuleRule>> allowedModules() {
    return allowedModules;
  }

  /** {@return the modules that are denied} */
  public List<ModuleRule> deniedModules() {
    return deniedModules;
  }

  /** {@return whom it trusts: any of the signers, and of each of these one builder and source} */
  public List<PolicyTrust> trust() {
    return trust;
  }

  /** {@return exceptions from demands of this policy} */
  public List<Exemption> exemptions() {
    return exemptions;
  }

  /** {@return whether a signature or provenance must hold} */
  public boolean needsSigner() {
    return signed;
  }

  /** {@return whether the tree that was built must be clean} */
  public boolean needsCleanTree() {
    return cleanTree;
  }

  /** {@return the most days since the commit, 0 for any} */
  public int commitAge() {
    return commitAge;
  }

  /** {@return the most days since the signature, 0 for any} */
  public int signatureAge() {
    return signatureAge;
  }

  /** {@return for which main modules there is no rule; null where there is one, or need be none} */
  public @Nullable Unmatched unmatched() {
    return unmatched;
  }

  /** {@return what tells the time for dates of this policy} */
  public InstantSource clock() {
    return clock;
  }

  /** {@return whether it speaks of modules} */
  public boolean hasModuleRules() {
    return !allowedModules.isEmpty() || !deniedModules.isEmpty();
  }

  /** {@return whether the answer depends on the time, lists of Go versions apart} */
  public boolean isDated() {
    boolean dated = !exemptions.isEmpty() || commitAge > 0 || signatureAge > 0;
    List<ModuleRule> all = new ArrayList<>(deniedModules);
    allowedModules.forEach(all::addAll);
    for (ModuleRule rule : all) {
      dated |= rule.period().isDated();
    }
    return dated;
  }

  /**
   * Applies this policy to a chain, but for what it asks of versions and settings.
   *
   * @param chain the judged links
   * @param given the state that each link must reach because a material for it was given; the
   *     stronger of this and the policy's own requirement counts
   * @return the outcome
   */
  public PolicyOutcome evaluate(TrustChain chain, Map<LinkId, State> given) {
    return evaluate(chain, given, List.of());
  }

  /**
   * Applies this policy to a chain.
   *
   * @param chain the judged links
   * @param given the state that each link must reach because something to hold it against was
   *     given; the stronger of this and the policy's own requirement counts, and no exception
   *     excuses this one
   * @param breaches what does not hold of the claims that this policy asks for
   * @return the outcome
   */
  public PolicyOutcome evaluate(TrustChain chain, Map<LinkId, State> given, List<Breach> breaches) {
    return new Evaluation(this, chain, given, breaches).run();
  }

  /** Collects requirements. Not thread-safe. */
  public static final class Builder {
    private final Map<LinkId, State> required = new EnumMap<>(LinkId.class);
    private final Set<Change> accepted = EnumSet.noneOf(Change.class);
    private final List<Certification> certifications = new ArrayList<>();
    private final List<RequiredSetting> settings = new ArrayList<>();
    private final List<SettingRule> settingRules = new ArrayList<>();
    private final List<List<ModuleRule>> allowedModules = new ArrayList<>();
    private final List<ModuleRule> deniedModules = new ArrayList<>();
    private final List<PolicyTrust> trust = new ArrayList<>();
    private final List<Exemption> exemptions = new ArrayList<>();
    private Profile profile = Profile.BASIC;
    private @Nullable String name;
    private @Nullable Bytes sha256;
    private @Nullable String location;
    private boolean signed;
    private boolean cleanTree;
    private int commitAge;
    private int signatureAge;
    private @Nullable Unmatched unmatched;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    private Builder(Policy policy) {
      required.putAll(policy.required);
      accepted.addAll(policy.accepted);
      certifications.addAll(policy.certifications);
      settings.addAll(policy.settings);
      settingRules.addAll(policy.settingRules);
      allowedModules.addAll(policy.allowedModules);
      deniedModules.addAll(policy.deniedModules);
      trust.addAll(policy.trust);
      exemptions.addAll(policy.exemptions);
      name = policy.sha256 == null ? null : policy.name;
      profile = policy.profile;
      sha256 = policy.sha256;
      location = policy.location;
      signed = policy.signed;
      cleanTree = policy.cleanTree;
      commitAge = policy.commitAge;
      signatureAge = policy.signatureAge;
      unmatched = policy.unmatched;
      clock = policy.clock;
    }

    /**
     * Says which file the policy is, for reports.
     *
     * @param newName the policy's name
     * @param newLocation where the file was read
     * @param digest its SHA-256
     */
    void document(String newName, String newLocation, Bytes digest) {
      name = newName;
      location = newLocation;
      sha256 = digest;
    }

    /**
     * Sets what tells the time for dates; the default is the system's clock.
     *
     * @param newClock is read once for each artifact
     * @return this builder
     */
    public Builder clock(InstantSource newClock) {
      this.clock = newClock;
      return this;
    }

    /** Returns what tells the time for dates. */
    InstantSource clock() {
      return clock;
    }

    /**
     * Adds the demands of a profile.
     *
     * @param newProfile the profile; the stronger of several gives the policy its name
     * @return this builder
     */
    public Builder profile(Profile newProfile) {
      profile = newProfile.compareTo(profile) > 0 ? newProfile : profile;
      newProfile.required().forEach(this::require);
      cleanTree |= newProfile.asksForCleanTree();
      signed |= newProfile.asksForSigner();
      return this;
    }

    /**
     * Asks a link for the strongest state that it can reach.
     *
     * @param link which link
     * @return this builder
     */
    public Builder require(LinkId link) {
      return require(link, link.reaches());
    }

    /**
     * Asks a link for a state, or a stronger one. Of several requirements the strongest counts.
     *
     * @param link which link
     * @param state the weakest state that will do
     * @return this builder
     * @throws IllegalArgumentException if the state is none to ask for, such as ABSENT, or the link
     *     can never reach it
     */
    public Builder require(LinkId link, State state) {
      if (!state.isStrength()) {
        throw new IllegalArgumentException(
            "a link can be asked for PROVEN, ATTESTED, CORROBORATED or CLAIMED, not for " + state);
      }
      if (!link.reaches().meets(state)) {
        throw new IllegalArgumentException(
            link.id() + " reaches " + link.reaches() + " at most, never " + state);
      }
      required.merge(link, state, Policy::stronger);
      return this;
    }

    /**
     * Accepts a change after linking, for what it is worth: the content may have changed too.
     *
     * @param change what may have been done to the file
     * @return this builder
     */
    public Builder accept(Change change) {
      accepted.add(change);
      return this;
    }

    /**
     * Allows only the Go versions of a list; of several lists each must allow it. Another version
     * makes the verdict FAIL; that no version is claimed, or nothing corroborates the claim, makes
     * it INCOMPLETE.
     *
     * @param list the versions
     * @param newClock tells the time that the dates of the list are held against, such as {@code
     *     InstantSource.system()}
     * @return this builder
     */
    public Builder certifiedGo(CertifiedGo list, InstantSource newClock) {
      certifications.add(new Certification(list, newClock));
      return this;
    }

    /**
     * Asks for a build setting. Another value makes the verdict FAIL; one that can't be told makes
     * it INCOMPLETE.
     *
     * @param setting key and value
     * @return this builder
     */
    public Builder requireSetting(RequiredSetting setting) {
      settings.add(setting);
      return this;
    }

    /**
     * Allows only some values of a build setting, or forbids some.
     *
     * @param rule the values
     * @return this builder
     */
    public Builder settingRule(SettingRule rule) {
      settingRules.add(rule);
      return this;
    }

    /**
     * Allows only the modules of a list; of several lists each must allow every module.
     *
     * @param rules the modules
     * @return this builder
     */
    public Builder allowModules(List<ModuleRule> rules) {
      allowedModules.add(List.copyOf(rules));
      return this;
    }

    /**
     * Denies modules.
     *
     * @param rules the modules
     * @return this builder
     */
    public Builder denyModules(List<ModuleRule> rules) {
      deniedModules.addAll(rules);
      return this;
    }

    /**
     * Trusts signers, and asks provenance for one of the builders and sources that are named.
     *
     * @param newTrust whom
     * @return this builder
     */
    public Builder trust(PolicyTrust newTrust) {
      trust.add(newTrust);
      return this;
    }

    /**
     * Makes an exception from a demand of this policy.
     *
     * @param exemption which demand, why and until when
     * @return this builder
     */
    public Builder exempt(Exemption exemption) {
      exemptions.add(exemption);
      return this;
    }

    /**
     * Asks for a signature that holds, or for provenance.
     *
     * @return this builder
     */
    public Builder requireSigner() {
      signed = true;
      return this;
    }

    /**
     * Asks that the tree that was built was clean.
     *
     * @return this builder
     */
    public Builder requireCleanTree() {
      cleanTree = true;
      return this;
    }

    /**
     * Asks that commit and signature are not older than some days; of several the fewest count.
     *
     * @param commitDays since the commit, 0 for any
     * @param signatureDays since the signature, 0 for any
     * @return this builder
     */
    public Builder maximumAge(int commitDays, int signatureDays) {
      commitAge = fewer(commitAge, commitDays);
      signatureAge = fewer(signatureAge, signatureDays);
      return this;
    }

    private static int fewer(int one, int other) {
      return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }

    /** Says that no rule of the policy file is for the program. */
    void unmatched(String mainModules, boolean fails) {
      unmatched = new Unmatched(mainModules, fails);
    }

    /** {@return the policy; the builder can be used further} */
    public Policy build() {
      return new Policy(this);
    }
  }

  static State stronger(State one, State other) {
    return one.meets(other) ? one : other;
  }
}
