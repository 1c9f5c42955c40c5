package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotrust.TestFacts;
import dev.gotrust.attestation.Comparison;
import dev.gotrust.attestation.Provenance;
import dev.gotrust.attestation.Provenance.Dependency;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a builder says that went in, against what the binary says of itself. */
final class GoProvenanceTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String SOURCE = "git+https://github.com/acme/tool@refs/tags/v1.2.3";

  private static TestFacts facts() {
    TestFacts facts = new TestFacts();
    facts.main = TestFacts.module("github.com/acme/tool", "(devel)", "");
    facts.settings = List.of(new Setting("vcs.revision", COMMIT));
    facts.deps.add(TestFacts.module("github.com/Masterminds/semver/v3", "v3.4.0", "h1:x"));
    facts.deps.add(
        TestFacts.replaced(
            "example.com/old", "v1.0.0", TestFacts.module("example.com/new", "v2.0.0", "h1:y")));
    facts.deps.add(
        TestFacts.replaced("example.com/local", "v1.0.0", TestFacts.module("./local", "", "")));
    return facts;
  }

  private static Provenance provenance(String source, String commit, String... dependencies) {
    List<Dependency> all = new ArrayList<>();
    for (String uri : dependencies) {
      all.add(new Dependency(uri, "", Map.of()));
    }
    return new Provenance("b", "t", source, "", commit, "", "", "", "", Map.of(), all, "");
  }

  private static List<String> compared(TestFacts facts, Provenance provenance) {
    BuildInfo info = facts.binary().buildInfo();
    List<String> all = new ArrayList<>();
    for (Comparison comparison : GoProvenance.compare(provenance, info)) {
      all.add(comparison.result() + " " + comparison);
    }
    return all;
  }

  private static List<String> compared(String... dependencies) {
    return compared(facts(), provenance("", "", dependencies));
  }

  @Test
  void whatAgreesIsSaid() {
    assertEquals(
        List.of(
            "AGREES vcs.revision of the build info: expected " + COMMIT + ", found " + COMMIT,
            "AGREES main module: expected github.com/acme/tool, found github.com/acme/tool",
            "AGREES module github.com/Masterminds/semver/v3: expected v3.4.0, found v3.4.0",
            "AGREES Go toolchain: expected go1.26.8, found go1.26.8"),
        compared(
            facts(),
            provenance(
                SOURCE,
                COMMIT,
                "pkg:golang/github.com/Masterminds/semver/v3@v3.4.0",
                "pkg:golang/stdlib@1.26.8")));
  }

  @Test
  void everyMismatchIsNamed() {
    String other = COMMIT.replace('0', '1');
    assertEquals(
        List.of(
            "DIFFERS vcs.revision of the build info: expected " + COMMIT + ", found " + other,
            "UNTOLD main module: expected github.com/acme/tool, found github.com/acme/fork",
            "DIFFERS module example.com/new: expected v2.0.0, found v2.0.1",
            "DIFFERS Go toolchain: expected go1.26.8, found go1.26.7"),
        compared(
            facts(),
            provenance(
                "https://github.com/acme/fork",
                other,
                "pkg:golang/example.com/new@v2.0.1",
                "https://go.dev/dl/go1.26.7.linux-amd64.tar.gz")));
  }

  @Test
  void whatIsAbsentIsNotCompared() {
    TestFacts silent = facts();
    silent.settings = List.of();
    assertEquals(List.of(), compared(silent, provenance("", COMMIT)));
    assertEquals(List.of(), compared(facts(), provenance("", "")));
    silent.main = null;
    assertEquals(List.of(), compared(silent, provenance(SOURCE, "")));
  }

  @ParameterizedTest
  @CsvSource({
    "github.com/acme/tool, https://github.com/Acme/tool.git, AGREES",
    "github.com/acme/tool/v2, git+https://github.com/acme/tool@refs/tags/v2.0.0, AGREES",
    "github.com/acme/tool/cmd/sub, https://github.com/acme/tool, AGREES",
    "github.com/acme/tool, https://github.com/acme/tool2, UNTOLD",
    "github.com/acme/tool, https://github.com/acme, UNTOLD",
    "github.com/acme, https://github.com/acme, UNTOLD",
    "example.com/acme/tool, https://example.com/acme/tool, UNTOLD",
    "github.com/acme/tool, http://github.com/acme/tool, UNTOLD",
    "github.com/acme/tool, https://user:secret@github.com/acme/tool, AGREES"
  })
  void modulesOnKnownHostsLieInTheirRepository(String module, String source, String result) {
    TestFacts facts = facts();
    facts.main = TestFacts.module(module, "(devel)", "");
    List<String> all = compared(facts, provenance(source, ""));
    assertEquals(1, all.size());
    assertEquals(result, all.get(0).split(" ")[0]);
    assertEquals(-1, all.get(0).indexOf("secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkg:golang/std@1.26.8",
        "pkg:golang/stdlib@v1.26.8?type=module",
        "pkg:golang/go@go1.26.8",
        "pkg:golang/golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64",
        "pkg:generic/go@1.26.8",
        "https://go.dev/dl/go1.26.8.linux-amd64.tar.gz",
        "https://go.dev/dl/go1.26.8.src.tar.gz"
      })
  void theToolchainIsNamedInManyWays(String uri) {
    assertEquals(List.of("AGREES Go toolchain: expected go1.26.8, found go1.26.8"), compared(uri));
    assertEquals(
        "DIFFERS Go toolchain: expected go1.26.8, found go1.27rc1",
        compared(uri.replace("1.26.8", "1.27rc1")).get(0));
  }

  @Test
  void aToolchainWithExperimentsIsItsVersion() {
    TestFacts facts = facts();
    facts.goVersion = "go1.26.8 X:boringcrypto";
    assertEquals(
        List.of("AGREES Go toolchain: expected go1.26.8, found go1.26.8"),
        compared(facts, provenance("", "", "pkg:golang/stdlib@1.26.8")));
  }

  @Test
  void ofSeveralVersionsOneMustBeTheBinarys() {
    assertEquals(
        List.of("AGREES Go toolchain: expected go1.26.8, found go1.26.8"),
        compared("pkg:golang/stdlib@1.25.0", "pkg:golang/stdlib@1.26.8", "pkg:golang/std@1.24.0"));
  }

  @Test
  void packageUrlsAreReadAsTheyAreWritten() {
    String agrees = "AGREES module github.com/Masterminds/semver/v3: expected v3.4.0, found v3.4.0";
    for (String uri :
        List.of(
            "pkg:golang/github.com/masterminds/semver/v3@v3.4.0",
            "pkg:golang/github.com%2FMasterminds%2Fsemver%2Fv3@v3.4.0?type=module#sub/dir",
            "pkg:golang/github.com/Masterminds/semver/v3@v3.4.0#sub")) {
      assertEquals(List.of(agrees), compared(uri), uri);
    }
    for (String uri :
        List.of(
            "pkg:golang/example.com/old@v1.0.0",
            "pkg:golang/example.com/local@v1.0.0",
            "pkg:golang/example.com/unknown@v1.0.0",
            "pkg:golang/github.com/Masterminds/semver/v3",
            "pkg:golang/",
            "pkg:golang/@",
            "pkg:golang/%zz@v1",
            "pkg:golang/stdlib@",
            "pkg:npm/x@v1",
            "https://go.dev/dl/go")) {
      assertEquals(List.of(), compared(uri), uri);
    }
  }

  @Test
  void manyDependenciesOfManyModulesAreCompared() {
    TestFacts facts = facts();
    String[] uris = new String[16_384];
    for (int i = 0; i < uris.length; i++) {
      facts.deps.add(TestFacts.module("example.com/M" + i, "v1.0.0", "h1:x"));
      uris[i] = "pkg:golang/example.com/m" + i + "@v1.0.1";
    }
    assertEquals(uris.length, compared(facts, provenance("", "", uris)).size());
  }
}
