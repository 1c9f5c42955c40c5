package dev.gotrust.policy;

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
 * more, but for the changes that it accepts by name. Immutable, thread-safe. See {@code
 * specs/trust-chain.md}.
 */
public final class Policy {
  private static final String BASIC = "basic";

  private final String name;
  private final Map<LinkId, State> required;
  private final Set<Change> accepted;
  private final @Nullable Certification certification;
  private final List<RequiredSetting> settings;

  private Policy(Builder builder) {
    this.name = BASIC;
    this.required = Collections.unmodifiableMap(new EnumMap<>(builder.required));
    this.accepted = Collections.unmodifiableSet(EnumSet.copyOf(builder.accepted));
    this.certification = builder.certification;
    this.settings = List.copyOf(builder.settings);
  }

  /**
   * A list of Go versions and what tells the time for its dates.
   *
   * @param list the versions that are allowed
   * @param clock is read once for each artifact
   */
  public record Certification(CertifiedGo list, InstantSource clock) {}

  /** {@return the default policy, which asks for nothing beyond itself} */
  public static Policy basic() {
    return new Builder().build();
  }

  /** {@return a builder that starts from {@link #basic()}} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the name that reports show} */
  public String name() {
    return name;
  }

  /** {@return the state that each link must reach; a link that is not named may stand anywhere} */
  public Map<LinkId, State> required() {
    return required;
  }

  /** {@return the changes after linking that are accepted} */
  public Set<Change> accepted() {
    return accepted;
  }

  /** {@return the Go versions that are allowed, null if any is} */
  public @Nullable Certification certification() {
    return certification;
  }

  /** {@return the build settings that are asked for, in the order in which they were named} */
  public List<RequiredSetting> settings() {
    return settings;
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
   *     given; the stronger of this and the policy's own requirement counts
   * @param breaches what does not hold of the versions and settings that this policy asks for
   * @return the outcome
   */
  public PolicyOutcome evaluate(TrustChain chain, Map<LinkId, State> given, List<Breach> breaches) {
    return new Evaluation(this, chain, given, breaches).run();
  }

  /** Collects requirements. Not thread-safe. */
  public static final class Builder {
    private final Map<LinkId, State> required = new EnumMap<>(LinkId.class);
    private final Set<Change> accepted = EnumSet.noneOf(Change.class);
    private final List<RequiredSetting> settings = new ArrayList<>();
    private @Nullable Certification certification;

    private Builder() {}

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
     * Allows only the Go versions of a list. Another one makes the verdict FAIL; that no version is
     * claimed, or nothing corroborates the claim, makes it INCOMPLETE.
     *
     * @param list the versions
     * @param clock tells the time that the dates of the list are held against, such as {@code
     *     InstantSource.system()}
     * @return this builder
     */
    public Builder certifiedGo(CertifiedGo list, InstantSource clock) {
      this.certification = new Certification(list, clock);
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

    /** {@return the policy; the builder can be used further} */
    public Policy build() {
      return new Policy(this);
    }
  }

  static State stronger(State one, State other) {
    return one.meets(other) ? one : other;
  }
}
