package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.BuildId;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.BuildInfoCopies;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.ContentId.Cause;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.HostIdCheck;
import dev.gotrust.facts.VersionTraces.BuildInfoLayout;
import dev.gotrust.facts.VersionTraces.PclntabLayout;
import dev.gotrust.image.HostId;
import dev.gotrust.image.Span;
import dev.gotrust.material.Materials;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The links that need no material; see {@link GoSumCheckTest} for the one that does. */
final class CheckTest {
  private static Link judge(LinkId id, TestFacts facts) {
    return judge(id, facts, facts.binary());
  }

  private static Link judge(LinkId id, TestFacts facts, GoBinary... binaries) {
    Link link = Checks.judge(facts.inspection(binaries), Materials.NONE).link(id);
    assertFalse(link.reason().isEmpty());
    return link;
  }

  private static ContentId mismatch(Cause cause) {
    return new ContentId(
        TestFacts.CONTENT, "e".repeat(20), ContentId.State.MISMATCH, cause, "why: " + cause);
  }

  @Test
  void everyLinkIsJudgedWhateverTheOthersAre() {
    TestFacts facts = new TestFacts();
    facts.noBuildInfo = true;
    facts.contentId = mismatch(Cause.CHANGED_IN_PLACE);
    TrustChain chain = Checks.judge(facts.inspection(), Materials.NONE);
    assertEquals(13, chain.links().size());
  }

  @Test
  void theFileIsProvenToBeTheseBytes() {
    Link link = judge(LinkId.FILE, new TestFacts());
    assertEquals(State.PROVEN, link.state());
    assertEquals("00".repeat(32), link.evidence().get(0).actual());
    assertNull(link.next());
  }

  @Test
  void oddBytesLeaveTheFileUndecided() {
    TestFacts facts = new TestFacts();
    facts.oddities = List.of("the slice at offset 4 is no Go program", "stray bytes at offset 9");
    Link link = judge(LinkId.FILE, facts);
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains(facts.oddities.get(0)));
    assertTrue(link.reason().contains(facts.oddities.get(1)));
  }

  @Test
  void aMatchingBuildIdIsCorroboratedAndNoMore() {
    Link link = judge(LinkId.BUILD_ID, new TestFacts());
    assertEquals(State.CORROBORATED, link.state());
    assertFalse(link.reason().contains("derives"));
    assertEquals(TestFacts.CONTENT, link.evidence().get(1).expected());
  }

  @ParameterizedTest
  @EnumSource(HostIdCheck.Outcome.class)
  void aDerivedHostIdIsSaid(HostIdCheck.Outcome outcome) {
    TestFacts facts = new TestFacts();
    facts.hostId = new HostId(HostId.Kind.GNU_BUILD_ID, 640, Bytes.of(new byte[] {1, 2}));
    facts.hostIdCheck = new HostIdCheck(outcome, "why");
    Link link = judge(LinkId.BUILD_ID, facts);
    assertEquals(State.CORROBORATED, link.state());
    assertEquals(outcome == HostIdCheck.Outcome.DERIVED, link.reason().contains("derives"));
    assertEquals("0102", link.evidence().get(2).actual());
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseOfAMismatchHasItsState(Cause cause) {
    TestFacts facts = new TestFacts();
    facts.contentId = mismatch(cause);
    Link link = judge(LinkId.BUILD_ID, facts);
    State state =
        switch (cause) {
          case SIGNED -> State.CORROBORATED;
          case CHANGED_IN_PLACE, CHANGED_SINCE_SIGNED, HIDDEN_CHANGE, NONE -> State.CONTRADICTED;
          default -> State.UNDECIDED;
        };
    Change change =
        switch (cause) {
          case APPENDED -> Change.APPENDED;
          case REWRITTEN, RELINKED, EDITED, PACKED, UNKNOWN_WRITER -> Change.STRIPPED;
          case SIGNED_AND_CHANGED -> Change.SIGNED;
          // There is no program to accept in what was put aside for debuggers.
          case DEBUG_FILE, SIGNED, CHANGED_IN_PLACE, CHANGED_SINCE_SIGNED, HIDDEN_CHANGE, NONE ->
              null;
        };
    assertEquals(state, link.state());
    assertEquals(change, link.change());
    assertTrue(link.reason().startsWith("why: " + cause));
    assertEquals(state != State.CORROBORATED, link.next() != null);
    if (change != null) {
      assertTrue(link.next().contains("--accept " + change.id()));
    }
    assertEquals("e".repeat(20), link.evidence().get(1).actual());
  }

  @Test
  void noBuildIdIsAbsentAndAForeignOneNotApplicable() {
    TestFacts facts = new TestFacts();
    facts.contentId = new ContentId(null, null, ContentId.State.NOT_APPLICABLE, Cause.NONE, "why");
    facts.buildId = null;
    assertEquals(State.ABSENT, judge(LinkId.BUILD_ID, facts).state());
    facts.buildId = new BuildId("", 4096, 0);
    assertEquals(State.ABSENT, judge(LinkId.BUILD_ID, facts).state());
    facts.buildId = new BuildId("mine", 4096, 4);
    Link foreign = judge(LinkId.BUILD_ID, facts);
    assertEquals(State.NOT_APPLICABLE, foreign.state());
    assertEquals("why", foreign.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "EQUAL,CORROBORATED",
    "DIFFERENT,CONTRADICTED",
    "SINGLE,CLAIMED",
    "NONE,ABSENT",
    "UNKNOWN,UNDECIDED"
  })
  void copiesOfTheBuildInfo(BuildInfoCopies.Outcome outcome, State state) {
    TestFacts facts = new TestFacts();
    facts.copies =
        new BuildInfoCopies(outcome, new Span(10, 5), List.of(new Span(90, 5)), "why", null);
    Link link = judge(LinkId.BUILD_INFO, facts);
    assertEquals(state, link.state());
    assertEquals("why", link.reason());
    assertEquals(90, link.evidence().get(1).offset());
    assertEquals(state != State.CORROBORATED, link.next() != null);
  }

  /** claim; runtime.buildVersion; layout of the function table; layout of the build info. */
  @ParameterizedTest
  @CsvSource({
    "go1.26.8, go1.26.8, GO_1_20, INLINE, CORROBORATED",
    "go1.26.8, go1.26.8, , INLINE, CORROBORATED",
    "go1.26.8, , GO_1_20, INLINE, CORROBORATED",
    "go1.26.8, , , INLINE, CLAIMED",
    "go1.26.8, go1.26.7, GO_1_20, INLINE, CONTRADICTED",
    "go1.26.8, go1.26.8, GO_1_18, INLINE, CONTRADICTED",
    "go1.26.8, , GO_1_18, INLINE, CONTRADICTED",
    "go1.26.80, go1.26.8, GO_1_20, INLINE, CONTRADICTED",
    "go1.17, go1.17, GO_1_16, POINTERS, CORROBORATED",
    "go1.17, go1.17, , POINTERS, CLAIMED",
    "go1.17, go1.17, GO_1_2, POINTERS, CONTRADICTED",
    "go1.15.15, go1.15.15, GO_1_2, POINTERS, CORROBORATED",
    "go1.19.2b4, go1.19.2b4, GO_1_18, INLINE, CORROBORATED",
    "go1.22.0, go1.22.0, GO_1_20, POINTERS, CONTRADICTED",
    "go1.17, go1.17, GO_1_16, INLINE, CONTRADICTED",
    "go1.18beta1, go1.18beta1, GO_1_18, POINTERS, CORROBORATED",
    "go1.18beta1, go1.18beta1, GO_1_18, INLINE, CORROBORATED",
    "go1.18, go1.18, GO_1_18, POINTERS, CONTRADICTED",
    "go1.21.11 (Red Hat 1.21.11-1.el9), go1.21.11 (Red Hat 1.21.11-1.el9), GO_1_20, INLINE,"
        + " CORROBORATED",
    "go1.22.1 X:boringcrypto, go1.22.1 X:boringcrypto, GO_1_20, INLINE, CORROBORATED",
    "go1.22.1 X:boringcrypto, go1.22.1, GO_1_20, INLINE, CONTRADICTED",
    "devel go1.27-0123456789 Mon Jan 1, devel go1.27-0123456789 Mon Jan 1, GO_1_20, INLINE,"
        + " CORROBORATED",
    "devel +0123456789 Mon Jan 1, devel +0123456789 Mon Jan 1, GO_1_2, INLINE, CORROBORATED",
    "devel +0123456789 Mon Jan 1, , GO_1_2, INLINE, CLAIMED",
    "something else, something else, GO_1_20, INLINE, UNDECIDED",
    ", go1.26.8, GO_1_20, INLINE, ABSENT"
  })
  void theClaimedVersionAgainstItsTraces(
      String claim, String traced, PclntabLayout pclntab, BuildInfoLayout layout, State state) {
    TestFacts facts = new TestFacts();
    facts.goVersion = claim == null ? "" : claim;
    List<String> texts = traced == null ? List.of() : List.of("go1.4", traced);
    if (traced != null && !traced.equals(claim)) {
      texts = List.of(traced);
    }
    facts.versions = TestFacts.traces(texts, pclntab, layout);
    Link link = judge(LinkId.TOOLCHAIN, facts);
    assertEquals(state, link.state(), link.reason());
    assertEquals(state != State.CORROBORATED, link.next() != null);
  }

  /** The linker takes the version of the build info from the same variable. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-X runtime.buildVersion=go1.26.8",
        "-s -w -X=runtime.buildVersion=go1.26.8",
        "all=-X 'runtime.buildVersion=go1.26.8'",
        "example.com/my-app=-X runtime.buildVersion=go1.26.8"
      })
  void aVersionThatLinkerFlagsSetIsTheBuildersWord(String flags) {
    TestFacts facts = new TestFacts();
    facts.settings = List.of(new Setting("-ldflags", flags));
    Link link = judge(LinkId.TOOLCHAIN, facts);
    assertEquals(State.UNDECIDED, link.state(), link.reason());
    assertTrue(link.reason().contains("-ldflags sets runtime.buildVersion"), link.reason());
    for (String other : List.of("-X main.v=runtime.buildVersion=", "runtime.buildVersion")) {
      facts.settings = List.of(new Setting("-ldflags", other));
      assertEquals(State.CORROBORATED, judge(LinkId.TOOLCHAIN, facts).state(), other);
    }
  }

  @Test
  void withoutAClaimTheTracesAreNamed() {
    TestFacts facts = new TestFacts();
    facts.noBuildInfo = true;
    facts.versions = TestFacts.traces(List.of(), PclntabLayout.GO_1_18, null);
    Link link = judge(LinkId.TOOLCHAIN, facts);
    assertEquals(State.ABSENT, link.state());
    assertTrue(link.reason().contains("Go 1.18 or 1.19"), link.reason());
    facts.versions = TestFacts.traces(List.of(), null, null);
    assertTrue(judge(LinkId.TOOLCHAIN, facts).reason().contains("nothing else"));
  }

  @Test
  void theGravestSliceCountsAndIsNamed() {
    TestFacts facts = new TestFacts();
    GoBinary sound = facts.binary();
    facts.arch = "arm64";
    facts.contentId = mismatch(Cause.CHANGED_IN_PLACE);
    Link link = judge(LinkId.BUILD_ID, facts, sound, facts.binary(), sound);
    assertEquals(State.CONTRADICTED, link.state());
    assertTrue(link.reason().startsWith("slice 2 (arm64): why"), link.reason());
    assertEquals(6, link.evidence().size());
    assertEquals("app, slice 2 (arm64)", link.evidence().get(0).source());
    assertEquals("app, slice 1 (amd64)", link.evidence().get(2).source());
  }

  @Test
  void slicesThatAgreeAreSaidOnce() {
    GoBinary sound = new TestFacts().binary();
    Link link = judge(LinkId.BUILD_INFO, new TestFacts(), sound, sound);
    assertEquals(State.CORROBORATED, link.state());
    assertTrue(link.reason().startsWith("each of 2 slices: "), link.reason());
  }

  @Test
  void oneAcceptanceNeverCoversTwoChanges() {
    TestFacts facts = new TestFacts();
    facts.contentId = mismatch(Cause.APPENDED);
    GoBinary appended = facts.binary();
    facts.contentId = mismatch(Cause.REWRITTEN);
    GoBinary stripped = facts.binary();
    assertNull(judge(LinkId.BUILD_ID, facts, appended, stripped).change());
    assertEquals(
        Change.APPENDED,
        judge(LinkId.BUILD_ID, facts, appended, new TestFacts().binary()).change());
  }
}
