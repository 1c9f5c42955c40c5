package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.check.Checks.Held;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Materials;
import dev.gotrust.policy.Breach;
import dev.gotrust.policy.Exemption.Standing;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.policy.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy file asks of modules, settings, trees and times, and what it excuses. */
final class PolicyRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final TestFacts facts = new TestFacts();

  private static Policy policy(String text) throws PolicyFileException {
    PolicyDocument document =
        PolicyDocument.parse(
            "p.yaml", ("schema: gotrust.dev/policy/v1\n" + text).getBytes(StandardCharsets.UTF_8));
    Policy.Builder builder = Policy.builder().clock(InstantSource.fixed(NOW));
    document.addTo(builder, Set.of("example.com/app"));
    return builder.build();
  }

  /** All links that a policy's demands rest on hold. */
  private static TrustChain chain() {
    List<Link> links = new ArrayList<>();
    for (LinkId id : LinkId.values()) {
      State state = id == LinkId.FILE ? State.PROVEN : State.CORROBORATED;
      if (id.compareTo(LinkId.PACKAGES) <= 0) {
        links.add(new Link(id, state, "it holds", null, null, List.of()));
      }
    }
    return new TrustChain(links);
  }

  private PolicyOutcome outcome(String text) throws PolicyFileException {
    return outcome(text, facts.inspection());
  }

  private static PolicyOutcome outcome(String text, Inspection inspection)
      throws PolicyFileException {
    Policy policy = policy(text);
    Held held = Checks.hold(inspection, chain(), policy, Materials.NONE);
    return policy.evaluate(held.chain(), Checks.asked(Materials.NONE, policy), held.breaches());
  }

  private List<Breach> breaches(String text) throws PolicyFileException {
    Policy policy = policy(text);
    return Checks.hold(facts.inspection(), chain(), policy, Materials.NONE).breaches();
  }

  private void dep(String path, String version) {
    facts.deps.add(TestFacts.module(path, version, TestFacts.H1_A));
  }

  private void settings(String... pairs) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("-compiler", "gc"));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.add(new Setting(pairs[i], pairs[i + 1]));
    }
    facts.settings = settings;
  }

  private static String deny(String versions, String more) {
    return "modules: {deny: [{module: a.b/c, "
        + (versions.isEmpty() ? "" : "versions: [" + versions + "], ")
        + "reason: why"
        + more
        + "}]}\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1.2.3 | v1.2.3 | FAIL",
        "v1.2.3 | v1.2.4 | PASS",
        "'\"<v1.2.3\"' | v1.2.3-rc.1 | FAIL",
        "'\"<v1.2.3\"' | v1.2.3 | PASS",
        "'\">=v1.2.0 <v1.3.0\"' | v1.2.9 | FAIL",
        "'\">=v1.2.0 <v1.3.0\"' | v1.3.0 | PASS",
        "'v1.0.0, v2.0.0' | v2.0.0+incompatible | FAIL",
        "'\">v1.0.0\"' | v1.0.0 | PASS",
        "'\"<=v1.0.0\"' | v1.0.0 | FAIL",
        "'' | (devel) | FAIL",
        "v1.2.3 | (devel) | INCOMPLETE"
      })
  void deniedVersionsFail(String versions, String version, Verdict verdict) throws Exception {
    dep("a.b/c", version);
    dep("a.b/cd", version);
    assertEquals(verdict, outcome(deny(versions == null ? "" : versions, "")).verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "', from: 2026-11-26', FAIL",
    "', from: 2026-11-27', PASS",
    "', until: 2026-11-26', FAIL",
    "', until: 2026-11-25', PASS"
  })
  void aDenialHasItsDays(String days, Verdict verdict) throws Exception {
    dep("a.b/c", "v1.0.0");
    String text = deny("", days);
    assertEquals(verdict, outcome(text).verdict());
    assertEquals(
        NOW, Checks.hold(facts.inspection(), chain(), policy(text), Materials.NONE).judgedAt());
  }

  @Test
  void neitherWhatWasCompiledNorWhatItReplacesMayBeDenied() throws Exception {
    facts.deps.add(
        TestFacts.replaced(
            "a.b/c", "v1.0.0", TestFacts.module("fork.example/c", "v1.1.0", TestFacts.H1_A)));
    Breach declared = breaches(deny("", "")).get(0);
    assertEquals("a.b/c@v1.0.0", declared.subject());
    String fork = "modules: {deny: [{module: fork.example, reason: why}]}\n";
    Breach compiled = breaches(fork).get(0);
    assertEquals(Rule.MODULE_DENIED, compiled.rule());
    assertEquals(LinkId.PACKAGES, compiled.link());
    assertEquals(
        "hold fork.example/c@v1.1.0, in the place of a.b/c@v1.0.0, which is denied by line 2 of"
            + " p.yaml: why",
        compiled.reason());
    assertEquals(Verdict.PASS, outcome("modules: {allow: [fork.example]}\n").verdict());
    assertEquals(Verdict.FAIL, outcome("modules: {allow: [a.b/c]}\n").verdict());
  }

  @Test
  void theMainModuleCanBeDeniedAndNeedNotBeAllowed() throws Exception {
    String deny = "modules: {deny: [{module: example.com/app, reason: why}]}\n";
    assertEquals(Verdict.FAIL, outcome(deny).verdict());
    assertEquals(Verdict.PASS, outcome("modules: {allow: [a.b/c]}\n").verdict());
  }

  @Test
  void everyModuleMustBeAllowedByEachList() throws Exception {
    dep("a.b/c", "v1.0.0");
    dep("a.b/d", "v1.0.0");
    String list = "modules: {allow: [{module: a.b/c, versions: [v1.0.0]}, a.b/d]}\n";
    assertEquals(Verdict.PASS, outcome(list).verdict());
    String rule = "rules: [{for: [example.com], modules: {allow: [a.b/c]}}]\n";
    PolicyOutcome both = outcome(list + rule);
    assertEquals(Verdict.FAIL, both.verdict());
    assertEquals("a.b/d@v1.0.0", both.violations().get(0).subject());
    facts.deps.set(0, TestFacts.module("a.b/c", "(devel)", ""));
    assertEquals(Verdict.INCOMPLETE, outcome(list).verdict());
  }

  @Test
  void modulesThatCanNotBeKnownAreNotPassedOver() throws Exception {
    String list = "modules: {allow: [a.b/c]}\n";
    facts.unknownLines = List.of("dep?");
    assertEquals(Verdict.INCOMPLETE, outcome(list).verdict());
    facts.noBuildInfo = true;
    assertEquals(Verdict.INCOMPLETE, outcome(deny("", "")).verdict());
  }

  @Test
  void manyModulesAreCountedInTheLine() throws Exception {
    for (int i = 0; i < 20; i++) {
      dep("m" + i + ".example/m", "v1.0.0");
    }
    PolicyOutcome outcome = outcome("modules: {allow: [a.b/c]}\n");
    assertEquals(20, outcome.violations().size());
    assertTrue(outcome.line().contains("12 more by module-not-allowed; "), outcome.line());
  }

  @ParameterizedTest
  @CsvSource({
    "allowed, GOARCH, '[amd64, arm64]', PASS",
    "allowed, GOARCH, '[arm64]', FAIL",
    "allowed, -gcflags, '[\"\"]', PASS",
    "allowed, -buildmode, '[exe]', INCOMPLETE",
    "forbidden, GOARCH, '[arm64]', PASS",
    "forbidden, GOARCH, '[arm64, amd64]', FAIL",
    "forbidden, -race, '[\"true\"]', PASS",
    "forbidden, -buildmode, '[exe]', INCOMPLETE"
  })
  void settingsHaveTheirValues(String kind, String key, String values, Verdict verdict)
      throws Exception {
    settings("GOARCH", "amd64");
    PolicyOutcome outcome = outcome("settings: {" + kind + ": {" + key + ": " + values + "}}\n");
    assertEquals(verdict, outcome.verdict(), outcome.line());
    if (verdict != Verdict.PASS) {
      assertEquals(Rule.SETTING, outcome.violations().get(0).rule());
      assertEquals(key, outcome.violations().get(0).subject());
    }
  }

  @Test
  void aDirtyTreeFailsAndAnUnknownOneIsIncomplete() throws Exception {
    String text = "tree: clean\n";
    settings("vcs.modified", "false");
    assertEquals(Verdict.PASS, outcome(text).verdict());
    settings("vcs.modified", "true");
    assertEquals(Verdict.FAIL, outcome(text).verdict());
    settings("vcs.modified", "false", "vcs.modified", "true");
    assertEquals(Verdict.FAIL, outcome(text).verdict());
    settings();
    assertEquals(Verdict.INCOMPLETE, outcome(text).verdict());
    facts.main =
        TestFacts.module("example.com/app", "v1.0.1-0.20260101000000-abcdefabcdef+dirty", "");
    assertEquals(Verdict.FAIL, outcome(text).verdict());
    facts.main = TestFacts.module("example.com/app", "v1.0.0", TestFacts.H1_A);
    assertEquals(Verdict.PASS, outcome(text).verdict());
    facts.noBuildInfo = true;
    assertEquals(Verdict.INCOMPLETE, outcome(text).verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-16T12:00:00Z, PASS",
    "2026-11-16T11:59:59Z, FAIL",
    "2026-11-26T12:01:00Z, PASS",
    "2026-11-26T12:01:01Z, INCOMPLETE",
    "yesterday, INCOMPLETE"
  })
  void aCommitHasAnAge(String time, Verdict verdict) throws Exception {
    settings("vcs.time", time);
    PolicyOutcome outcome = outcome("max-age: {commit: 10}\n");
    assertEquals(verdict, outcome.verdict(), outcome.line());
  }

  @Test
  void whatHasNoTimeIsIncomplete() throws Exception {
    assertEquals(Verdict.INCOMPLETE, outcome("max-age: {commit: 10}\n").verdict());
    PolicyOutcome outcome = outcome("max-age: {signature: 10}\n");
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertEquals(Rule.SIGNATURE_AGE, outcome.violations().get(0).rule());
    assertTrue(outcome.line().contains("signature has no age: no signature holds"));
  }

  private static String except(String what, String until) {
    return "exceptions: [{" + what + ", reason: because, until: " + until + "}]\n";
  }

  @Test
  void anExceptionExcusesUntilItsLastDayAndIsShown() throws Exception {
    dep("a.b/c", "v1.0.0");
    String excuse = "excuse: module-denied, of: a.b";
    PolicyOutcome outcome = outcome(deny("", "") + except(excuse, "2026-11-26"));
    assertEquals(Verdict.PASS, outcome.verdict());
    assertEquals(Standing.USED, outcome.exemptions().get(0).standing());
    assertTrue(
        outcome.line().contains("excepted until 2026-11-26: packages hold a.b/c@v1.0.0"),
        outcome.line());
    PolicyOutcome expired = outcome(deny("", "") + except(excuse, "2026-11-25"));
    assertEquals(Verdict.FAIL, expired.verdict());
    assertEquals(Standing.EXPIRED, expired.exemptions().get(0).standing());
    assertEquals(1, expired.exemptions().get(0).excused().size());
    PolicyOutcome other =
        outcome(deny("", "") + except("excuse: module-denied, of: a.b/d", "2026-11-26"));
    assertEquals(Verdict.FAIL, other.verdict());
    assertEquals(Standing.UNUSED, other.exemptions().get(0).standing());
  }

  @Test
  void aRequiredStateCanBeExcusedButNotWhatADemandRestsOn() throws Exception {
    String text =
        "require: {go-sum: PROVEN}\n" + except("excuse: required, of: go-sum", "2027-01-01");
    assertEquals(Verdict.PASS, outcome(text).verdict());
    Policy policy = policy(text);
    PolicyOutcome given = policy.evaluate(chain(), Map.of(LinkId.GO_SUM, State.PROVEN), List.of());
    assertEquals(Verdict.INCOMPLETE, given.verdict());
    assertEquals(Rule.EVIDENCE, given.violations().get(0).rule());
  }

  @Test
  void noExceptionExcusesEvidence() throws Exception {
    Policy policy =
        policy(
            "require: {build-id: CORROBORATED, file: PROVEN}\n"
                + "exceptions:\n"
                + "  - {excuse: required, of: build-id, reason: r, until: 2027-01-01}\n"
                + "  - {excuse: required, of: file, reason: r, until: 2027-01-01}\n");
    for (State state : List.of(State.CONTRADICTED, State.UNDECIDED)) {
      for (LinkId id : List.of(LinkId.BUILD_ID, LinkId.FILE)) {
        TrustChain chain =
            new TrustChain(List.of(new Link(id, state, "why", null, null, List.of())));
        PolicyOutcome outcome = policy.evaluate(chain, Map.of());
        boolean fails = state == State.CONTRADICTED;
        assertEquals(fails ? Verdict.FAIL : Verdict.INCOMPLETE, outcome.verdict());
        assertEquals(id, outcome.violations().get(0).link());
      }
    }
  }

  @Test
  void aSignatureOrProvenanceMustHold() throws Exception {
    Policy policy = policy("signed: true\n");
    assertEquals(Rule.SIGNED, policy.evaluate(chain(), Map.of()).violations().get(0).rule());
    for (LinkId id : List.of(LinkId.SIGNATURE, LinkId.PROVENANCE)) {
      List<Link> links = new ArrayList<>(chain().links());
      links.add(new Link(id, id.reaches(), "why", null, null, List.of()));
      assertEquals(Verdict.PASS, policy.evaluate(new TrustChain(links), Map.of()).verdict());
    }
    Policy excused = policy("signed: true\n" + except("excuse: signed", "2027-01-01"));
    assertEquals(Verdict.PASS, excused.evaluate(chain(), Map.of()).verdict());
  }

  @Test
  void aProgramWithoutARuleIsNamed() throws Exception {
    String rule = "rules: [{for: [example.org], tree: clean}]\n";
    assertEquals(Verdict.INCOMPLETE, outcome(rule).verdict());
    assertEquals(Verdict.FAIL, outcome("others: deny\n" + rule).verdict());
    assertEquals(Verdict.PASS, outcome("others: allow\n" + rule).verdict());
    assertTrue(
        outcome(rule)
            .line()
            .contains("names the main module example.com/app, for which the policy has no rule"));
  }

  @Test
  void whatAsksForNoDateDependsOnNone() throws Exception {
    Policy policy = policy("tree: clean\ngo: [1.26.x]\n");
    assertNull(Checks.hold(facts.inspection(), chain(), policy, Materials.NONE).judgedAt());
  }
}
