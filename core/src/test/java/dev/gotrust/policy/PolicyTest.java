package dev.gotrust.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.policy.PolicyOutcome.Violation;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PolicyTest {
  private static final Map<LinkId, State> NOTHING = Map.of();

  private static Link link(LinkId id, State state) {
    return new Link(id, state, "a reason", null, null, List.of());
  }

  private static Link changed(Change change) {
    return new Link(LinkId.BUILD_ID, State.UNDECIDED, "a reason", null, change, List.of());
  }

  /** A sound chain in which the given links stand in the place of their namesakes. */
  private static TrustChain chain(Link... others) {
    List<Link> links = new ArrayList<>();
    for (LinkId id : LinkId.values()) {
      Link chosen =
          switch (id) {
            case FILE -> link(id, State.PROVEN);
            case BUILD_ID, BUILD_INFO, TOOLCHAIN -> link(id, State.CORROBORATED);
            case GO_SUM -> link(id, State.ABSENT);
            default -> null;
          };
      for (Link other : others) {
        chosen = other.id() == id ? other : chosen;
      }
      if (chosen != null) {
        links.add(chosen);
      }
    }
    return new TrustChain(links);
  }

  private static Verdict verdict(Policy policy, TrustChain chain, Map<LinkId, State> given) {
    return policy.evaluate(chain, given).verdict();
  }

  @Test
  void aSoundChainPasses() {
    PolicyOutcome outcome = Policy.basic().evaluate(chain(), NOTHING);
    assertEquals(Verdict.PASS, outcome.verdict());
    assertEquals(List.of(), outcome.violations());
    assertEquals(List.of(), outcome.proven());
    assertFalse(outcome.outsideRoot());
    assertEquals(
        "PASS (basic): nothing contradicted; proven from outside: nothing; not proven: go-sum,"
            + " checksum-db, module-content, source, signature, provenance, sbom",
        outcome.line());
  }

  @ParameterizedTest
  @EnumSource(LinkId.class)
  void anyContradictionFailsWhateverIsAsked(LinkId id) {
    TrustChain chain = chain(link(id, State.CONTRADICTED));
    PolicyOutcome outcome = Policy.basic().evaluate(chain, NOTHING);
    assertEquals(Verdict.FAIL, outcome.verdict());
    assertEquals(
        List.of(
            new Violation(
                id,
                null,
                State.CONTRADICTED,
                "is CONTRADICTED",
                true,
                false,
                Rule.CONTRADICTED,
                "")),
        outcome.violations());
    assertTrue(outcome.line().startsWith("FAIL (basic): " + id.id() + " is CONTRADICTED; "));
    Policy asking = Policy.builder().require(id).build();
    assertEquals(1, asking.evaluate(chain, NOTHING).violations().size());
    assertEquals(Verdict.FAIL, verdict(asking, chain, NOTHING));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateAgainstAGivenGoSum(State state) {
    Verdict expected =
        switch (state) {
          case PROVEN -> Verdict.PASS;
          case CONTRADICTED -> Verdict.FAIL;
          case ATTESTED, CORROBORATED, CLAIMED, ABSENT, UNDECIDED, NOT_APPLICABLE ->
              Verdict.INCOMPLETE;
        };
    TrustChain chain = chain(link(LinkId.GO_SUM, state));
    assertEquals(expected, verdict(Policy.basic(), chain, Map.of(LinkId.GO_SUM, State.PROVEN)));
    assertEquals(
        expected, verdict(Policy.builder().require(LinkId.GO_SUM).build(), chain, NOTHING));
    Verdict unasked = state == State.CONTRADICTED ? Verdict.FAIL : Verdict.PASS;
    assertEquals(unasked, verdict(Policy.basic(), chain, NOTHING));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateAgainstEveryRequirement(State actual) {
    for (State asked : List.of(State.PROVEN, State.ATTESTED, State.CORROBORATED, State.CLAIMED)) {
      Policy policy = Policy.builder().require(LinkId.SIGNATURE, asked).build();
      Verdict expected =
          actual == State.CONTRADICTED
              ? Verdict.FAIL
              : actual.meets(asked) ? Verdict.PASS : Verdict.INCOMPLETE;
      TrustChain chain = chain(link(LinkId.SIGNATURE, actual));
      assertEquals(expected, verdict(policy, chain, NOTHING), actual + " for " + asked);
    }
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void anEmptiedListMeetsARequirementOnlyWithCorroboratedPackages(State packages) {
    TrustChain chain =
        chain(link(LinkId.PACKAGES, packages), link(LinkId.GO_SUM, State.NOT_APPLICABLE));
    Verdict expected =
        packages == State.CONTRADICTED
            ? Verdict.FAIL
            : packages.meets(State.CORROBORATED) ? Verdict.PASS : Verdict.INCOMPLETE;
    assertEquals(expected, verdict(Policy.basic(), chain, Map.of(LinkId.GO_SUM, State.PROVEN)));
  }

  @Test
  void notApplicableMeetsNoOtherRequirement() {
    TrustChain chain = chain(link(LinkId.BUILD_ID, State.NOT_APPLICABLE));
    Policy policy = Policy.builder().require(LinkId.BUILD_ID, State.CLAIMED).build();
    assertEquals(Verdict.INCOMPLETE, verdict(policy, chain, NOTHING));
  }

  @Test
  void aRequiredLinkThatNobodyJudgedIsMissing() {
    PolicyOutcome outcome =
        Policy.builder().require(LinkId.SOURCE).build().evaluate(chain(), NOTHING);
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertEquals(State.PROVEN, outcome.required().get(LinkId.SOURCE));
    assertTrue(
        outcome
            .line()
            .startsWith(
                "INCOMPLETE (basic): nothing contradicted; source was not judged, PROVEN was asked"
                    + " for; "));
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void aChangeAfterLinkingIsIncompleteUnlessItIsAcceptedByName(Change change) {
    for (Change accepted : Change.values()) {
      Policy policy = Policy.builder().accept(accepted).build();
      Verdict expected = accepted == change ? Verdict.PASS : Verdict.INCOMPLETE;
      assertEquals(expected, verdict(policy, chain(changed(change)), NOTHING));
    }
    PolicyOutcome outcome = Policy.basic().evaluate(chain(changed(change)), NOTHING);
    assertTrue(outcome.line().contains("changed after linking (" + change.id() + ')'));
  }

  @Test
  void anAcceptedChangeStillMissesARequirement() {
    Policy policy = Policy.builder().accept(Change.STRIPPED).require(LinkId.BUILD_ID).build();
    assertEquals(Verdict.INCOMPLETE, verdict(policy, chain(changed(Change.STRIPPED)), NOTHING));
  }

  @Test
  void aChangeThatNoNameCoversCantBeAccepted() {
    Policy policy =
        Policy.builder()
            .accept(Change.STRIPPED)
            .accept(Change.SIGNED)
            .accept(Change.APPENDED)
            .build();
    assertEquals(Set.of(Change.values()), policy.accepted());
    assertEquals(Verdict.INCOMPLETE, verdict(policy, chain(changed(null)), NOTHING));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void onlyARootOfTrustCoversAChange(State state) {
    Verdict otherwise = state == State.CONTRADICTED ? Verdict.FAIL : Verdict.INCOMPLETE;
    Verdict proven = state == State.PROVEN ? Verdict.PASS : otherwise;
    Verdict attested = state == State.ATTESTED ? Verdict.PASS : proven;
    for (Link change : List.of(changed(Change.STRIPPED), link(LinkId.FILE, State.UNDECIDED))) {
      assertEquals(proven, covered(change, LinkId.SIGNATURE, state));
      assertEquals(proven, covered(change, LinkId.REBUILD, state));
      assertEquals(attested, covered(change, LinkId.PROVENANCE, state));
      assertEquals(otherwise, covered(change, LinkId.SBOM, state));
      assertEquals(otherwise, covered(change, LinkId.GO_SUM, state));
    }
  }

  private static Verdict covered(Link change, LinkId by, State state) {
    return verdict(Policy.basic(), chain(change, link(by, state)), NOTHING);
  }

  @Test
  void bytesThatNobodyJudgedAreIncomplete() {
    PolicyOutcome outcome =
        Policy.basic().evaluate(chain(link(LinkId.FILE, State.UNDECIDED)), NOTHING);
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertEquals(LinkId.FILE, outcome.violations().get(0).link());
  }

  @Test
  void theFileIsNeverProvenFromOutside() {
    PolicyOutcome outcome =
        Policy.basic()
            .evaluate(
                chain(link(LinkId.GO_SUM, State.PROVEN), link(LinkId.PROVENANCE, State.ATTESTED)),
                NOTHING);
    assertEquals(List.of(LinkId.GO_SUM), outcome.proven());
    assertTrue(outcome.outsideRoot());
    assertFalse(outcome.notProven().contains(LinkId.PROVENANCE));
    assertTrue(outcome.line().contains("proven from outside: go-sum; not proven: checksum-db, "));
  }

  @Test
  void nothingIsProvenOverAContradiction() {
    PolicyOutcome outcome =
        Policy.basic()
            .evaluate(
                chain(
                    link(LinkId.BUILD_INFO, State.CONTRADICTED), link(LinkId.GO_SUM, State.PROVEN)),
                NOTHING);
    assertEquals(List.of(), outcome.proven());
    assertFalse(outcome.outsideRoot());
    assertTrue(outcome.notProven().contains(LinkId.GO_SUM));
  }

  @Test
  void theStrongestRequirementCounts() {
    Policy policy =
        Policy.builder()
            .require(LinkId.GO_SUM)
            .require(LinkId.GO_SUM, State.CLAIMED)
            .require(LinkId.SOURCE, State.CLAIMED)
            .build();
    assertEquals(State.PROVEN, policy.required().get(LinkId.GO_SUM));
    PolicyOutcome outcome =
        policy.evaluate(
            chain(), Map.of(LinkId.GO_SUM, State.CORROBORATED, LinkId.SOURCE, State.CORROBORATED));
    assertEquals(State.PROVEN, outcome.required().get(LinkId.GO_SUM));
    assertEquals(State.CORROBORATED, outcome.required().get(LinkId.SOURCE));
  }

  @Test
  void whatCanNeverBeReachedIsNotAskedFor() {
    Policy.Builder builder = Policy.builder();
    assertThrows(
        IllegalArgumentException.class, () -> builder.require(LinkId.BUILD_ID, State.PROVEN));
    assertThrows(IllegalArgumentException.class, () -> builder.require(LinkId.SBOM, State.PROVEN));
    for (State state :
        List.of(State.ABSENT, State.UNDECIDED, State.CONTRADICTED, State.NOT_APPLICABLE)) {
      assertThrows(IllegalArgumentException.class, () -> builder.require(LinkId.FILE, state));
    }
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void aBreachIsShownBesideWhateverElseIsMissing(State state) {
    TrustChain chain = chain(link(LinkId.TOOLCHAIN, state));
    Map<LinkId, State> given = Map.of(LinkId.TOOLCHAIN, State.CORROBORATED);
    for (boolean fails : new boolean[] {true, false}) {
      Breach breach = new Breach(LinkId.TOOLCHAIN, fails, "is not certified: why");
      PolicyOutcome outcome = Policy.basic().evaluate(chain, given, List.of(breach, breach));
      boolean fail = fails || state == State.CONTRADICTED;
      assertEquals(fail ? Verdict.FAIL : Verdict.INCOMPLETE, outcome.verdict());
      assertEquals(state.meets(State.CORROBORATED) ? 2 : 3, outcome.violations().size());
      Violation last = outcome.violations().get(outcome.violations().size() - 1);
      assertEquals(
          new Violation(
              LinkId.TOOLCHAIN,
              State.CORROBORATED,
              state,
              "is not certified: why",
              fails,
              false,
              Rule.EVIDENCE,
              ""),
          last);
      assertTrue(outcome.line().contains("; toolchain is not certified: why; "), outcome.line());
      assertEquals(
          state != State.CONTRADICTED, outcome.line().contains("): nothing contradicted; "));
    }
  }

  @Test
  void aPolicyKeepsWhatItWasGiven() throws Exception {
    CertifiedGo list = CertifiedGo.parse("go.txt", "1.25.x".getBytes(StandardCharsets.UTF_8));
    RequiredSetting setting = RequiredSetting.parse("CGO_ENABLED=0");
    Policy.Builder builder = Policy.builder().certifiedGo(list, InstantSource.system());
    Policy policy = builder.requireSetting(setting).build();
    builder.requireSetting(setting);
    assertEquals(List.of(setting), policy.settings());
    assertEquals(list, policy.certifications().get(0).list());
    assertEquals(List.of(), Policy.basic().certifications());
    assertEquals(List.of(), Policy.basic().settings());
  }
}
