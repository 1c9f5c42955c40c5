package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoToolsTest.GoCommand;
import dev.gotrust.bytes.ArraySource;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledModule;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.report.TrustReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the packages link says of one program built in every way, from the committed fixtures and,
 * where Go is installed, from what it builds here ({@code
 * test-fixtures/scripts/build-packages.sh}).
 */
class PackagesLinkTest {
  private static final Path SCRIPT = Path.of("../test-fixtures/scripts/build-packages.sh");

  /** Modules of the program that come from the module cache under their own names. */
  private static final String PLAIN =
      "Upper/Case@v1.0.0 dotted.v3@v1.0.0 lib/nested@v0.3.0 major/v2@v2.0.1 ";

  /** Where no file name shows a version, and where no module is declared either. */
  private static final String VERSIONLESS =
      "Upper/Case dotted.v3 forked lib lib/nested local major/v2 moved packages";

  private static final String ALL_BUT_ONE =
      "8 of 9 declared modules have code here, at the declared versions; no code of the other one was"
          + " linked";
  private static final String ONE_VERSIONLESS = versionless(1);
  private static final String ONE_OF_ONE =
      "1 of 1 declared module has code here, at the declared version";
  private static final String NO_MODULES =
      "11 packages can't be compared: the build info declares no modules, as in GOPATH builds; the"
          + " first is example.com/Upper/Case (";
  private static final String TEST = "a test binary, for which the go command declares no module";

  private static final Map<String, Expected> EXPECTED = new HashMap<>();

  static {
    // With -trimpath a replacement is named as what it replaces, and without it as itself.
    expect(
        "",
        State.CORROBORATED,
        ONE_VERSIONLESS,
        PLAIN + "forked lib lib@v1.2.0 local packages" + " moved@v1.0.1");
    expect(
        "-trimmed",
        State.CORROBORATED,
        ALL_BUT_ONE,
        PLAIN + "forked@v1.0.0 lib lib@v1.2.0" + " local@v1.0.0 packages moved@v1.0.0");
    expect("-toolchain", State.CORROBORATED, ONE_VERSIONLESS, of("").modules);
    expect("-toolchain-trimmed", State.CORROBORATED, ALL_BUT_ONE, of("-trimmed").modules);
    expect(
        "-vendored",
        State.UNDECIDED,
        "7 modules of 8 with code here can't be compared: no file"
            + " name shows a version, as with -mod=vendor; the first is example.com/Upper/Case",
        VERSIONLESS);
    expect("-vendored-trimmed", State.CORROBORATED, ALL_BUT_ONE, of("-trimmed").modules);
    expect(
        "-workspace",
        State.CORROBORATED,
        versionless(2),
        PLAIN + "forked lib local packages" + " moved@v1.0.1");
    expect(
        "-workspace-trimmed",
        State.CORROBORATED,
        ONE_VERSIONLESS,
        PLAIN + "forked@v1.0.0 lib" + " local@v1.0.0 packages moved@v1.0.0");
    expect("-gopath", State.UNDECIDED, NO_MODULES, "");
    expect("-gopath-trimmed", State.UNDECIDED, NO_MODULES, "");
    expect("-bazel", State.UNDECIDED, NO_MODULES + "external/com_example_upper_case/case.go)", "");
    expect("-installed", State.CORROBORATED, ONE_OF_ONE, "lib@v1.2.0 tool/v2@v2.1.0");
    expect("-installed-trimmed", State.CORROBORATED, ONE_OF_ONE, "lib@v1.2.0 tool/v2@v2.1.0");
    expect("-test", State.UNDECIDED, TEST, "lib@v1.2.0 packages");
    expect("-test-trimmed", State.UNDECIDED, TEST, "lib@v1.2.0 packages");
    expect("-plugin", State.CORROBORATED, ONE_OF_ONE, "lib@v1.2.0 plugin");
    expect("-plugin-trimmed", State.CORROBORATED, ONE_OF_ONE, "lib@v1.2.0 plugin");
    // The linker left nothing of what main does not call.
    String none = "no code of the 1 declared module was linked";
    expect("-c-shared", State.CORROBORATED, none, "plugin");
    expect("-c-shared-trimmed", State.CORROBORATED, none, "plugin");
    expect("-plugin-files", State.CORROBORATED, ONE_OF_ONE, "lib@v1.2.0");
  }

  /** Code of a directory that replaces a module, or is in the workspace, shows no version. */
  private static String versionless(int modules) {
    return "8 of 9 declared modules have code here, "
        + modules
        + " of them from directories without a version, the others at the declared versions; no code"
        + " of the other one was linked";
  }

  /**
   * What is expected of one build.
   *
   * @param reason what the link's reason begins with
   * @param modules the modules that are listed, below example.com
   */
  private record Expected(State state, String reason, String modules) {}

  private static void expect(String build, State state, String reason, String modules) {
    EXPECTED.put("packages" + build, new Expected(state, reason, modules));
  }

  private static Expected of(String build) {
    return EXPECTED.get("packages" + build);
  }

  static List<String> names() {
    return Fixtures.names().stream().filter(name -> name.startsWith("packages")).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void committedBuilds(String name) throws Exception {
    ArraySource source = new ArraySource(Fixtures.bytes(name));
    check(name, VerificationRequest.of(source, name).build());
  }

  @Test
  void liveBuilds(@TempDir Path directory) throws Exception {
    Assumptions.assumeTrue(GoCommand.isThere("the packages program is not built"));
    Process process =
        new ProcessBuilder("bash", SCRIPT.toString(), directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<Executable> checks = new ArrayList<>();
    for (String line : out.lines().toList()) {
      String name = line.substring(0, line.indexOf('\t'));
      checks.add(() -> check(name, VerificationRequest.of(directory.resolve(name)).build()));
    }
    assertFalse(checks.isEmpty());
    System.out.println("packages: " + checks.size() + " builds compared");
    assertAll(checks);
  }

  private static void check(String name, VerificationRequest request) throws Exception {
    Expected expected = EXPECTED.get(name);
    assertNotNull(expected, name + " is not expected");
    TrustReport report =
        assertInstanceOf(Judgement.Judged.class, GoTrust.verify(request), name).report();
    Link link = report.chain().link(LinkId.PACKAGES);
    String told = name + ": " + link;
    assertEquals(expected.state, link.state(), told);
    assertTrue(link.reason().startsWith(expected.reason), told);
    for (Link other : report.chain().links()) {
      assertFalse(other.state() == State.CONTRADICTED, name + ": " + other);
    }
    GoBinary binary = report.facts().first();
    CompiledCode code = binary.code();
    assertNotNull(code, told);
    assertEquals(sorted(expected.modules), modules(code, binary), name);
    assertEquals(name.endsWith("-trimmed") || name.endsWith("-bazel"), "".equals(code.goroot()));
  }

  private static List<String> sorted(String modules) {
    List<String> sorted = new ArrayList<>(List.of(modules.split(" ")));
    sorted.remove("");
    sorted.sort(null);
    return sorted;
  }

  private static List<String> modules(CompiledCode code, GoBinary binary) {
    List<String> modules = new ArrayList<>();
    for (CompiledModule module : CompiledModule.of(code, binary.buildInfo())) {
      String version = module.version().isEmpty() ? "" : '@' + module.version();
      modules.add(module.path().replaceFirst("^example.com/", "") + version);
    }
    modules.sort(null);
    return modules;
  }
}
