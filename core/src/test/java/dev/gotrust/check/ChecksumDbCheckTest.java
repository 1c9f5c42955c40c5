package dev.gotrust.check;

import static dev.gotrust.TestFacts.H1_A;
import static dev.gotrust.TestFacts.module;
import static dev.gotrust.TestFacts.replaced;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.checksumdb.ChecksumDatabase;
import dev.gotrust.checksumdb.MemoryStore;
import dev.gotrust.checksumdb.TestDatabase;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.material.PrivateModules;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The links that a checksum database speaks to: checksum-db, go-sum, and the toolchain's row. */
final class ChecksumDbCheckTest {
  private static final String NAME = "sum.example.com";
  private static final ModuleVersion A = new ModuleVersion("example.com/a", "v1.0.0");
  private static final ModuleVersion B = new ModuleVersion("example.com/b", "v2.0.0+incompatible");
  private static final ModuleVersion TOOLCHAIN =
      new ModuleVersion("golang.org/toolchain", "v0.0.1-go1.26.8.linux-amd64");

  private final TestFacts facts = new TestFacts();
  private final TestDatabase database = new TestDatabase(NAME);
  private final MemoryStore store = new MemoryStore();
  private PrivateModules silent = PrivateModules.NONE;
  private Materials materials = Materials.NONE;

  ChecksumDbCheckTest() {
    database.fill(300);
    database.add(A);
    database.add(B);
    database.fill(700);
  }

  private static BuildInfo.Module declared(ModuleVersion module) {
    return module(module.path(), module.version(), TestDatabase.h1(module.toString()));
  }

  private ChecksumDbCheckTest declare(BuildInfo.Module... modules) {
    facts.deps.addAll(List.of(modules));
    return this;
  }

  private TrustChain judge() throws Exception {
    Inspection inspection = facts.inspection(facts.binary());
    DatabaseAccess access =
        DatabaseAccess.of(ChecksumDatabase.online(database.key(), database, store), silent);
    Materials all = materials.withDatabase(access.ask(Checks.lookups(inspection)));
    return Checks.judge(inspection, all);
  }

  private Link link(State state, String... words) throws Exception {
    return link(LinkId.CHECKSUM_DB, state, words);
  }

  private Link link(LinkId id, State state, String... words) throws Exception {
    Link link = judge().link(id);
    assertEquals(state, link.state(), link.reason());
    for (String word : words) {
      assertTrue(link.reason().contains(word), link.reason());
    }
    return link;
  }

  private static @Nullable Evidence evidence(Link link, String what) {
    for (Evidence entry : link.evidence()) {
      if (entry.what().startsWith(what)) {
        return entry;
      }
    }
    return null;
  }

  @Test
  void allProvenUnderOneSignedHead() throws Exception {
    declare(declared(A), declared(B));
    Link link = link(State.PROVEN, "all 2 modules", NAME, "head of 700 records");
    Evidence head = evidence(link, "signed tree head of " + NAME + '+');
    assertTrue(head.actual().startsWith("go.sum database tree\n700\n"), head.actual());
    Evidence h1 = evidence(link, "h1 of " + A);
    assertEquals(h1.expected(), h1.actual());
    assertTrue(h1.source().contains("record 300 of the tree of 700 records"), h1.source());
    assertTrue(evidence(link, "inclusion proof of " + A).actual().contains("; path "));
  }

  @Test
  void anotherH1UnderTheHeadContradicts() throws Exception {
    declare(module(A.path(), A.version(), H1_A), declared(B));
    String real = TestDatabase.h1(A.toString());
    Link link = link(State.CONTRADICTED, A.toString(), H1_A, real, "record 300");
    assertNotNull(evidence(link, "inclusion proof of " + A));
    assertFalse(link.unreachable());
  }

  @Test
  void whatTheDatabaseDoesNotKnowIsUndecided() throws Exception {
    declare(declared(A), module("example.com/gone", "v1.0.0", H1_A));
    Link link = link(State.UNDECIDED, "1 of 2", "unknown to the database: example.com/gone@v1.0.0");
    assertFalse(link.unreachable());
    assertEquals(State.UNDECIDED, evidence(link, "lookup of example.com/gone").state());
  }

  @Test
  void outOfReachIsToldApart() throws Exception {
    declare(declared(A), declared(B));
    database.fail(path -> path.startsWith("lookup/" + A.path()));
    Link link = link(State.UNDECIDED, "1 of 2", "could not be reached: " + A);
    assertTrue(link.unreachable());
    Map<LinkId, State> asked = Map.of(LinkId.CHECKSUM_DB, State.PROVEN);
    PolicyOutcome outcome = Policy.basic().evaluate(new TrustChain(List.of(link)), asked);
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertTrue(outcome.isUnreachable());
  }

  @Test
  void whatIsPrivateIsNeverSent() throws Exception {
    silent =
        PrivateModules.of(
            GoEnvironment.read(Map.of("GOENV", "off", "GOPRIVATE", "example.com/a", "PATH", "")));
    declare(declared(A), declared(B));
    Link link = link(State.UNDECIDED, "1 of 2", "not asked for: " + A, "GOPRIVATE");
    assertFalse(link.unreachable());
    for (String path : database.requests().keySet()) {
      assertFalse(path.contains("example.com/a"), path);
    }
  }

  @Test
  void onlyAMainModuleWithAnH1IsAskedFor() throws Exception {
    declare(declared(A));
    facts.main = module("example.com/secret", "(devel)", "");
    link(State.PROVEN, "the one declared module is");
    assertTrue(database.requests().keySet().stream().noneMatch(p -> p.contains("secret")));
    facts.main = declared(B);
    link(State.PROVEN, "all 2 modules");
  }

  @Test
  void aReplacementIsLookedUpByItsOwnPath() throws Exception {
    declare(replaced("example.com/old", "v1.0.0", declared(A)));
    link(State.PROVEN, "the one declared module is");
    declare(replaced("example.com/local", "v1.0.0", module("./local", "", "")));
    Link link = link(State.PROVEN, "the one declared module is");
    assertTrue(link.remark().contains("1 local replacement"), link.remark());
  }

  @Test
  void vendoredModulesAreUndecided() throws Exception {
    declare(declared(A), module("example.com/v", "v1.0.0", ""));
    link(State.UNDECIDED, "1 of 2", "1 declared without an h1");
  }

  @Test
  void anEmptyListIsOfNoMeaning() throws Exception {
    Link link = link(State.NOT_APPLICABLE, "declares no module");
    assertTrue(link.next().contains("emptied"), link.next());
  }

  @Test
  void aForkContradictsEvenWhereNothingIsDeclared() throws Exception {
    declare(declared(A));
    link(State.PROVEN);
    TestDatabase other = database.fork(500);
    other.add(TOOLCHAIN);
    other.fill(800);
    store.files.clear();
    DatabaseAccess access =
        DatabaseAccess.of(
            ChecksumDatabase.online(database.key(), other, store), PrivateModules.NONE);
    Inspection inspection = facts.inspection(facts.binary());
    Materials all = Materials.NONE.withDatabase(access.ask(Checks.lookups(inspection)));
    facts.deps.clear();
    for (Inspection judged : List.of(inspection, facts.inspection(facts.binary()))) {
      Link link = Checks.judge(judged, all).link(LinkId.CHECKSUM_DB);
      assertEquals(State.CONTRADICTED, link.state());
      assertTrue(link.reason().contains("of 700 and 800 records"), link.reason());
      assertEquals(3, link.evidence().size());
      assertTrue(link.evidence().get(0).actual().contains("\n700\n"));
      assertTrue(link.evidence().get(1).actual().contains("\n800\n"));
      String remark = Checks.judge(judged, all).link(LinkId.TOOLCHAIN).remark();
      assertFalse(remark.contains("a toolchain of this version was published"), remark);
    }
  }

  @Test
  void aLyingProxyContradictsNothing() throws Exception {
    declare(declared(A));
    database.lie(
        path -> path.startsWith("lookup/" + A.path()),
        data -> {
          String text = new String(data, StandardCharsets.UTF_8);
          return text.replace(TestDatabase.h1(A.toString()), H1_A).getBytes(StandardCharsets.UTF_8);
        });
    link(State.UNDECIDED, "answered, but does not hold: " + A);
  }

  private ChecksumDbCheckTest sum(String text) throws Exception {
    GoSum sum = GoSum.parse("go.sum", text.getBytes(StandardCharsets.UTF_8));
    Material material = new Material("go.sum", "go.sum", Bytes.of(new byte[32]), Standing.GIVEN);
    materials =
        new Materials(
            List.of(),
            List.of(new SumFile(material, sum)),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return this;
  }

  @Test
  void aLineOfGoSumThatTheDatabaseContradicts() throws Exception {
    declare(declared(A));
    String zip = A.path() + ' ' + A.version() + ' ' + TestDatabase.h1(A.toString()) + '\n';
    sum(zip + A.path() + ' ' + A.version() + "/go.mod " + H1_A + '\n');
    Link link = link(LinkId.GO_SUM, State.CONTRADICTED, "go.sum:2", H1_A, A + "/go.mod", NAME);
    assertNotNull(evidence(link, "inclusion proof of " + A));
    assertEquals(State.PROVEN, judge().link(LinkId.CHECKSUM_DB).state());
    sum(zip);
    link(LinkId.GO_SUM, State.PROVEN);
  }

  @Test
  void theToolchainIsEvidenceAndNeverMore() throws Exception {
    declare(declared(A));
    facts.goVersion = "go1.26.8";
    State before =
        Checks.judge(facts.inspection(facts.binary()), Materials.NONE)
            .link(LinkId.TOOLCHAIN)
            .state();
    Link unknown = link(LinkId.TOOLCHAIN, before);
    assertTrue(unknown.remark().contains("knows no toolchain of this version"), unknown.remark());
    database.add(TOOLCHAIN);
    database.fill(720);
    Link published = link(LinkId.TOOLCHAIN, before);
    assertTrue(published.remark().contains("was published"), published.remark());
    assertEquals(State.PROVEN, evidence(published, "publication of the toolchain").state());
    facts.goVersion = "go1.26.8 X:boringcrypto";
    Evidence vendor = evidence(link(LinkId.TOOLCHAIN, judge().state(LinkId.TOOLCHAIN)), "publ");
    assertEquals(State.UNDECIDED, vendor.state());
  }
}
