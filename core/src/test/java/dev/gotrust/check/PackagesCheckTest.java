package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.material.Materials;
import dev.gotrust.module.ModuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each branch of the packages link, on facts made by hand; real ones are PackagesLinkTest's. */
class PackagesCheckTest {
  private static final String CACHE = "/go/pkg/mod/";

  private final TestFacts facts = new TestFacts();
  private final List<CompiledPackage> packages = new ArrayList<>();

  PackagesCheckTest() {
    add("runtime", true, place(true, "/usr/local/go/src/", null, "/go/src/runtime/proc.go"));
    add("main", false, place(false, "/src/app", null, "/src/app/main.go"));
    dep("a.com/m", "v1.0.0");
  }

  private static SourcePlace place(boolean fits, String root, ModuleVersion module, String file) {
    return new SourcePlace(fits, root, module, file, 4096, "f");
  }

  private void add(String path, boolean standard, SourcePlace... places) {
    packages.add(new CompiledPackage(path, 1, 8, standard, List.of(places)));
  }

  /** A package of a module, as its files in the module cache show it. */
  private void seen(String path, String module, String version) {
    String file = CACHE + module + '@' + version + path.substring(module.length()) + "/x.go";
    add(path, false, place(true, CACHE, new ModuleVersion(module, version), file));
  }

  private void dep(String path, String version) {
    facts.deps.add(TestFacts.module(path, version, TestFacts.H1_A));
  }

  private Link judge() {
    facts.code = new CompiledCode(9, 72, packages, "/usr/local/go/src/", Set.of(), null);
    return link();
  }

  private Link link() {
    return Checks.judge(facts.inspection(), Materials.NONE).link(LinkId.PACKAGES);
  }

  private Link assertState(State state, String reason) {
    Link link = judge();
    assertEquals(state, link.state(), link::reason);
    assertTrue(link.reason().contains(reason), link::reason);
    return link;
  }

  @Test
  void theDeclaredVersionAgrees() {
    seen("a.com/m/sub", "a.com/m", "v1.0.0");
    Link link = assertState(State.CORROBORATED, "1 of 1 declared module has code here");
    assertNull(link.next());
    Evidence evidence = link.evidence().get(0);
    assertEquals("a.com/m@v1.0.0", evidence.actual());
    assertEquals("file of f", evidence.what());
    assertEquals(4096, evidence.offset());
    assertEquals("/go/pkg/mod/a.com/m@v1.0.0/sub/x.go".length(), evidence.length());
  }

  @Test
  void aModuleWithoutCodeIsNormal() {
    assertState(State.CORROBORATED, "no code of the 1 declared module was linked");
    dep("b.com/n", "v2.0.0");
    assertState(State.CORROBORATED, "no code of the 2 declared modules was linked");
    seen("a.com/m", "a.com/m", "v1.0.0");
    assertState(State.CORROBORATED, "1 of 2 declared modules has code here");
    assertState(State.CORROBORATED, "no code of the other one was linked");
  }

  @Test
  void noDependencies() {
    facts.deps.clear();
    assertState(State.CORROBORATED, "all code is of the main module and the standard library");
    packages.remove(1);
    assertState(State.CORROBORATED, "all code is of Go's own distribution");
  }

  @Test
  void anUndeclaredModule() {
    seen("b.com/n/x", "b.com/n", "v2.0.0");
    Link link =
        assertState(
            State.CONTRADICTED,
            "code of b.com/n@v2.0.0 was compiled in, which the build info does not declare");
    assertNull(link.evidence().get(0).expected());
    assertEquals("b.com/n@v2.0.0", link.evidence().get(0).actual());
    assertTrue(link.next().contains("do not run it"));
  }

  @Test
  void anotherVersion() {
    seen("a.com/m", "a.com/m", "v1.0.1");
    seen("a.com/m/sub", "a.com/m", "v1.0.1");
    Link link =
        assertState(
            State.CONTRADICTED,
            "code of a.com/m@v1.0.1 was compiled in, but the build info declares a.com/m@v1.0.0");
    assertEquals(1, link.evidence().size());
    seen("b.com/n", "b.com/n", "v2.0.0");
    assertState(State.CONTRADICTED, "; and 1 more of this kind");
  }

  @Test
  void bothVersionsAreNoAgreement() {
    ModuleVersion declared = new ModuleVersion("a.com/m", "v1.0.0");
    ModuleVersion other = new ModuleVersion("a.com/m", "v1.0.1");
    add(
        "a.com/m",
        false,
        place(true, CACHE, declared, CACHE + "a.com/m@v1.0.0/x.go"),
        place(true, CACHE, other, CACHE + "a.com/m@v1.0.1/y.go"));
    assertState(State.CONTRADICTED, "a.com/m@v1.0.1");
  }

  @Test
  void aModuleBelowAnothersPathIsItsOwn() {
    seen("a.com/m/nested/x", "a.com/m/nested", "v0.3.0");
    assertState(State.CONTRADICTED, "a.com/m/nested@v0.3.0");
    dep("a.com/m/nested", "v0.3.0");
    assertState(State.CORROBORATED, "1 of 2 declared modules has");
  }

  private void replace(String path, String version) {
    facts.deps.set(
        0,
        TestFacts.replaced("a.com/m", "v1.0.0", TestFacts.module(path, version, TestFacts.H1_A)));
  }

  private void replaced(String directory, String version) {
    String file = CACHE + directory + '@' + version + "/x.go";
    packages.removeIf(each -> each.path().equals("a.com/m"));
    add("a.com/m", false, place(false, CACHE, new ModuleVersion(CACHE + directory, version), file));
  }

  @Test
  void aReplacementByAnotherPath() {
    replace("b.com/fork", "v1.5.0");
    seen("a.com/m", "a.com/m", "v1.0.0");
    assertState(State.CORROBORATED, "1 of 1"); // trimmed
    replaced("b.com/fork", "v1.5.0");
    assertState(State.CORROBORATED, "1 of 1");
    assertEquals(1, judge().evidence().size());
    // Neither proves another version: the directory need not be the package's own.
    replaced("b.com/fork", "v1.6.0");
    assertState(State.UNDECIDED, "1 module of 1 with code here can't be compared");
    replaced("ab.com/fork", "v1.5.0");
    assertState(State.UNDECIDED, "can't be compared");
  }

  @Test
  void aReplacementByAnotherVersion() {
    replace("a.com/m", "v1.0.1");
    for (String version : List.of("v1.0.0", "v1.0.1")) {
      packages.removeIf(each -> each.path().equals("a.com/m"));
      seen("a.com/m", "a.com/m", version);
      assertState(State.CORROBORATED, "1 of 1");
    }
    seen("a.com/m/x", "a.com/m", "v1.0.2");
    assertState(State.CONTRADICTED, "a.com/m@v1.0.2");
  }

  @Test
  void aReplacementByADirectory() {
    facts.deps.set(
        0, TestFacts.replaced("a.com/m", "v1.0.0", TestFacts.module("./m", "(devel)", "")));
    add("a.com/m", false, place(false, "/src/m", null, "/src/m/x.go"));
    assertState(
        State.CORROBORATED, "1 of 1 declared module has code here, from directories without a");
    facts.deps.set(0, TestFacts.replaced("a.com/m", "v1.0.0", TestFacts.module("./m", "", "")));
    assertState(State.CORROBORATED, "1 of 1");
    dep("b.com/n", "v1.0.0");
    seen("b.com/n", "b.com/n", "v1.0.0");
    assertState(State.CORROBORATED, "1 of them from directories without a version, the others at");
  }

  /** The directory that replaces a module is named as a module at a version. */
  @Test
  void aReplacementByADirectoryThatIsNamedAsAVersion() {
    seen("a.com/m", "a.com/m", "v1.0.1");
    replaceBy("../copies/a.com/m@v1.0.1");
    assertState(State.CORROBORATED, "from directories without a version");
    seen("a.com/Up", "a.com/Up", "v1.0.1");
    facts.deps.add(
        TestFacts.replaced(
            "a.com/Up", "v1.0.0", TestFacts.module(CACHE + "a.com/Up@v1.0.1", "", "")));
    assertState(State.CORROBORATED, "from directories without a version");
    facts.deps.remove(1);
    packages.remove(packages.size() - 1);
    // No name, or another one at a version, could be that directory all the same.
    for (String directory : List.of("..", "../", ".", "../m@v1.0.2")) {
      replaceBy(directory);
      assertState(State.UNDECIDED, "named as a module at a version: a.com/m@v1.0.1");
    }
    for (String directory : List.of("../m", "/src/m", "C:\\src\\m")) {
      replaceBy(directory);
      assertState(State.CONTRADICTED, "a.com/m@v1.0.1 was compiled in, but");
    }
  }

  private void replaceBy(String directory) {
    facts.deps.set(0, TestFacts.replaced("a.com/m", "v1.0.0", TestFacts.module(directory, "", "")));
  }

  @Test
  void aMemberOfTheWorkspace() {
    facts.deps.set(0, TestFacts.module("a.com/m", "(devel)", ""));
    add("a.com/m", false, place(true, "", null, "a.com/m/x.go"));
    assertState(State.CORROBORATED, "1 of 1");
    packages.remove(2);
    seen("a.com/m", "a.com/m", "v1.0.0");
    assertState(
        State.UNDECIDED, "declares a directory, but that is named as a module at a version");
  }

  @Test
  void vendoredCodeShowsNoVersion() {
    add("a.com/m", false, place(true, "/src/app/vendor/", null, "/src/app/vendor/a.com/m/x.go"));
    Link link = assertState(State.UNDECIDED, "1 module of 1 with code here can't be compared");
    assertTrue(link.reason().endsWith("the first is a.com/m"));
    // A file elsewhere in the module shows it.
    seen("a.com/m/sub", "a.com/m", "v1.0.0");
    assertState(State.CORROBORATED, "1 of 1");
  }

  @Test
  void packagesOfNoDeclaredModule() {
    add("c.com/x", false, place(true, "/src/vendor/", null, "/src/vendor/c.com/x/x.go"));
    assertState(State.UNDECIDED, "1 package belongs to no declared module; the first is c.com/x");
    facts.main = null;
    facts.deps.clear();
    assertState(State.UNDECIDED, "the build info declares no modules, as in GOPATH builds");
  }

  @Test
  void aPackageThatNoFileNamesIsLeftOut() {
    add("c.com/x", false);
    assertState(State.CORROBORATED, "no code of the 1");
  }

  @Test
  void plugins() {
    add("plugin/unnamed-0123", false, place(false, "/src/p", null, "/src/p/plugin.go"));
    assertState(State.CORROBORATED, "no code of the 1");
  }

  @Test
  void theMainModuleAtAVersion() {
    facts.main = TestFacts.module("example.com/app", "v1.2.3", TestFacts.H1_A);
    seen("example.com/app/x", "example.com/app", "v1.2.3");
    assertState(State.CORROBORATED, "no code of the 1");
    // Its source may lie in a directory of the module cache, whatever version control says.
    packages.remove(2);
    seen("example.com/app/x", "example.com/app", "v1.2.4");
    assertState(State.CORROBORATED, "no code of the 1");
    packages.remove(2);
    ModuleVersion other = new ModuleVersion("example.com/app", "v1.2.4");
    add("example.com/app/x", false, place(true, "", other, "example.com/app@v1.2.4/x/x.go"));
    assertState(State.CONTRADICTED, "but the build info declares example.com/app@v1.2.3");
    facts.main = TestFacts.module("example.com/app", "(devel)", "");
    assertState(State.CORROBORATED, "no code of the 1");
  }

  @Test
  void testBinaries() {
    packages.remove(1);
    add("main", false, place(false, "", null, "_testmain.go"));
    add("example.com/app_test", false, place(false, "/src/app", null, "/src/app/x_test.go"));
    seen("b.com/n", "b.com/n", "v2.0.0");
    assertState(State.CONTRADICTED, "b.com/n@v2.0.0");
    add("testing", true, place(true, "/usr/local/go/src/", null, "/go/src/testing/testing.go"));
    Link link = assertState(State.UNDECIDED, "a test binary");
    assertTrue(link.reason().endsWith("1 module can't be compared; the first is b.com/n@v2.0.0"));
    // What is declared still counts.
    seen("a.com/m", "a.com/m", "v1.0.1");
    assertState(State.CONTRADICTED, "a.com/m@v1.0.1");
  }

  @Test
  void linesThatNobodyUnderstands() {
    seen("a.com/m", "a.com/m", "v1.0.0");
    facts.unknownLines = List.of("what");
    assertState(State.UNDECIDED, "1 line of the build info is not understood");
  }

  @Test
  void noBuildInfo() {
    facts.noBuildInfo = true;
    assertState(State.ABSENT, "nothing that its 2 packages could be held against");
  }

  @Test
  void noTable() {
    facts.notes = List.of("linkage: x", GoBinary.TABLE_NOTE + "why not");
    Link link = link();
    assertEquals(State.UNDECIDED, link.state());
    assertTrue(link.reason().endsWith(GoBinary.TABLE_NOTE + "why not"), link::reason);
    facts.notes = List.of();
    assertTrue(link().reason().contains("no function table of a known layout"), link().reason());
    facts.versions = TestFacts.traces(List.of(), null, null);
    assertEquals(State.UNDECIDED, link().state());
  }

  /** Inlined code of a module whose path ends as that of the package's own. */
  @Test
  void pathsThatEndAlike() {
    facts.deps.add(TestFacts.replaced("m", "v0.0.0", TestFacts.module("./m", "", "")));
    for (String root : List.of("a.com/", "/go/pkg/mod/a.com/")) {
      ModuleVersion module = new ModuleVersion("m", "v1.0.0");
      packages.removeIf(each -> each.path().equals("m"));
      add("m", false, place(true, root, module, root + "m@v1.0.0/x.go"));
      assertState(State.CORROBORATED, "1 of 2");
    }
    ModuleVersion module = new ModuleVersion("m", "v1.0.0");
    add("m/x", false, place(true, "/go/pkg/mod/", module, "/go/pkg/mod/m@v1.0.0/x/x.go"));
    assertState(State.CONTRADICTED, "m@v1.0.0 was compiled in, but");
  }

  /** Whoever forges can declare any module, so a longer path explains no published one. */
  @Test
  void anInventedModuleExplainsNothing() {
    seen("b.com/n", "b.com/n", "v1.0.0");
    assertState(State.CONTRADICTED, "b.com/n@v1.0.0");
    dep("x.com/b.com/n", "v1.0.0");
    assertState(State.CONTRADICTED, "b.com/n@v1.0.0");
  }

  /** Modules declared twice, as no go command writes it. */
  @Test
  void theLastOfTwoDeclarationsCounts() {
    facts.deps.add(new Module("a.com/m", "v1.0.1", TestFacts.H1_A, null));
    seen("a.com/m", "a.com/m", "v1.0.1");
    assertState(State.CORROBORATED, "1 of 2");
  }
}
