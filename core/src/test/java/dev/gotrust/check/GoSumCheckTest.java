package dev.gotrust.check;

import static dev.gotrust.TestFacts.H1_A;
import static dev.gotrust.TestFacts.H1_B;
import static dev.gotrust.TestFacts.module;
import static dev.gotrust.TestFacts.replaced;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoSumCheckTest {
  private static final String LEFT_OUT = "not counted, as no go.sum lists them: ";

  private final TestFacts facts = new TestFacts();
  private final List<SumFile> sums = new ArrayList<>();
  private final List<String> setAside = new ArrayList<>();

  private GoSumCheckTest declare(BuildInfo.Module... modules) {
    facts.deps.addAll(List.of(modules));
    return this;
  }

  private GoSumCheckTest sum(Standing standing, String text) throws ModuleFileException {
    GoSum sum = GoSum.parse("go.sum", text.getBytes(StandardCharsets.UTF_8));
    Material material = new Material("go.sum", "go.sum", Bytes.of(new byte[32]), standing);
    sums.add(new SumFile(material, sum));
    return this;
  }

  private Materials materials() {
    return new Materials(List.of(), sums, setAside, null, null, null, null, null, null, null);
  }

  private Link judge() {
    return judgeSlices(facts.binary());
  }

  private Link judgeSlices(GoBinary... binaries) {
    return Checks.judge(facts.inspection(binaries), materials()).link(LinkId.GO_SUM);
  }

  private void assertLink(State state, String... words) {
    Link link = judge();
    assertEquals(state, link.state(), link.reason());
    for (String word : words) {
      assertTrue(link.reason().contains(word), link.reason());
    }
    boolean asked = materials().hasGivenGoSum();
    boolean fine = state == State.PROVEN || state == State.NOT_APPLICABLE && !asked;
    assertEquals(fine, link.next() == null, link.next());
  }

  @ParameterizedTest
  @CsvSource({"GIVEN,PROVEN", "REPOSITORY,PROVEN", "BESIDE,CORROBORATED"})
  void allEqual(Standing standing, State state) throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), module("b", "v2.0.0", H1_B));
    sum(standing, "a v1.0.0 " + H1_A + "\nb v2.0.0 " + H1_B + "\n");
    assertLink(state, "all 2 declared modules");
    assertNull(judge().remark());
    assertEquals(2, judge().evidence().size());
    assertEquals("go.sum:2", judge().evidence().get(1).source());
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void anotherH1ContradictsWhereverItStands(Standing standing) throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), module("b", "v2.0.0", H1_B));
    sum(standing, "a v1.0.0 " + H1_A + "\nb v2.0.0 " + H1_A + "\n");
    assertLink(State.CONTRADICTED, "b@v2.0.0", H1_B, H1_A, "go.sum:2");
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void aModuleThatIsNotListedIsUndecided(Standing standing) throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), module("b", "v2.0.0", H1_B));
    sum(standing, "a v1.0.0 " + H1_A + "\nb v2.0.1 " + H1_B + "\n");
    assertLink(State.UNDECIDED, "1 of 2", "b@v2.0.0");
  }

  @Test
  void theHashOfAGoModIsNoHashOfTheModule() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), module("b", "v1.0.0/go.mod", H1_A));
    sum(Standing.GIVEN, "a v1.0.0/go.mod " + H1_A + "\nb v1.0.0/go.mod " + H1_A + "\n");
    assertLink(State.UNDECIDED, "0 of 2");
  }

  @Test
  void twoDifferentH1InOneGoSumContradict() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\na v1.0.0 " + H1_B + "\n");
    assertLink(State.CONTRADICTED, "a@v1.0.0", "go.sum:2");
    assertEquals(2, judge().evidence().size());
  }

  @Test
  void hashesOfAnUnknownKindMatchNothing() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), module("b", "v1.0.0", "h2:x"));
    sum(Standing.GIVEN, "a v1.0.0 h2:x\nb v1.0.0 h2:x\n");
    assertLink(State.UNDECIDED, "0 of 2", "a@v1.0.0", "no h1: b@v1.0.0");
  }

  @Test
  void aMalformedClaimIsUndecidedUnlessGoSumKnowsBetter() throws ModuleFileException {
    String malformed = "h1:" + "A".repeat(42) + "B=";
    declare(module("a", "v1.0.0", malformed));
    sum(Standing.GIVEN, "b v1.0.0 " + H1_A + "\n");
    assertLink(State.UNDECIDED, "no h1: a@v1.0.0");
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.CONTRADICTED, malformed);
  }

  @Test
  void theReplacementIsWhatIsLookedUp() throws ModuleFileException {
    declare(replaced("a", "v1.0.0", module("fork", "v1.0.1", H1_B)));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\nfork v1.0.1 " + H1_B + "\n");
    assertLink(State.PROVEN, "the one declared module");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./x", "../x", "/x", ".", "..", ".\\x", "..\\x", "\\x", "C:\\x", "c:/x"})
  void localReplacementsAreCountedAndDoNotLowerTheState(String path) throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), replaced("b", "v1.0.0", module(path, "", "")));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.PROVEN, "the one declared module");
    assertEquals(LEFT_OUT + "the main module, 1 local replacement", judge().remark());
  }

  @Test
  void workspaceMembersAreCountedAndDoNotLowerTheState() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), module("b", "(devel)", ""), module("c", "(devel)", ""));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.PROVEN, "the one declared module");
    assertEquals(LEFT_OUT + "the main module, 2 workspace members", judge().remark());
  }

  @Test
  void anyOtherModuleWithoutH1IsUndecided() throws ModuleFileException {
    declare(
        module("a", "v1.0.0", H1_A),
        module("vendored", "v1.0.0", ""),
        replaced("c", "v1.0.0", module("example.com/fork", "v1.0.0", "")));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.UNDECIDED, "1 of 3", "2 declared without an h1");
  }

  @Test
  void aMainModuleWithAnH1CountsOnlyWhereItIsListed() throws ModuleFileException {
    facts.main = module("example.com/app", "v1.0.0", H1_A);
    declare(module("a", "v1.0.0", H1_A));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.PROVEN, "the one declared module");
    declare(replaced("b", "v1.0.0", module("./b", "", "")));
    assertEquals(LEFT_OUT + "the main module, 1 local replacement", judge().remark());
    sum(Standing.GIVEN, "example.com/app v1.0.0 " + H1_A + "\n");
    assertLink(State.PROVEN, "all 2 declared modules");
    assertEquals(LEFT_OUT + "1 local replacement", judge().remark());
    sum(Standing.GIVEN, "example.com/app v1.0.0 " + H1_B + "\n");
    assertLink(State.CONTRADICTED, "example.com/app@v1.0.0");
  }

  @Test
  void aMainModuleAloneIsHeldAgainstItsLine() throws ModuleFileException {
    facts.main = module("example.com/app", "v1.0.0", H1_A);
    sum(Standing.GIVEN, "example.com/app v1.0.0/go.mod " + H1_A + "\n");
    assertLink(State.NOT_APPLICABLE, "only the main module");
    sum(Standing.GIVEN, "example.com/app v1.0.0 " + H1_A + "\n");
    assertLink(State.PROVEN, "the one declared module");
    sum(Standing.BESIDE, "example.com/app v1.0.0 " + H1_B + "\n");
    assertLink(State.CONTRADICTED, H1_B);
  }

  @Test
  void ofEqualStatesTheStrongestStandingIsNamed() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A));
    sum(Standing.BESIDE, "b v1.0.0 " + H1_B + "\n");
    sum(Standing.REPOSITORY, "b v1.0.0 " + H1_B + "\n");
    assertLink(State.UNDECIDED, "current repository");
  }

  @Test
  void withNothingToLookUpItIsNotApplicable() throws ModuleFileException {
    assertLink(State.NOT_APPLICABLE, "only the main module");
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.NOT_APPLICABLE, "only the main module");
    assertTrue(judge().next().startsWith("judge it without --go-sum"), judge().next());
    facts.main = null;
    assertLink(State.NOT_APPLICABLE, "declares no module");
    declare(replaced("b", "v1.0.0", module("./b", "", "")));
    assertLink(State.NOT_APPLICABLE, "only 1 local replacement");
  }

  @Test
  void withoutBuildInfoOrGoSumItIsAbsent() {
    declare(module("a", "v1.0.0", H1_A));
    assertLink(State.ABSENT, "no go.sum");
    facts.noBuildInfo = true;
    assertEquals(State.ABSENT, judge().state());
  }

  @Test
  void whatCouldNotBeUsedIsSaid() {
    declare(module("a", "v1.0.0", H1_A));
    setAside.add("x/go.sum:3: a line should have 3 fields");
    assertLink(State.UNDECIDED, "x/go.sum:3");
  }

  @Test
  void severalGivenFilesCountTogether() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A), module("b", "v2.0.0", H1_B));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n").sum(Standing.GIVEN, "b v2.0.0 " + H1_B + "\n");
    assertLink(State.PROVEN, "all 2");
  }

  @Test
  void theBestFoundFileCountsUnlessOneContradicts() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A));
    sum(Standing.REPOSITORY, "b v1.0.0 " + H1_B + "\n");
    assertLink(State.UNDECIDED);
    sum(Standing.BESIDE, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.CORROBORATED, "beside");
    sum(Standing.BESIDE, "a v1.0.0 " + H1_B + "\n");
    assertLink(State.CONTRADICTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Standing.class,
      names = {"REPOSITORY", "BESIDE"})
  void aFoundFileNeverMakesUpForAGivenOne(Standing standing) throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A));
    sum(Standing.GIVEN, "");
    sum(standing, "a v1.0.0 " + H1_A + "\n");
    assertLink(State.UNDECIDED, "the given go.sum", "0 of 1", "not listed: a@v1.0.0");
    assertEquals(
        Verdict.INCOMPLETE,
        Policy.basic()
            .evaluate(Checks.judge(facts.inspection(), materials()), Checks.asked(materials()))
            .verdict());
    Collections.reverse(sums);
    assertLink(State.UNDECIDED, "the given go.sum");
  }

  @Test
  void aFoundFileNeverMakesUpForAGivenOneThatListsNothingOfIt() throws ModuleFileException {
    facts.main = module("example.com/app", "v1.0.0", H1_A);
    sum(Standing.GIVEN, "");
    sum(Standing.REPOSITORY, "example.com/app v1.0.0 " + H1_A + "\n");
    assertEquals(State.NOT_APPLICABLE, judge().state());
    sums.remove(0);
    assertLink(State.PROVEN, "current repository");
  }

  @Test
  void aFoundFileContradictsAGivenOneThatHolds() throws ModuleFileException {
    declare(module("a", "v1.0.0", H1_A));
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    sum(Standing.BESIDE, "a v1.0.0 " + H1_B + "\n");
    assertLink(State.CONTRADICTED, "the go.sum that was found beside it has " + H1_B);
    assertEquals(H1_B, judge().evidence().get(0).expected());
  }

  @Test
  void whatTheSlicesLeaveOutIsSaidOfEach() throws ModuleFileException {
    sum(Standing.GIVEN, "a v1.0.0 " + H1_A + "\n");
    declare(module("a", "v1.0.0", H1_A), module("b", "(devel)", ""));
    GoBinary one = facts.binary();
    String workspace = LEFT_OUT + "the main module, 1 workspace member";
    assertEquals(workspace, judgeSlices(one, one).remark());
    facts.deps.add(replaced("c", "v1.0.0", module("./c", "", "")));
    GoBinary more = facts.binary();
    facts.deps.retainAll(List.of(module("a", "v1.0.0", H1_A)));
    Link link = judgeSlices(facts.binary(), one, more);
    assertEquals(State.PROVEN, link.state());
    assertEquals(
        "slice 2 (amd64): "
            + workspace
            + "; slice 3 (amd64): "
            + LEFT_OUT
            + "the main module, 1 local replacement, 1 workspace member",
        link.remark());
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void aLineThatIsNotUnderstoodMayDeclareAModule(Standing standing) throws ModuleFileException {
    facts.unknownLines = List.of("dep\tevil");
    declare(module("a", "v1.0.0", H1_A));
    sum(standing, "a v1.0.0 " + H1_A + "\n");
    assertLink(
        State.UNDECIDED,
        "the one declared module stands",
        "1 line of the build info is not understood, so the list of modules may be incomplete");
    sum(standing, "a v1.0.0 " + H1_B + "\n");
    assertLink(State.CONTRADICTED, H1_B);
  }

  @Test
  void aLineThatIsNotUnderstoodIsSaidWhereNothingIsComparedToo() {
    facts.unknownLines = List.of("dep\tevil", "dep\tevil");
    assertLink(State.UNDECIDED, "2 lines of the build info are not understood");
    declare(module("a", "v1.0.0", H1_A));
    assertLink(State.ABSENT, "no go.sum", "2 lines of the build info are not understood");
  }

  @Test
  void onlyAGivenGoSumIsAskedFor() throws ModuleFileException {
    sum(Standing.REPOSITORY, "");
    assertEquals(Map.of(), Checks.asked(materials()));
    sum(Standing.GIVEN, "");
    assertEquals(Map.of(LinkId.GO_SUM, State.PROVEN), Checks.asked(materials()));
    Collections.reverse(sums);
    assertEquals(Map.of(LinkId.GO_SUM, State.PROVEN), Checks.asked(materials()));
  }

  @Test
  void aMillionDeclaredModulesAreJudgedAndTheEvidenceIsCounted() throws ModuleFileException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      text.append("a v1.0.0 h2:").append(i).append('\n');
    }
    sum(Standing.GIVEN, text + "b v1.0.0 " + H1_A);
    for (int i = 0; i < 1_000_000; i++) {
      declare(i % 2 == 0 ? module("a", "v1.0.0", H1_A) : module("b", "v1.0.0", H1_A));
    }
    Link link = assertTimeoutPreemptively(Duration.ofSeconds(30), this::judge);
    assertEquals(State.UNDECIDED, link.state());
    assertEquals(Limits.EVIDENCE, link.evidence().size());
    assertEquals("495905", link.evidence().get(Limits.EVIDENCE - 1).actual());
    declare(module("b", "v1.0.0", H1_B));
    Link contradicted = judge();
    assertEquals(State.CONTRADICTED, contradicted.state());
    assertEquals(H1_B, contradicted.evidence().get(0).actual());
  }
}
