package dev.gotrust;

import static dev.gotrust.SampleTree.A;
import static dev.gotrust.SampleTree.B;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.chain.ModuleProblem;
import dev.gotrust.chain.ModuleRow;
import dev.gotrust.chain.ModulesOutcome;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.checksumdb.ChecksumDatabase;
import dev.gotrust.checksumdb.TestDatabase;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.material.PrivateModules;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.report.ModulesText;
import dev.gotrust.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules of a small tree, all as they should be and then not. */
class ModulesTest {
  private static final Map<String, String> NOTHING = Map.of("GOENV", "off", "HOME", "/none");

  @TempDir Path directory;
  private SampleTree tree;

  @BeforeEach
  void make() throws IOException {
    tree = SampleTree.in(directory);
  }

  private ModulesRequest.Builder request() throws IOException {
    GoEnvironment settings = GoEnvironment.read(NOTHING);
    return ModulesRequest.of(tree.main(), settings, tree.cache().root());
  }

  private ModulesOutcome judge() throws Exception {
    return GoTrust.verifyModules(request().build()).outcome();
  }

  private ModulesOutcome judge(TestDatabase database, PrivateModules silent) throws Exception {
    ChecksumDatabase asked = ChecksumDatabase.online(database.key(), database, null);
    return GoTrust.verifyModules(
            request().checksumDatabase(DatabaseAccess.of(asked, silent)).build())
        .outcome();
  }

  @Test
  void directoriesThatNoSystemCanNameAreToldAndNoBug() throws Exception {
    Path goMod = tree.main().resolve("go.mod");
    String whole = Files.readString(goMod);
    String nul = "\"./b\\x00c\"";
    Files.writeString(goMod, whole + "\nreplace example.com/zero => " + nul + "\n");
    Files.writeString(goMod, "\nrequire example.com/zero v1.0.0\n", StandardOpenOption.APPEND);
    assertEquals(Verdict.INCOMPLETE, judge().verdict());
    Files.writeString(goMod, whole);
    Files.writeString(tree.main().resolve("go.work"), "go 1.21\n\nuse " + nul + "\n");
    ModuleFileException wrong = assertThrows(ModuleFileException.class, this::judge);
    assertTrue(wrong.getMessage().contains("go.work:3"), wrong.getMessage());
  }

  /** The one problem, which is of that file. */
  private static ModuleProblem only(Verdict verdict, String place, ModulesOutcome outcome) {
    assertEquals(verdict, outcome.verdict(), outcome::toString);
    assertEquals(1, outcome.problems().size(), outcome::toString);
    ModuleProblem problem = outcome.problems().get(0);
    assertEquals(verdict, problem.verdict());
    assertTrue(problem.place().endsWith(place), problem::toString);
    assertFalse(problem.next().isEmpty());
    return problem;
  }

  private static ModuleRow row(ModulesOutcome outcome, ModuleVersion module) {
    for (ModuleRow row : outcome.rows()) {
      if (row.path().equals(module.path())) {
        return row;
      }
    }
    throw new AssertionError(outcome.toString());
  }

  @Test
  void allGood() throws Exception {
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(2, outcome.rows().size());
    for (ModuleRow row : outcome.rows()) {
      assertEquals(State.PROVEN, row.zip());
      assertEquals(State.PROVEN, row.directory());
      assertEquals(State.NOT_APPLICABLE, row.vendor());
      assertTrue(row.isSettled());
    }
    assertEquals("example.org/main", outcome.unchecked().get(0).what());
  }

  @Test
  void goModIsLookedForUpward() throws Exception {
    Path below = Files.createDirectories(tree.main().resolve("x/y"));
    ModulesRequest request =
        ModulesRequest.of(below, GoEnvironment.read(NOTHING), tree.cache().root()).build();
    assertEquals(Verdict.PASS, GoTrust.verifyModules(request).outcome().verdict());
  }

  @Test
  void theFileThatGoflagsNamesStandsForGoMod() throws Exception {
    Files.move(tree.main().resolve("go.sum"), tree.main().resolve("other.sum"));
    Files.copy(tree.main().resolve("go.mod"), tree.main().resolve("other.mod"));
    tree.write("main/go.mod", "module example.org/main\n");
    assertEquals(0, judge().rows().size());
    GoEnvironment settings =
        GoEnvironment.read(
            Map.of("GOENV", "off", "HOME", "/none", "GOFLAGS", "-trimpath -modfile=other.mod"));
    ModulesRequest request = ModulesRequest.of(tree.main(), settings, tree.cache().root()).build();
    ModulesOutcome outcome = GoTrust.verifyModules(request).outcome();
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(2, outcome.rows().size());
  }

  @Test
  void aChangedZipIsAFail() throws Exception {
    String expected = tree.h1(A);
    String sums = Files.readString(tree.main().resolve("go.sum"));
    tree.publish(A, "go 1.20\n\nrequire example.com/b v1.1.0\n", Map.of("a.go", "package x\n"));
    assertEquals(sums, Files.readString(tree.main().resolve("go.sum")));
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.FAIL, outcome.verdict());
    // Zip, directory and the note beside the zip agree, as for go mod verify; go.sum does not.
    assertEquals(2, outcome.problems().size(), outcome::toString);
    assertEquals(expected, outcome.problems().get(0).expected());
    assertEquals(tree.h1(A), outcome.problems().get(0).found());
    assertTrue(outcome.problems().get(0).place().endsWith("go.sum:1"));
    assertEquals(State.CONTRADICTED, row(outcome, A).zip());
    assertTrue(row(outcome, B).isSettled());
  }

  @Test
  void filesOfADirectoryThatDifferAreNamed() throws Exception {
    tree.write("cache/example.com/b@v1.1.0/p/p.go", "package other\n");
    tree.write("cache/example.com/b@v1.1.0/p/extra.go", "package p\n");
    Files.delete(tree.cache().directory(B).resolve("p/q.go"));
    ModuleProblem problem = only(Verdict.FAIL, "go.sum:3", judge());
    assertTrue(
        problem.what().endsWith("(changed: p/p.go; extra: p/extra.go; missing: p/q.go)"),
        problem::what);
  }

  @Test
  void aWrongLineOfGoSumIsAFail() throws Exception {
    tree.edit("main/go.sum", tree.h1(B), TestDatabase.h1("other"));
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.FAIL, outcome.verdict());
    assertEquals(State.CONTRADICTED, row(outcome, B).zip());
    assertEquals(TestDatabase.h1("other"), outcome.problems().get(0).expected());
  }

  @Test
  void aWrongGoModLineIsAFailAndItsGoModNotTrusted() throws Exception {
    tree.edit("main/go.sum", tree.goModH1(A), TestDatabase.h1("other"));
    ModuleProblem problem = only(Verdict.FAIL, "go.sum:2", judge());
    assertEquals(tree.goModH1(A), problem.found());
  }

  @Test
  void twoHashesOfOneModuleAreAFail() throws Exception {
    String more = "example.com/a v1.0.0 " + TestDatabase.h1("other") + '\n';
    tree.write("main/go.sum", Files.readString(tree.main().resolve("go.sum")) + more);
    only(Verdict.FAIL, "go.sum:5", judge());
  }

  @Test
  void twoHashesOfOneGoModAreAFailWhicheverStandsFirst() throws Exception {
    String line = "example.com/a v1.0.0/go.mod " + TestDatabase.h1("other") + '\n';
    String sums = Files.readString(tree.main().resolve("go.sum"));
    tree.write("main/go.sum", sums + line);
    assertEquals(tree.goModH1(A), only(Verdict.FAIL, "go.sum:5", judge()).found());
    tree.write("main/go.sum", line + sums);
    assertEquals(TestDatabase.h1("other"), only(Verdict.FAIL, "go.sum:1", judge()).expected());
  }

  @Test
  void aModuleThatIsNotInTheCacheIsIncomplete() throws Exception {
    Files.delete(tree.cache().zip(B));
    delete(tree.cache().directory(B));
    ModuleProblem problem = only(Verdict.INCOMPLETE, "cache", judge());
    assertTrue(problem.what().endsWith("example.com/b@v1.1.0"), problem::what);
  }

  private static void delete(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aGoModThatIsMissingLeavesTheListIncomplete() throws Exception {
    Files.delete(tree.cache().goMod(A));
    ModuleProblem problem = only(Verdict.INCOMPLETE, "go.mod", judge());
    assertTrue(problem.what().contains("the build list is incomplete"), problem::what);
    assertTrue(problem.what().contains("example.com/a@v1.0.0"), problem::what);
  }

  @Test
  void aLineThatIsMissingInGoSumIsIncomplete() throws Exception {
    tree.write("main/go.sum", tree.sums(A));
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.INCOMPLETE, outcome.verdict());
    assertEquals(2, outcome.problems().size(), "zip and go.mod: " + outcome);
    assertFalse(row(outcome, B).isSettled());
  }

  @Test
  void aModuleThatGivesNothingNeedsNoLine() throws Exception {
    tree.edit("main/go.mod", "\texample.com/b v1.1.0 // indirect\n", "");
    tree.write("main/go.sum", tree.sums(A));
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(2, outcome.rows().size());
    assertEquals("example.com/b@v1.1.0", outcome.unchecked().get(0).what());
  }

  @Test
  void theNoteBesideTheZipIsHeldAgainstIt() throws Exception {
    Files.writeString(tree.cache().zipHash(A), TestDatabase.h1("other"));
    only(Verdict.FAIL, "v1.0.0.ziphash", judge());
  }

  @Test
  void aDirectoryInPlaceOfAModuleIsNotChecked() throws Exception {
    tree.write("main/local/go.mod", "module example.com/a\n\nrequire example.com/b v1.1.0\n");
    tree.edit("main/go.mod", "go 1.21\n", "go 1.21\n\nreplace example.com/a => ./local\n");
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals("./local", row(outcome, A).replacement());
    assertEquals(State.NOT_APPLICABLE, row(outcome, A).zip());
  }

  @Test
  void anIntactVendorTree() throws Exception {
    tree.vendor();
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(State.PROVEN, row(outcome, B).vendor());
  }

  @Test
  void aChangedVendoredFileIsAFail() throws Exception {
    tree.vendor();
    tree.write("main/vendor/example.com/b/p/q.go", "package q\n");
    ModulesOutcome outcome = judge();
    only(Verdict.FAIL, "vendor/example.com/b/p/q.go", outcome);
    assertEquals(State.CONTRADICTED, row(outcome, B).vendor());
    assertEquals(State.PROVEN, row(outcome, A).vendor());
  }

  @Test
  void whereNotAllDifferencesAreNamedNoModuleIsSaidToBeIntact() throws Exception {
    tree.vendor();
    for (int i = 0; i < 150; i++) {
      tree.write("main/vendor/example.com/a/" + i + ".go", "package a\n");
    }
    tree.write("main/vendor/example.com/b/p/z.go", "package p\n");
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.FAIL, outcome.verdict());
    assertEquals(State.CONTRADICTED, row(outcome, A).vendor());
    assertEquals(State.UNDECIDED, row(outcome, B).vendor());
  }

  @Test
  void aStaleListOfVendoredModulesIsAFail() throws Exception {
    tree.vendor();
    tree.edit("main/vendor/modules.txt", "## explicit; go 1.18", "## go 1.18");
    assertTrue(only(Verdict.FAIL, "go.mod:7", judge()).what().contains("explicit"));
    tree.vendor();
    tree.edit("main/vendor/modules.txt", "## explicit; go 1.18", "## explicit; go 1.22");
    assertEquals("go 1.18", only(Verdict.FAIL, "modules.txt:4", judge()).expected());
    tree.vendor();
    tree.edit("main/go.mod", "go 1.21\n", "go 1.21\n\nreplace example.com/c => ./c\n");
    assertEquals("./c", only(Verdict.FAIL, "go.mod:5", judge()).expected());
  }

  @Test
  void theVersionsOfAVendorTreeAreThoseOfTheBuild() throws Exception {
    tree.vendor();
    tree.edit("main/vendor/modules.txt", "example.com/b v1.1.0", "example.com/b v1.0.0");
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.FAIL, outcome.verdict());
    String places = outcome.problems().stream().map(ModuleProblem::place).toList().toString();
    assertTrue(places.contains("go.mod:7"), places);
    assertTrue(places.contains("modules.txt:4"), places);
  }

  @Test
  void malformedFilesAreRefusedWithTheirLine() throws Exception {
    tree.vendor();
    for (String name : new String[] {"go.mod", "go.sum", "vendor/modules.txt"}) {
      String before = Files.readString(tree.main().resolve(name));
      tree.write("main/" + name, before + "what is this\u202e\n");
      ModuleFileException refused = assertThrows(ModuleFileException.class, this::judge, name);
      assertTrue(refused.line() > 1, refused::getMessage);
      tree.write("main/" + name, before);
    }
    Files.delete(tree.main().resolve("go.mod"));
    assertThrows(IOException.class, this::judge);
  }

  private TestDatabase database() throws IOException {
    TestDatabase database = new TestDatabase("sum.example.org");
    for (ModuleVersion module : new ModuleVersion[] {A, B}) {
      database.add(module, tree.h1(module), tree.goModH1(module));
    }
    return database;
  }

  @Test
  void theDatabaseHasEveryLine() throws Exception {
    ModulesOutcome outcome = judge(database(), PrivateModules.NONE);
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(State.PROVEN, row(outcome, A).database());
    assertTrue(outcome.line().contains("2 proven to be in sum.example.org"), outcome::line);
  }

  @Test
  void theDatabaseContradictsALineBeyondTheBuild() throws Exception {
    TestDatabase database = database();
    ModuleVersion other = new ModuleVersion("example.com/z", "v1.0.0");
    database.add(other);
    String line = "example.com/z v1.0.0/go.mod " + TestDatabase.h1("another") + '\n';
    tree.write("main/go.sum", Files.readString(tree.main().resolve("go.sum")) + line);
    ModuleProblem problem = only(Verdict.FAIL, "go.sum:5", judge(database, PrivateModules.NONE));
    assertEquals(TestDatabase.h1(other + "/go.mod"), problem.expected());
  }

  @Test
  void whatIsPrivateIsNotAskedFor() throws Exception {
    TestDatabase database = database();
    GoEnvironment settings =
        GoEnvironment.read(Map.of("GOENV", "off", "HOME", "/none", "GOPRIVATE", "example.com/b"));
    ModulesOutcome outcome = judge(database, PrivateModules.of(settings));
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(State.NOT_APPLICABLE, row(outcome, B).database());
    assertFalse(database.requests().toString().contains("example.com/b"));
    assertTrue(outcome.unchecked().toString().contains("private"), outcome::toString);
  }

  @Test
  void aDatabaseThatIsAwayIsIncomplete() throws Exception {
    TestDatabase database = database();
    database.fail(path -> true);
    ModulesOutcome outcome = judge(database, PrivateModules.NONE);
    assertTrue(outcome.isUnreachable());
    only(Verdict.INCOMPLETE, "memory:", outcome);
    assertEquals(State.UNDECIDED, row(outcome, A).database());
  }

  @Test
  void whatTheDatabaseDoesNotKnowIsOpenOfTheBuildOnly() throws Exception {
    TestDatabase database = database();
    String line = "example.com/z v1.0.0/go.mod " + TestDatabase.h1("another") + '\n';
    tree.write("main/go.sum", Files.readString(tree.main().resolve("go.sum")) + line);
    assertEquals(Verdict.PASS, judge(database, PrivateModules.NONE).verdict());
    assertEquals(
        Verdict.INCOMPLETE,
        judge(new TestDatabase("sum.example.org"), PrivateModules.NONE).verdict());
  }

  @Test
  void aWorkspaceIsJudgedAsOne() throws Exception {
    tree.write("go.work", "go 1.21\n\nuse ./main\nuse ./other\n");
    tree.write("other/go.mod", "module example.org/other\n\ngo 1.21\n");
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(2, outcome.rows().size());
    tree.write("go.work", "go 1.21\n\nuse ./other\n");
    assertThrows(IOException.class, this::judge);
  }

  private void workspaceThatRequiresTwoVersionsOfB(String vendored, String unused)
      throws IOException {
    ModuleVersion old = new ModuleVersion("example.com/b", "v1.0.0");
    tree.publish(old, "", Map.of("p/p.go", "package p\n", "p/q.go", "package p\n"));
    tree.vendor();
    tree.write("go.work", "go 1.21\n\nuse ./main\nuse ./other\n");
    tree.write(
        "other/go.mod", "module example.org/other\n\ngo 1.21\n\nrequire example.com/b v1.0.0\n");
    tree.write("other/go.sum", tree.sums(old));
    Files.move(tree.main().resolve("vendor"), directory.resolve("vendor"));
    tree.edit("vendor/modules.txt", "# example.com/a", "## workspace\n# example.com/a");
    tree.edit("vendor/modules.txt", "example.com/b v1.1.0", "example.com/b " + vendored);
    tree.write(
        "vendor/modules.txt",
        Files.readString(directory.resolve("vendor/modules.txt"))
            + "# example.com/b "
            + unused
            + "\n## explicit; go 1.18\n");
  }

  @Test
  void theListOfAWorkspaceGivesEachVersionTheGoVersionOfTheSelectedOne() throws Exception {
    workspaceThatRequiresTwoVersionsOfB("v1.1.0", "v1.0.0");
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.PASS, outcome.verdict(), outcome::toString);
    assertEquals(State.PROVEN, row(outcome, B).vendor());
  }

  @Test
  void aWorkspaceVendorsNoVersionBelowARequiredOne() throws Exception {
    workspaceThatRequiresTwoVersionsOfB("v1.0.0", "v1.1.0");
    ModulesOutcome outcome = judge();
    assertEquals(Verdict.FAIL, outcome.verdict(), outcome::toString);
    String problems = outcome.problems().toString();
    assertTrue(problems.contains("below the version that a go.mod requires"), problems);
  }

  @Test
  void noTextCommandsATerminal() throws Exception {
    tree.vendor();
    tree.write("main/vendor/example.com/b/p/\u001b[31m\u202e.go", "package p\n");
    String text = ModulesText.render(GoTrust.verifyModules(request().build()), true, Style.PLAIN);
    String unbroken = text.replace("\n    ", "");
    assertTrue(unbroken.contains("\\x1b[31m\\u{202e}.go"), text);
    assertFalse(text.contains("\u001b"), text);
    assertTrue(text.lines().reduce((a, b) -> b).isPresent());
  }
}
