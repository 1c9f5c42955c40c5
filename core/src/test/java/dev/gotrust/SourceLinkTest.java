package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.GitSource;
import dev.gotrust.report.TrustReport;
import dev.gotrust.source.GitRepo;
import dev.gotrust.source.SourceFacts;
import dev.gotrust.source.SourceQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Programs that the installed go command stamps from repositories of the installed git. */
@EnabledIf("isThere")
final class SourceLinkTest {
  private static final String APP = "example.com/app";

  @TempDir Path temp;
  private GitRepo repo;

  static boolean isThere() {
    return GitRepo.isThere() && GitRepo.isOnPath("go");
  }

  @BeforeEach
  void init() throws Exception {
    repo = GitRepo.init(temp.resolve("app"), APP);
  }

  private Path build(Path directory) throws Exception {
    Path program = Files.createTempFile(temp, "program", "");
    Files.delete(program);
    ProcessBuilder builder =
        new ProcessBuilder("go", "build", "-buildvcs=true", "-o", program.toString(), ".")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().put("GOENV", "off");
    builder.environment().put("GOFLAGS", "-modcacherw");
    // It keeps there which version it gave a commit, whatever tags are set later.
    builder.environment().put("GOMODCACHE", program + ".cache");
    builder.environment().put("GOWORK", "");
    builder.environment().put("GOPROXY", "off");
    builder.environment().put("CGO_ENABLED", "0");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return program;
  }

  private static TrustReport given(Path program, Path checkout) throws Exception {
    VerificationRequest request =
        VerificationRequest.of(program).checkout(GitSource.given(checkout)).build();
    return assertInstanceOf(Judgement.Judged.class, GoTrust.verify(request)).report();
  }

  private static Link source(TrustReport report) {
    Link link = report.chain().link(LinkId.SOURCE);
    assertNotNull(link);
    return link;
  }

  private static Link assertState(State state, Path program, Path checkout) throws Exception {
    TrustReport report = given(program, checkout);
    Link link = source(report);
    assertEquals(state, link.state(), link.reason());
    Verdict verdict =
        switch (state) {
          case PROVEN -> Verdict.PASS;
          case CONTRADICTED -> Verdict.FAIL;
          default -> Verdict.INCOMPLETE;
        };
    assertEquals(verdict, report.outcome().verdict(), report.outcome().toString());
    return link;
  }

  /** The version that the go command stamped is the one that is counted here. */
  private static void assertVersion(Path program, Path checkout, String module) throws Exception {
    Inspection facts = assertInstanceOf(Inspection.class, GoTrust.inspect(program));
    BuildInfo info = facts.first().buildInfo();
    assertNotNull(info);
    assertNotNull(info.main());
    String stamped = info.main().version();
    if (stamped.equals("(devel)")) {
      return; // as a Go before 1.24 stamps
    }
    SourceFacts read =
        assertInstanceOf(
            SourceFacts.class, GitSource.given(checkout).ask(new SourceQuery(module, "", stamped)));
    assertNotNull(read.version());
    assertEquals(SourceFacts.withoutDirty(stamped), read.version().recomputed());
  }

  @Test
  void cleanTreesAreProvenTaggedOrNot() throws Exception {
    repo.write(".gitignore", "*.log\n");
    repo.commit("two");
    repo.write("ignored.log", "1");
    Path untagged = build(repo.root());
    assertState(State.PROVEN, untagged, repo.root());
    assertVersion(untagged, repo.root(), APP);
    repo.git("tag", "-a", "-m", "annotated", "v1.2.3");
    Path tagged = build(repo.root());
    Link link = assertState(State.PROVEN, tagged, repo.root());
    assertTrue(link.reason().contains("tagged v1.2.3"), link.reason());
    assertVersion(tagged, repo.root(), APP);
    // The one that was built before the tag was set is not worse for it.
    assertState(State.PROVEN, untagged, repo.root());
    repo.commit("three");
    Path after = build(repo.root());
    assertState(State.PROVEN, after, repo.root());
    assertVersion(after, repo.root(), APP);
    Link other = assertState(State.CONTRADICTED, tagged, repo.root());
    assertTrue(other.reason().contains("which is tagged v1.2.3, not from"), other.reason());
  }

  @Test
  void dirtyTreesAreExplained() throws Exception {
    repo.write("new.txt", "1");
    Path untracked = build(repo.root());
    assertVersion(untracked, repo.root(), APP);
    Link link = assertState(State.UNDECIDED, untracked, repo.root());
    assertTrue(link.reason().contains("now it has 1 change, the first ?? new.txt"), link.reason());
    repo.write("main.go", "package main\n\nfunc main() {}\n");
    Files.delete(repo.root().resolve("new.txt"));
    Path modified = build(repo.root());
    assertTrue(assertState(State.UNDECIDED, modified, repo.root()).reason().contains("M main.go"));
    repo.git("checkout", "-q", "main.go");
    assertTrue(
        assertState(State.UNDECIDED, modified, repo.root()).reason().contains("now it has none"));
  }

  @Test
  void modulesBelowWorktreesAndMovedTags() throws Exception {
    repo.write("sub/go.mod", "module " + APP + "/sub\n\ngo 1.26\n");
    repo.write("sub/main.go", "package main\n\nfunc main() {}\n");
    repo.commit("sub");
    repo.git("tag", "sub/v0.1.0");
    Path sub = build(repo.root().resolve("sub"));
    assertState(State.PROVEN, sub, repo.root());
    assertState(State.PROVEN, sub, repo.root().resolve("sub"));
    assertVersion(sub, repo.root(), APP + "/sub");
    Path tree = temp.resolve("tree");
    repo.git("worktree", "add", "-q", tree.toString(), "sub/v0.1.0");
    assertState(State.PROVEN, sub, tree);
    repo.git("tag", "-f", "sub/v0.1.0", "HEAD~1");
    Link moved = source(given(sub, repo.root()));
    boolean stamped = moved.evidence().stream().anyMatch(one -> one.what().contains("version"));
    assertEquals(stamped ? State.CONTRADICTED : State.PROVEN, moved.state(), moved.reason());
  }

  @Test
  void aCheckoutIsFoundWhereTheUserWorks() throws Exception {
    Path program = build(repo.root());
    Link found = source(discovered(program, repo.root()));
    assertEquals(State.PROVEN, found.state(), found.reason());
    repo.commit("two");
    TrustReport later = discovered(program, repo.root());
    assertEquals(State.UNDECIDED, source(later).state());
    assertTrue(source(later).reason().contains("which is in the history"));
    assertEquals(Verdict.PASS, later.outcome().verdict());
    assertEquals(State.ABSENT, source(discovered(program, temp)).state());
    GitRepo other = GitRepo.init(temp.resolve("other"), "example.com/other");
    assertEquals(State.ABSENT, source(discovered(program, other.root())).state());
    assertEquals(State.UNDECIDED, assertState(State.UNDECIDED, program, other.root()).state());
    assertState(State.UNDECIDED, program, temp);
  }

  private static TrustReport discovered(Path program, Path current) throws Exception {
    VerificationRequest request = VerificationRequest.of(program).discoverFrom(current).build();
    return assertInstanceOf(Judgement.Judged.class, GoTrust.verify(request)).report();
  }
}
