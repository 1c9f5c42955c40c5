package dev.gotrust.check;

import static dev.gotrust.TestFacts.H1_A;
import static dev.gotrust.TestFacts.H1_B;
import static dev.gotrust.TestFacts.module;
import static dev.gotrust.TestFacts.replaced;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SourceMaterial;
import dev.gotrust.module.GoMod;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.source.SourceFacts;
import dev.gotrust.source.SourceFacts.Commit;
import dev.gotrust.source.SourceFacts.Place;
import dev.gotrust.source.SourceFacts.Version;
import dev.gotrust.source.SourceModule;
import dev.gotrust.source.SourceQuery;
import dev.gotrust.source.SourceReading;
import dev.gotrust.source.TreeState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceCheckTest {
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "fedcba9876543210fedcba9876543210fedcba98";
  private static final String TIME = "2026-01-02T03:04:05Z";
  private static final String PSEUDO = "-0.20260102030405-0123456789ab";

  private final TestFacts facts = new TestFacts();
  private Standing standing = Standing.GIVEN;
  private String head = ID;
  private Place place = Place.HEAD;
  private Instant time = Instant.parse(TIME);
  private List<String> tags = List.of();
  private boolean shallow;
  private Version version = new Version("", "no tag", "", "", false);
  private String goMod = "module example.com/app\n\ngo 1.26\n";
  private String goSum = "";
  private String directory = "";
  private boolean workspace;
  private TreeState tree = new TreeState(TreeState.Kind.CLEAN, List.of(), 0, "");

  @BeforeEach
  void stamp() {
    stamp(ID, TIME, "false");
  }

  private void stamp(String revision, String at, String modified) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("vcs", "git"));
    settings.add(new Setting("vcs.revision", revision));
    settings.add(new Setting("vcs.time", at));
    settings.add(new Setting("vcs.modified", modified));
    facts.settings = settings;
  }

  private void claim(String claimed, String recomputed, String tag, String commit, boolean old) {
    facts.main = module("example.com/app", claimed, "");
    version = new Version(recomputed, recomputed.isEmpty() ? "cut" : "", tag, commit, old);
  }

  private SourceFacts read() throws ModuleFileException {
    SourceModule module =
        new SourceModule(
            directory,
            directory == null
                ? null
                : GoMod.parse("go.mod", goMod.getBytes(StandardCharsets.UTF_8)),
            List.of(GoSum.parse("go.sum", goSum.getBytes(StandardCharsets.UTF_8))),
            workspace,
            List.of());
    Commit commit = new Commit(ID, Bytes.of(new byte[32]), time, place, tags);
    return new SourceFacts("/app", head, shallow, commit, "", version, module, tree);
  }

  private Link judge(SourceReading reading) {
    SourceQuery query = SourceCheck.query(facts.binary().buildInfo());
    Materials materials =
        Materials.NONE.withSource(
            new SourceMaterial(standing, query == null ? Map.of() : Map.of(query, reading)));
    return link(materials);
  }

  private Link link(Materials materials) {
    Link link = Checks.judge(facts.inspection(), materials).link(LinkId.SOURCE);
    assertNotNull(link);
    return link;
  }

  private Link assertLink(State state, String... words) throws ModuleFileException {
    Link link = judge(read());
    assertEquals(state, link.state(), link.reason());
    for (String word : words) {
      assertTrue(link.reason().contains(word), link.reason());
    }
    assertEquals(state == State.PROVEN, link.next() == null, link.next());
    return link;
  }

  @Test
  void theCommitThatIsCheckedOutIsProven() throws ModuleFileException {
    Link link = assertLink(State.PROVEN);
    assertEquals(
        "it was built from commit 0123456789ab of 2026-01-02T03:04:05Z, which is checked out in"
            + " /app",
        link.reason());
    assertNull(link.remark());
  }

  @Test
  void withoutCheckoutThereIsNothingToHoldItAgainst() {
    assertEquals(State.ABSENT, link(Materials.NONE).state());
    facts.noBuildInfo = true;
    assertEquals(State.ABSENT, link(Materials.NONE).state());
  }

  @Test
  void withoutStampNothingCanBeDecided() throws ModuleFileException {
    facts.settings = List.of();
    assertEquals(State.ABSENT, link(Materials.NONE).state());
    assertEquals(State.UNDECIDED, judge(read()).state());
    facts.main = module("example.com/app", "v1.2.3", H1_A);
    assertTrue(judge(read()).reason().contains("example.com/app@v1.2.3"));
    facts.settings = List.of(new Setting("vcs", "hg"), new Setting("vcs.revision", ID));
    assertTrue(judge(read()).reason().contains("hg"), judge(read()).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "GIVEN,HISTORY,CONTRADICTED",
    "GIVEN,LOOSE,CONTRADICTED",
    "REPOSITORY,HISTORY,UNDECIDED",
    "REPOSITORY,TAGGED,UNDECIDED",
    "REPOSITORY,LOOSE,UNDECIDED",
    "REPOSITORY,UNKNOWN,UNDECIDED"
  })
  void anotherCommitIsCheckedOut(Standing how, Place where, State state)
      throws ModuleFileException {
    standing = how;
    place = where;
    head = OTHER;
    tags = where == Place.TAGGED ? List.of("v1.0.0") : List.of();
    assertLink(state, "0123456789ab", "not from fedcba987654");
  }

  @Test
  void aCommitThatIsNotThereIsUndecided() {
    SourceFacts none =
        new SourceFacts(
            "/app", OTHER, true, null, "it has no commit " + ID, null, null, TreeState.UNSEEN);
    Link link = judge(none);
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().contains("as its history was cut"), link.reason());
    assertTrue(String.valueOf(link.next()).contains("--unshallow"));
    Link unread = judge(new SourceReading.Unread("/app", "it is sha256", "clone it"));
    assertEquals("/app is not read: it is sha256", unread.reason());
    assertEquals("clone it", unread.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-02T03:04:06Z", "yesterday", ""})
  void anotherTimeContradicts(String claimed) throws ModuleFileException {
    stamp(ID, claimed, "false");
    assertLink(State.CONTRADICTED, "not of " + claimed);
  }

  @Test
  void changesAreExplainedAndNeverProven() throws ModuleFileException {
    stamp(ID, TIME, "true");
    assertLink(State.UNDECIDED, "changes that no commit holds; now it has none");
    tree = new TreeState(TreeState.Kind.CHANGED, List.of("?? new.txt"), 3, "perhaps");
    Link link = assertLink(State.UNDECIDED, "now it has 3 changes, the first ?? new.txt (perhaps)");
    assertEquals("?? new.txt", evidence(link, "change"));
    assertEquals("2", evidence(link, "changes, left out"));
    tree = new TreeState(TreeState.Kind.UNKNOWN, List.of(), 0, "a filter applies");
    assertLink(State.UNDECIDED, "a filter applies");
    stamp(ID, TIME, "perhaps");
    assertLink(State.UNDECIDED, "does not say");
  }

  private static String evidence(Link link, String what) {
    return link.evidence().stream()
        .filter(entry -> entry.what().equals(what))
        .findFirst()
        .orElseThrow()
        .actual();
  }

  @Test
  void changesOfNowAreOnlyRemarked() throws ModuleFileException {
    tree = new TreeState(TreeState.Kind.CHANGED, List.of(" M main.go"), 1, "");
    assertTrue(String.valueOf(assertLink(State.PROVEN).remark()).contains("changes now"));
  }

  @Test
  void theTagOfTheVersionNamesTheCommit() throws ModuleFileException {
    tags = List.of("v1.2.3");
    claim("v1.2.3", "v1.2.3", "v1.2.3", ID, true);
    assertLink(State.PROVEN, "tagged v1.2.3", "as is its version v1.2.3");
    claim("v1.2.3", "v1.2.4", "v1.2.3", ID, true);
    assertTrue(String.valueOf(assertLink(State.PROVEN).remark()).contains("v1.2.4"));
    claim("v1.2.3", "v0.0.0" + PSEUDO, "v1.2.3", OTHER, true);
    assertLink(State.CONTRADICTED, "v1.2.3 names commit fedcba987654");
    claim("v1.2.3", "v0.0.0" + PSEUDO, "v1.2.3", "", false);
    assertLink(State.UNDECIDED, "no tag v1.2.3");
    claim("v1.2.3", "", "", "", false);
    assertLink(State.UNDECIDED, "can't be held against tags: cut");
  }

  @Test
  void aPseudoVersionIsOneOfTheCommit() throws ModuleFileException {
    claim("v1.2.4" + PSEUDO, "v1.2.4" + PSEUDO, "v1.2.3", OTHER, true);
    assertLink(State.PROVEN, "as is its version v1.2.4" + PSEUDO);
    claim("v1.2.4" + PSEUDO, "v1.3.1" + PSEUDO, "v1.2.3", OTHER, true);
    assertTrue(String.valueOf(assertLink(State.PROVEN).remark()).contains("v1.3.1"));
    claim("v1.2.4" + PSEUDO, "v1.3.1" + PSEUDO, "v1.2.3", "", false);
    assertLink(State.UNDECIDED, "no tag v1.2.3, which its version counts from");
    claim("v1.2.4" + PSEUDO, "v1.3.1" + PSEUDO, "v1.2.3", OTHER, false);
    assertLink(State.CONTRADICTED, "not in its history");
    shallow = true;
    assertLink(State.UNDECIDED, "not in its history");
    claim("v0.0.0-20260102030405-0123456789ab", "v1.2.3", "", "", false);
    assertTrue(String.valueOf(assertLink(State.PROVEN).remark()).contains("v1.2.3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1.2.4-0.20260102030406-0123456789ab",
        "v1.2.4-0.20260102030405-0123456789ac",
        "v0.0.0-20269902030405-0123456789ab"
      })
  void aPseudoVersionOfAnotherCommitContradicts(String claimed) throws ModuleFileException {
    claim(claimed, "v1.2.4" + PSEUDO, "v1.2.3", OTHER, true);
    assertLink(State.CONTRADICTED, "is not one of commit 0123456789ab");
  }

  @Test
  void aDirtyVersionFitsADirtyStamp() throws ModuleFileException {
    claim("v1.2.3+dirty", "v1.2.3", "v1.2.3", ID, true);
    assertLink(State.CONTRADICTED, "does not fit vcs.modified=false");
    stamp(ID, TIME, "true");
    assertLink(State.UNDECIDED, "no commit holds");
    claim("v1.2.3", "v1.2.3", "v1.2.3", ID, true);
    assertLink(State.CONTRADICTED, "does not fit vcs.modified=true");
  }

  @Test
  void anotherMainModuleContradictsWhatWasGiven() throws ModuleFileException {
    directory = null;
    assertLink(State.CONTRADICTED, "no go.mod of the commit names the main module");
    standing = Standing.REPOSITORY;
    assertLink(State.UNDECIDED, "no go.mod of the commit names the main module");
  }

  @Test
  void modulesStandInTheFilesOfTheCommit() throws ModuleFileException {
    facts.deps = List.of(module("a.example/a", "v1.1.0", H1_A));
    goMod += "require a.example/a v1.1.0\n";
    goSum = "a.example/a v1.1.0 " + H1_A + "\n";
    assertLink(State.PROVEN, "whose go.sum has the h1 of 1 module");
    goSum = "a.example/a v1.1.0 " + H1_B + "\n";
    Link other = assertLink(State.CONTRADICTED, "go.sum, line 1 has another h1 of a.example/a");
    assertEquals(H1_A, evidence(other, "h1 of a.example/a@v1.1.0"));
    goSum = "";
    assertLink(State.UNDECIDED, "go.sum of the commit has no line for a.example/a");
    stamp(ID, TIME, "true");
    assertLink(State.UNDECIDED, "no commit holds");
  }

  @Test
  void versionsAreThoseThatTheCommitRequires() throws ModuleFileException {
    facts.deps = List.of(module("a.example/a", "v1.1.0", H1_A));
    goSum = "a.example/a v1.1.0 " + H1_A + "\n";
    assertLink(State.UNDECIDED, "go.mod does not require a.example/a");
    String before = goMod;
    goMod = before + "require a.example/a v1.2.0\n";
    assertLink(State.CONTRADICTED, "requires a.example/a v1.2.0, it has v1.1.0");
    goMod = before + "require a.example/a v1.0.0\n";
    assertLink(State.UNDECIDED, "requires a.example/a v1.0.0, it has v1.1.0");
    workspace = true;
    assertLink(State.PROVEN);
    workspace = false;
    goMod = goMod.replace("go 1.26", "go 1.16");
    assertLink(State.PROVEN);
  }

  @Test
  void replacementsAreThoseOfTheCommit() throws ModuleFileException {
    facts.deps = List.of(replaced("a.example/a", "v1.1.0", module("b.example/b", "v1.0.0", H1_A)));
    goMod += "require a.example/a v1.1.0\n";
    goSum = "b.example/b v1.0.0 " + H1_A + "\na.example/a v1.1.0 " + H1_A + "\n";
    assertLink(State.UNDECIDED, "go.mod replaces a.example/a otherwise");
    String before = goMod;
    goMod = before + "replace a.example/a => b.example/b v1.0.0\n";
    assertLink(State.PROVEN);
    goMod = before + "replace a.example/a v1.1.0 => b.example/b v1.0.0\n";
    assertLink(State.PROVEN);
    facts.deps = List.of(module("a.example/a", "v1.1.0", H1_A));
    assertLink(State.CONTRADICTED, "replaces a.example/a, it does not");
    workspace = true;
    assertLink(State.PROVEN);
  }

  @Test
  void givenCheckoutsAreAskedForAndListed() throws ModuleFileException {
    SourceQuery query = new SourceQuery("example.com/app", ID, "");
    Materials given =
        Materials.NONE.withSource(new SourceMaterial(Standing.GIVEN, Map.of(query, read())));
    assertEquals(State.PROVEN, Checks.asked(given).get(LinkId.SOURCE));
    assertEquals("/app, commit " + ID, given.all().get(0).location());
    assertEquals(Materials.COMMIT, given.all().get(0).kind());
    Materials found =
        Materials.NONE.withSource(new SourceMaterial(Standing.REPOSITORY, Map.of(query, read())));
    assertNull(Checks.asked(found).get(LinkId.SOURCE));
  }
}
