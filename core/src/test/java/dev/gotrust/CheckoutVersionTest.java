package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.material.GitSource;
import dev.gotrust.sbom.SbomOptions.NamedVersion;
import dev.gotrust.source.GitRepo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutVersionTest {
  private static final String APP = "example.com/app";

  private final TestFacts facts = new TestFacts();
  private GitRepo repo;

  @BeforeEach
  void makeRepository(@TempDir Path directory) throws Exception {
    assumeTrue(GitRepo.isThere());
    repo = GitRepo.init(directory.resolve("app"), APP);
  }

  private NamedVersion version() throws Exception {
    return GoTrust.checkoutVersion(facts.inspection(), GitSource.given(repo.root()));
  }

  private void built(String revision, String modified) {
    facts.settings =
        List.of(
            new Setting("vcs", "git"),
            new Setting("vcs.revision", revision),
            new Setting("vcs.modified", modified));
  }

  @Test
  void theNamedCommitCounts() throws Exception {
    String first = repo.head();
    repo.git("tag", "v1.0.0");
    repo.write("more.go", "package main\n");
    String second = repo.commit("two");
    built(first, "false");
    assertEquals(
        new NamedVersion(
            "v1.0.0",
            "checkout at commit " + first.substring(0, 12) + ", which the build info names"),
        version());
    built(first, "true");
    assertEquals("v1.0.0+dirty", version().version());
    built(second, "false");
    String pseudo = version().version();
    assertEquals("v1.0.1-0.2026", pseudo.substring(0, 13));
    assertEquals('-' + second.substring(0, 12), pseudo.substring(pseudo.length() - 13));
  }

  @Test
  void withoutANameWhatIsCheckedOutCounts() throws Exception {
    repo.git("tag", "v1.0.0");
    facts.settings = List.of();
    assertEquals(
        new NamedVersion(
            "v1.0.0",
            "checkout at commit " + repo.head().substring(0, 12) + ", which is checked out"),
        version());
    repo.write("main.go", "package main\n\nfunc main() {}\n");
    assertEquals("v1.0.0+dirty", version().version());
  }

  @Test
  void whatIsRecordedStandsAndWhatIsOfAnotherSaysNothing() throws Exception {
    repo.git("tag", "v1.0.0");
    facts.main = TestFacts.module(APP, "v0.9.0", "");
    assertNull(version());
    facts.main = TestFacts.module("example.com/other", "(devel)", "");
    assertNull(version());
    facts.main = TestFacts.module(APP, "(devel)", "");
    built("0123456789abcdef0123456789abcdef01234567", "false");
    assertNull(version());
    facts.main = null;
    assertNull(version());
    facts.noBuildInfo = true;
    assertNull(version());
  }
}
