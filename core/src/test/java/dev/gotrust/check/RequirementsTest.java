package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.check.Checks.Held;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledCode.Mark;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.ContentId.Cause;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.Format;
import dev.gotrust.image.Linkage;
import dev.gotrust.material.Materials;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.policy.PolicyOutcome.Violation;
import dev.gotrust.policy.RequiredSetting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Certified Go versions and required settings, held against facts. */
final class RequirementsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private static Policy certified(String list) {
    try {
      byte[] data = list.getBytes(StandardCharsets.UTF_8);
      return Policy.builder()
          .certifiedGo(CertifiedGo.parse("go.txt", data), InstantSource.fixed(NOW))
          .build();
    } catch (PolicyFileException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static Policy asking(String... settings) {
    Policy.Builder policy = Policy.builder();
    for (String setting : settings) {
      policy.requireSetting(RequiredSetting.parse(setting));
    }
    return policy.build();
  }

  private static Held hold(Inspection facts, Policy policy) {
    return Checks.hold(facts, Checks.judge(facts, Materials.NONE), policy, Materials.NONE);
  }

  private static PolicyOutcome outcome(Inspection facts, Policy policy) {
    Held held = hold(facts, policy);
    return policy.evaluate(held.chain(), Checks.asked(Materials.NONE, policy), held.breaches());
  }

  /** What the go command always records, and some settings more. */
  private static TestFacts recording(String... settings) {
    List<Setting> all = new ArrayList<>();
    all.add(new Setting("-compiler", "gc"));
    all.add(new Setting("GOARCH", "amd64"));
    all.add(new Setting("GOOS", "linux"));
    for (String setting : settings) {
      if (!setting.isEmpty()) {
        int equals = setting.indexOf('=');
        all.add(new Setting(setting.substring(0, equals), setting.substring(equals + 1)));
      }
    }
    TestFacts facts = new TestFacts();
    facts.settings = all;
    return facts;
  }

  private static Linkage linkage(boolean symbols, boolean debug) {
    return new Linkage("executable", null, List.of(), true, false, symbols, debug, null);
  }

  @Test
  void withoutDemandsNothingChanges() {
    Inspection facts = new TestFacts().inspection();
    TrustChain chain = Checks.judge(facts, Materials.NONE);
    Held held = Checks.hold(facts, chain, Policy.basic(), Materials.NONE);
    assertEquals(chain, held.chain());
    assertEquals(List.of(), held.breaches());
    assertNull(held.judgedAt());
  }

  @Test
  void aCertifiedVersionPassesAndTheReaderIsTold() {
    Inspection facts = new TestFacts().inspection();
    Policy policy = certified("1.26.x until 2026-12-31");
    Held held = hold(facts, policy);
    assertEquals(NOW, held.judgedAt());
    Link toolchain = held.chain().link(LinkId.TOOLCHAIN);
    assertEquals(
        "go1.26.8 is allowed by line 1 of go.txt, 1.26.x until 2026-12-31", toolchain.remark());
    assertEquals(
        Evidence.of("certified Go", "1.26.x", "go1.26.8", "go.txt, line 1"),
        toolchain.evidence().get(0));
    PolicyOutcome outcome = outcome(facts, policy);
    assertEquals(Verdict.PASS, outcome.verdict());
    assertEquals(State.CORROBORATED, outcome.required().get(LinkId.TOOLCHAIN));
    assertNull(hold(facts, certified("1.26.x")).judgedAt(), "no date was held against it");
  }

  @Test
  void anotherVersionFailsThoughNothingIsContradicted() {
    Inspection facts = new TestFacts().inspection();
    PolicyOutcome outcome = outcome(facts, certified("1.26.x until 2026-11-25\n1.25.3+"));
    assertEquals(Verdict.FAIL, outcome.verdict());
    Violation violation = outcome.violations().get(0);
    assertEquals(State.CORROBORATED, violation.required());
    assertEquals(State.CORROBORATED, violation.actual());
    assertTrue(violation.fails());
    assertTrue(
        outcome
            .line()
            .startsWith(
                "FAIL (basic): nothing contradicted; toolchain is not certified: go1.26.8 was"
                    + " allowed by line 1 of go.txt, 1.26.x until 2026-11-25; the nearest that is"
                    + " allowed: 1.25.3+ (line 2); proven from outside: "),
        outcome.line());
  }

  @Test
  void aClaimThatNothingCorroboratesIsIncomplete() {
    TestFacts facts = new TestFacts();
    facts.versions = TestFacts.traces(List.of(), null, BuildInfoLayout.INLINE);
    PolicyOutcome outcome = outcome(facts.inspection(), certified("1.26.8"));
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertEquals("is CLAIMED, CORROBORATED was asked for", outcome.violations().get(0).reason());
  }

  @Test
  void withoutAClaimNothingCanBeToldAndBothReasonsAreShown() {
    TestFacts facts = new TestFacts();
    facts.noBuildInfo = true;
    PolicyOutcome outcome = outcome(facts.inspection(), certified("1.26.8"));
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertEquals(2, outcome.violations().size());
    assertTrue(
        outcome
            .line()
            .contains(
                "; toolchain is ABSENT, CORROBORATED was asked for; toolchain can't be held against"
                    + " go.txt: no Go version is claimed; "),
        outcome.line());
  }

  @Test
  void aContradictionAndABreachAreBothShown() {
    TestFacts facts = new TestFacts();
    facts.versions =
        TestFacts.traces(List.of("go1.26.7"), PclntabLayout.GO_1_20, BuildInfoLayout.INLINE);
    PolicyOutcome outcome = outcome(facts.inspection(), certified("1.26.7"));
    assertEquals(Verdict.FAIL, outcome.verdict());
    assertEquals(2, outcome.violations().size());
    assertFalse(outcome.line().contains("nothing contradicted"));
  }

  @Test
  void oneSliceOutsideTheListFailsThemAll() {
    TestFacts facts = new TestFacts();
    GoBinary first = facts.binary();
    facts.goVersion = "go1.24.1";
    facts.arch = "arm64";
    Inspection fat = facts.inspection(first, facts.binary());
    Held held = hold(fat, certified("1.26.x"));
    assertEquals(1, held.breaches().size());
    assertTrue(
        held.breaches().get(0).reason().startsWith("of slice 2 (arm64) is not certified: go1.24.1"),
        held.breaches().get(0).reason());
    Link toolchain = held.chain().link(LinkId.TOOLCHAIN);
    assertTrue(toolchain.remark().contains("slice 1 (amd64): go1.26.8 is allowed by"));
    Held same = hold(facts.inspection(first, first), certified("1.25.x"));
    assertTrue(
        same.breaches().get(0).reason().startsWith("of each of 2 slices is not certified: "));
  }

  /** recorded; required; what comes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CGO_ENABLED=0; CGO_ENABLED=0; HOLDS",
        "CGO_ENABLED=1; CGO_ENABLED=0; BROKEN",
        "-tags=netgo,osusergo; -tags=netgo; BROKEN",
        "-gcflags=-N  -l; -gcflags=-N -l; HOLDS",
        "-ldflags=-X main.v=1 -s -w; -ldflags=-s -w; HOLDS",
        "-ldflags=-X main.v=1 -s -w; -ldflags=-w --s=true -X=main.v=1; HOLDS",
        "-ldflags=-s; -ldflags=-s -w; BROKEN",
        "-ldflags=-X -s -w; -ldflags=-s -w; BROKEN",
        "-ldflags=-s -w -s=false; -ldflags=-s -w; BROKEN",
        "-ldflags=-s -w; -ldflags=; BROKEN",
        "-ldflags=all=-s -w; -ldflags=-s -w; HOLDS",
        "-ldflags=cmd/...=-s -w; -ldflags=-s -w; UNTOLD",
        "-ldflags=-linkmode=external; -ldflags=-linkmode external; HOLDS",
        "; -ldflags=-s -w; BROKEN",
        "; -ldflags=; HOLDS",
        "-trimpath=true; -ldflags=; UNTOLD",
        "-trimpath=true; CGO_CFLAGS=-O2; UNTOLD",
        "; CGO_CFLAGS=-O2; UNTOLD",
        "-trimpath=true; -trimpath=true; HOLDS",
        "; -trimpath=true; BROKEN",
        "; -trimpath=false; HOLDS",
        "; -race=false; HOLDS",
        "-race=true; -race=false; BROKEN",
        "; -cover=true; BROKEN",
        "; -tags=; HOLDS",
        "-tags=b,a; -tags=b a; HOLDS",
        "-tags=b,a; -tags=a,b; HOLDS",
        "-tags=b,a; -tags=; BROKEN",
        "; -tags=netgo; BROKEN",
        "; GOFIPS140=off; HOLDS",
        "; GOFIPS140=v1.0.0; BROKEN",
        "GOFIPS140=v1.0.0-c2097c7c; GOFIPS140=v1.0.0; HOLDS",
        "GOFIPS140=v1.0.0-c2097c7c; GOFIPS140=v1.0.0-c2097c7c; HOLDS",
        "GOFIPS140=v1.0.0-c2097c7c; GOFIPS140=v1.0; BROKEN",
        "GOFIPS140=v1.0.0-c2097c7c; GOFIPS140=certified; UNTOLD",
        "GOFIPS140=latest; GOFIPS140=certified; BROKEN",
        "; -pgo=off; HOLDS",
        "; DefaultGODEBUG=; HOLDS",
        "; GOAMD64=v3; UNTOLD",
        "GOAMD64=v1; GOAMD64=v3; BROKEN",
        "; GOARM=7; BROKEN",
        "; -buildmode=pie; UNTOLD",
        "; vcs.modified=false; UNTOLD",
        "; CGO_ENABLED=0; UNTOLD"
      })
  void aSettingAgainstWhatIsRecorded(String recorded, String required, Finding.Grade grade) {
    TestFacts facts = recording(recorded == null ? "" : recorded);
    Held held = hold(facts.inspection(), asking(required));
    assertEquals(grade, grade(held), String.valueOf(held.breaches()));
    Evidence evidence = held.chain().link(LinkId.SETTINGS).evidence().get(0);
    RequiredSetting setting = RequiredSetting.parse(required);
    assertEquals("required " + setting.key(), evidence.what());
    assertEquals(setting.value(), evidence.expected());
  }

  private static Finding.Grade grade(Held held) {
    return held.breaches().isEmpty()
        ? Finding.Grade.HOLDS
        : held.breaches().get(0).fails() ? Finding.Grade.BROKEN : Finding.Grade.UNTOLD;
  }

  /** symbols; debug data; format; required linker flags; what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "false, false, ELF, -s -w, HOLDS",
    "false, false, PE, -s -w, HOLDS",
    "false, false, ELF, -s, HOLDS",
    "true, false, ELF, -w, HOLDS",
    "true, false, ELF, -s -w, BROKEN",
    "true, true, ELF, -s, BROKEN",
    "true, true, PE, -s -w, UNTOLD",
    "true, false, MACHO, -s -w, UNTOLD",
    "true, true, ELF, -w, UNTOLD",
    "false, true, ELF, -s, UNTOLD",
    "false, false, ELF, -s -X main.v=1, UNTOLD",
    "false, false, ELF, -s=false, UNTOLD"
  })
  void hiddenLinkerFlagsAreJudgedByTheirTrace(
      boolean symbols, boolean debug, Format format, String flags, Finding.Grade grade) {
    TestFacts facts = recording("-trimpath=true");
    facts.format = format;
    facts.linkage = linkage(symbols, debug);
    Held held = hold(facts.inspection(), asking("-ldflags=" + flags));
    assertEquals(grade, grade(held), String.valueOf(held.breaches()));
    String remark = String.valueOf(held.chain().link(LinkId.SETTINGS).remark());
    assertEquals(
        grade == Finding.Grade.HOLDS,
        remark.contains("-ldflags=" + flags + " is not recorded, but shows: "),
        remark);
  }

  /** Who strips a file leaves no symbols either, so that their absence shows no linker flag. */
  @ParameterizedTest
  @EnumSource(Cause.class)
  void aFileThatWasChangedShowsNoFlags(Cause cause) {
    TestFacts facts = recording("-trimpath=true");
    facts.linkage = linkage(false, false);
    String other = "e".repeat(20);
    facts.contentId =
        new ContentId(TestFacts.CONTENT, other, ContentId.State.MISMATCH, cause, "why");
    Finding.Grade grade = grade(hold(facts.inspection(), asking("-ldflags=-s -w")));
    boolean kept = cause == Cause.SIGNED || cause == Cause.APPENDED;
    assertEquals(kept ? Finding.Grade.HOLDS : Finding.Grade.UNTOLD, grade);
  }

  /** Of a program that shows it, silence is no "false". */
  @ParameterizedTest
  @CsvSource({"-race, RACE", "-asan, ASAN", "-msan, MSAN"})
  void silenceIsNotBelievedWhereTheCodeShowsIt(String key, Mark mark) {
    TestFacts facts = recording("-tags=" + key.substring(1));
    facts.code = new CompiledCode(1, 1, List.of(), "", Set.of(mark), null);
    for (String value : List.of("=false", "=true")) {
      assertEquals(Finding.Grade.UNTOLD, grade(hold(facts.inspection(), asking(key + value))));
    }
  }

  /** What an older release did not record says nothing. */
  @ParameterizedTest
  @CsvSource({
    "go1.18.10, -trimpath=true",
    "go1.18.10, -ldflags=-X a.b=1",
    "go1.22.12, -cover=false",
    "go1.23.12, GOFIPS140=off",
    "go1.20.14, DefaultGODEBUG=",
    "something, -race=false"
  })
  void silenceOfAnOlderReleaseTellsNothing(String version, String required) {
    TestFacts facts = recording();
    facts.goVersion = version;
    assertEquals(Finding.Grade.UNTOLD, grade(hold(facts.inspection(), asking(required))));
  }

  @Test
  void whoDoesNotRecordAsTheGoCommandDoesTellsNothingByItsSilence() {
    TestFacts facts = new TestFacts();
    assertEquals(Finding.Grade.UNTOLD, grade(hold(facts.inspection(), asking("-race=false"))));
    facts.settings = List.of(new Setting("-compiler", "gccgo"));
    assertEquals(Finding.Grade.UNTOLD, grade(hold(facts.inspection(), asking("-gcflags="))));
  }

  @Test
  void withoutSettingsTheVerdictIsIncomplete() {
    TestFacts facts = new TestFacts();
    facts.settings = List.of();
    PolicyOutcome outcome = outcome(facts.inspection(), asking("CGO_ENABLED=0"));
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertEquals(
        "do not show CGO_ENABLED=0: the file records no settings",
        outcome.violations().get(1).reason());
  }

  @Test
  void everySettingThatDoesNotHoldIsShown() {
    PolicyOutcome outcome =
        outcome(
            recording("CGO_ENABLED=1").inspection(),
            asking("CGO_ENABLED=0", "-trimpath=true", "GOOS=linux", "GOAMD64=v3"));
    assertEquals(Verdict.FAIL, outcome.verdict());
    assertEquals(
        List.of(
            "do not meet CGO_ENABLED=0: \"1\" is recorded",
            "do not meet -trimpath=true: it is not recorded, as Go 1.26 records it where it is set",
            "do not show GOAMD64=v3: it is not recorded"),
        outcome.violations().stream().map(Violation::reason).toList());
  }

  @Test
  void aSettingThatStandsTwiceMustHoldTwice() {
    TestFacts facts = recording("CGO_ENABLED=0", "CGO_ENABLED=1");
    assertEquals(Finding.Grade.BROKEN, grade(hold(facts.inspection(), asking("CGO_ENABLED=0"))));
  }

  @Test
  void oneSliceWithAnotherSettingIsNamed() {
    TestFacts facts = recording("CGO_ENABLED=0");
    GoBinary first = facts.binary();
    TestFacts other = recording("CGO_ENABLED=1");
    other.arch = "arm64";
    Held held = hold(facts.inspection(first, other.binary()), asking("CGO_ENABLED=0"));
    assertEquals(
        "of slice 2 (arm64) do not meet CGO_ENABLED=0: \"1\" is recorded",
        held.breaches().get(0).reason());
    Link settings = held.chain().link(LinkId.SETTINGS);
    assertEquals("app, slice 1 (amd64)", settings.evidence().get(0).source());
    assertEquals("app, slice 2 (arm64)", settings.evidence().get(1).source());
  }
}
