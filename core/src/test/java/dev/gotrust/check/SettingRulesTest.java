package dev.gotrust.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo.Setting;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledCode.Mark;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.SettingTraces;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.image.Format;
import dev.gotrust.image.Linkage;
import dev.gotrust.module.ModuleVersion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of specs/settings.md: what fits, what is contradicted, what stays a claim. */
final class SettingRulesTest {
  private final TestFacts facts = new TestFacts();
  private final List<CompiledPackage> packages = new ArrayList<>();
  private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
  private String goroot = "/usr/local/go/src/";

  @BeforeEach
  void noSettings() {
    facts.settings = new ArrayList<>();
  }

  private SettingRulesTest with(String key, String value) {
    facts.settings.add(new Setting(key, value));
    return this;
  }

  private SettingRulesTest holds(String path) {
    packages.add(new CompiledPackage(path, 1, 16, true, List.of()));
    return this;
  }

  private List<SettingRow> rows() {
    facts.code = new CompiledCode(100, 9000, packages, goroot, marks, null);
    GoBinary binary = facts.binary();
    return new SettingRules(binary, Objects.requireNonNull(binary.buildInfo())).rows();
  }

  private SettingRow row(String key) {
    SettingRow found = null;
    for (SettingRow row : rows()) {
      found = row.key().equals(key) ? row : found;
    }
    assertNotNull(found, key);
    return found;
  }

  private void judged(State state, String key, String value) {
    facts.settings.removeIf(setting -> setting.key().equals(key));
    SettingRow row = with(key, value).row(key);
    assertEquals(state, row.state(), row::toString);
    assertEquals(state == State.CLAIMED, row.trace() == null, row::toString);
  }

  private void fits(String key, String value) {
    judged(State.CORROBORATED, key, value);
  }

  private void broken(String key, String value) {
    judged(State.CONTRADICTED, key, value);
  }

  private void silent(String key, String value) {
    judged(State.CLAIMED, key, value);
    assertNull(row(key).remark());
  }

  private void remarked(String key, String value) {
    judged(State.CLAIMED, key, value);
    assertNotNull(row(key).remark());
  }

  @Test
  void aSettingThatNoRuleKnowsIsAClaim() {
    silent("CGO_CFLAGS", "-O2");
    silent("GOARM", "7");
  }

  @Test
  void theSystemShowsInTheFormatAndItsMarks() {
    fits("GOOS", "linux");
    silent("GOOS", "dragonfly");
    silent("GOOS", "solaris");
    silent("GOOS", "android");
    broken("GOOS", "freebsd");
    broken("GOOS", "windows");
    facts.os = "freebsd";
    fits("GOOS", "freebsd");
    broken("GOOS", "linux");
    broken("GOOS", "netbsd");
    facts.os = "solaris";
    fits("GOOS", "illumos");
    fits("GOOS", "solaris");
    silent("GOOS", "linux");
  }

  @Test
  void aLibraryOfACLinkerNeedBearNoMark() {
    facts.linkage = linkage("shared", false, true, true);
    silent("GOOS", "freebsd");
    facts.os = "openbsd";
    broken("GOOS", "freebsd");
  }

  @Test
  void otherFormatsShowTheSystemToo() {
    facts.format = Format.MACHO;
    facts.os = "darwin";
    fits("GOOS", "darwin");
    fits("GOOS", "ios");
    broken("GOOS", "linux");
    facts.format = Format.WASM;
    facts.os = "js";
    fits("GOOS", "js");
    silent("GOOS", "wasip1");
  }

  @Test
  void theArchitectureIsThatOfTheHeader() {
    fits("GOARCH", "amd64");
    broken("GOARCH", "arm64");
    facts.arch = "";
    silent("GOARCH", "amd64");
  }

  @ParameterizedTest
  @CsvSource({
    "0, v1, CORROBORATED",
    "3, v3, CORROBORATED",
    "0, v3, CONTRADICTED",
    "2, v3, CONTRADICTED",
    "3, v1, CLAIMED",
  })
  void theProgramAsksForTheLevelOfTheProcessor(int level, String value, State state) {
    facts.settingTraces = new SettingTraces(level, false);
    judged(state, "GOAMD64", value);
    assertEquals(state == State.CLAIMED, row("GOAMD64").remark() != null);
  }

  @Test
  void aPluginAsksForNoLevel() {
    facts.settingTraces = new SettingTraces(0, false);
    facts.linkage = linkage("shared", false, true, true);
    silent("GOAMD64", "v3");
    facts.settingTraces = new SettingTraces(3, false);
    fits("GOAMD64", "v3");
  }

  @Test
  void withoutTracesTheLevelIsAClaim() {
    silent("GOAMD64", "v3");
  }

  @Test
  void onlyCgoLinksItsRuntime() {
    silent("CGO_ENABLED", "0");
    silent("CGO_ENABLED", "1");
    holds("runtime/cgo");
    fits("CGO_ENABLED", "1");
    broken("CGO_ENABLED", "0");
  }

  @ParameterizedTest
  @CsvSource({"-race, RACE", "-asan, ASAN", "-msan, MSAN"})
  void instrumentedCodeCallsTheRuntime(String key, Mark mark) {
    broken(key, "true");
    marks.add(mark);
    fits(key, "true");
    facts.settings.clear();
    with("GOOS", "linux");
    assertEquals(State.CONTRADICTED, row(key).state());
    assertNull(row(key).claim());
  }

  @ParameterizedTest
  @CsvSource({"race, RACE", "asan, ASAN", "msan, MSAN"})
  void theTagAloneMarksTheRuntime(String tag, Mark mark) {
    marks.add(mark);
    with("-tags", "netgo," + tag);
    assertEquals(1, rows().size());
    facts.settings.clear();
    with("-tags", "t" + tag);
    assertEquals(State.CONTRADICTED, row('-' + tag).state());
  }

  @Test
  void coverWritesProfiles() {
    silent("-cover", "true");
    holds("internal/coverage/cfile");
    fits("-cover", "true");
    packages.clear();
    holds("runtime/coverage");
    fits("-cover", "true");
    silent("-cover", "false");
  }

  @Test
  void absolutePathsAloneContradictNoTrimpath() {
    remarked("-trimpath", "true");
    goroot = "";
    fits("-trimpath", "true");
    silent("-trimpath", "false");
    goroot = null;
    silent("-trimpath", "true");
  }

  @Test
  void trimmedModulesAskForTrimpath() {
    goroot = "";
    ModuleVersion module = new ModuleVersion("example.com/m", "v1.0.0");
    SourcePlace place =
        new SourcePlace(true, "", module, "example.com/m@v1.0.0/m.go", 9, "example.com/m.F");
    packages.add(new CompiledPackage("example.com/m", 1, 16, false, List.of(place)));
    with("GOOS", "linux");
    assertEquals(State.CONTRADICTED, row("-trimpath").state());
    with("-gcflags", "all=-trimpath=/home/a");
    assertEquals(2, rows().size());
    silent("-trimpath", "false");
    facts.settings.clear();
    broken("-trimpath", "false");
    facts.settings.clear();
    fits("-trimpath", "true");
    facts.settings.clear();
    with("GOOS", "linux");
    facts.goVersion = "go1.18.10";
    assertEquals(1, rows().size());
  }

  @Test
  void theLinkerLeavesOutSymbols() {
    broken("-ldflags", "-s -w");
    silent("-ldflags", "-X a.b=-s");
    silent("-ldflags", "example.com/other=-s");
    facts.linkage = linkage("executable", false, false, false);
    fits("-ldflags", "-s -w");
    fits("-ldflags", "-s");
    fits("-ldflags", "-w");
  }

  @Test
  void otherLinkersKeepSomeSymbols() {
    facts.format = Format.MACHO;
    remarked("-ldflags", "-s -w");
  }

  @Test
  void librariesAreNoPrograms() {
    broken("-buildmode", "c-shared");
    broken("-buildmode", "plugin");
    silent("-buildmode", "exe");
    remarked("-buildmode", "pie");
    facts.linkage = linkage("shared", false, true, true);
    fits("-buildmode", "c-shared");
    facts.linkage = linkage("executable", true, true, true);
    fits("-buildmode", "pie");
    facts.linkage = linkage("unknown", false, true, true);
    silent("-buildmode", "c-shared");
  }

  @Test
  void onlyGcWritesAFunctionTable() {
    fits("-compiler", "gc");
    broken("-compiler", "gccgo");
    facts.versions =
        TestFacts.traces(List.of(), null, Objects.requireNonNull(facts.versions.buildInfo()));
    silent("-compiler", "gccgo");
  }

  @Test
  void aFrozenModuleShowsInThePathsOfItsPackages() {
    silent("GOFIPS140", "latest");
    silent("GOFIPS140", "v1.0.0");
    holds("crypto/internal/fips140/sha256");
    silent("GOFIPS140", "latest");
    broken("GOFIPS140", "v1.0.0");
    packages.clear();
    holds("crypto/internal/fips140/v1.0.0-c2097c7c/sha256");
    fits("GOFIPS140", "v1.0.0");
    fits("GOFIPS140", "v1.0.0-c2097c7c");
    broken("GOFIPS140", "v1.26.0");
    broken("GOFIPS140", "latest");
    // Neither an alias nor a part of a number is ever recorded.
    for (String never : List.of("certified", "inprocess", "v1", "v1.0", "xv1.0.0", "")) {
      broken("GOFIPS140", never);
    }
    facts.settings.clear();
    with("GOOS", "linux");
    assertEquals(State.CONTRADICTED, row("GOFIPS140").state());
    facts.goVersion = "go1.23.4";
    assertEquals(1, rows().size());
  }

  @Test
  void anExperimentStandsInTheVersion() {
    silent("GOEXPERIMENT", "boringcrypto");
    facts.goVersion = "go1.26.8 X:boringcrypto";
    fits("GOEXPERIMENT", "boringcrypto");
  }

  @Test
  void theRuntimeHoldsItsDebugSettings() {
    silent("DefaultGODEBUG", "panicnil=1");
    facts.settingTraces = new SettingTraces(0, true);
    fits("DefaultGODEBUG", "panicnil=1");
  }

  @ParameterizedTest
  @CsvSource({
    "v1.2.3, false, CORROBORATED",
    "v1.2.3+dirty, true, CORROBORATED",
    "v1.2.3+dirty, false, CONTRADICTED",
    "v1.2.3, true, CONTRADICTED",
    "v2.0.0+incompatible.dirty, true, CORROBORATED",
    "v2.0.0+incompatible, false, CORROBORATED",
    "(devel), true, CLAIMED",
  })
  void theVersionSaysWhetherTheTreeWasModified(String version, String value, State state) {
    facts.main = TestFacts.module("example.com/app", version, "");
    judged(state, "vcs.modified", value);
    facts.goVersion = "go1.23.12";
    silent("vcs.modified", value);
  }

  @Test
  void aPseudoVersionNamesItsCommit() {
    String version = "v0.0.0-20260102030405-0123456789ab";
    facts.main = TestFacts.module("example.com/app", version, "");
    with("vcs", "git");
    fits("vcs.revision", "0123456789ab" + "c".repeat(28));
    broken("vcs.revision", "1123456789ab" + "c".repeat(28));
    facts.main = TestFacts.module("example.com/app", version + "+dirty", "");
    fits("vcs.revision", "0123456789ab" + "c".repeat(52));
    facts.main = TestFacts.module("example.com/app", "v1.2.3", "");
    silent("vcs.revision", "1123456789ab" + "c".repeat(28));
  }

  /** A tag can look much like a pseudo-version; only what the go command takes for one tells. */
  @ParameterizedTest
  @CsvSource({
    "v1.1.1-0.20260102030405-0123456789ab, CONTRADICTED",
    "v1.1.0-rc.1.0.20260102030405-0123456789ab+dirty, CONTRADICTED",
    "v2.0.0-20260102030405-0123456789ab+incompatible, CONTRADICTED",
    "v1.1.0-20260102030405-0123456789ab, CLAIMED",
    "v1.2.0-rc.20260102030405-0123456789ab, CLAIMED",
    "v1.5.0-a-20260102030405-0123456789ab, CLAIMED",
  })
  void everyFormOfAPseudoVersionNamesItsCommit(String version, State ofAnother) {
    facts.main = TestFacts.module("example.com/app", version, "");
    with("vcs", "git");
    judged(ofAnother, "vcs.revision", "1123456789ab" + "c".repeat(28));
  }

  @Test
  void aRevisionOfSubversionIsANumber() {
    String version = "v0.0.0-20260102030405-000000000042";
    facts.main = TestFacts.module("example.com/app", version, "");
    with("vcs", "svn");
    silent("vcs.revision", "42");
  }

  @Test
  void withoutAFunctionTableMuchIsAClaim() {
    for (String key : List.of("-race", "-asan", "-msan", "-cover", "-trimpath")) {
      with(key, "true");
    }
    with("CGO_ENABLED", "0").with("GOFIPS140", "v1.0.0");
    GoBinary binary = facts.binary();
    for (SettingRow row :
        new SettingRules(binary, Objects.requireNonNull(binary.buildInfo())).rows()) {
      assertEquals(State.CLAIMED, row.state(), row::toString);
    }
    assertTrue(facts.settings.size() > 5);
  }

  private static Linkage linkage(String type, boolean pie, boolean symbols, boolean debug) {
    return new Linkage(type, null, List.of(), true, pie, symbols, debug, null);
  }
}
