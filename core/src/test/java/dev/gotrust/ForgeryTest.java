package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.fixtures.Forgery;
import dev.gotrust.material.Materials;
import dev.gotrust.report.TrustReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each link says of every forgery of every base: caught by which, or claimed by none. */
class ForgeryTest {
  /**
   * What is said of a forgery whose content ID was made good again: the links that do not agree,
   * and go-sum where the go.sum of the base is given. A row may name a base, or the trimmed or the
   * full ones, behind the forgery: it counts in place of the row that names none.
   */
  private static final String TABLE =
      """
      dep-version-shown                       | build-info CONTRADICTED, packages CONTRADICTED | UNDECIDED
      dep-version-read                        | build-info CONTRADICTED                        | PROVEN
      dep-version                             | packages CONTRADICTED                          | UNDECIDED
      dep-version-and-files                   |                                                | UNDECIDED
      file-names                              | packages CONTRADICTED                          | PROVEN
      dep-sum                                 |                                                | CONTRADICTED
      dep-sum-removed                         |                                                | UNDECIDED
      dep-removed                             | packages CONTRADICTED                          | PROVEN
      dep-removed-padded                      | packages CONTRADICTED                          | PROVEN
      dep-removed-careless                    | build-info CONTRADICTED, packages CONTRADICTED | NOT_APPLICABLE
      deps-emptied                            | packages CONTRADICTED                          | NOT_APPLICABLE
      dep-added                               |                                                | UNDECIDED
      dep-renamed                             | packages CONTRADICTED                          | UNDECIDED
      dep-renamed-everywhere                  |                                                | UNDECIDED
      replacement-hidden                      | packages CONTRADICTED                          | PROVEN
      replacement-hidden full                 |                                                | PROVEN
      local-replacement-hidden                |                                                | UNDECIDED
      main-version                            |                                                | PROVEN
      setting-cgo                             |                                                | PROVEN
      setting-trimpath                        |                                                | PROVEN
      setting-trimpath-removed                | settings CONTRADICTED                          | PROVEN
      setting-race                            | settings CONTRADICTED                          | PROVEN
      setting-buildmode                       |                                                | PROVEN
      setting-ldflags                         | settings CONTRADICTED                          | PROVEN
      setting-ldflags pe-amd64-go1.26-deps    |                                                | PROVEN
      setting-ldflags macho-arm64-go1.26-deps |                                                | PROVEN
      setting-goarch                          | settings CONTRADICTED                          | PROVEN
      setting-goos                            | settings CONTRADICTED                          | PROVEN
      setting-goamd64                         | settings CONTRADICTED                          | PROVEN
      vcs-revision                            |                                                | PROVEN
      vcs-modified                            | settings CONTRADICTED                          | PROVEN
      vcs-clean                               |                                                | PROVEN
      go-version-shown                        | toolchain CONTRADICTED                         | PROVEN
      go-version-read                         | toolchain CONTRADICTED                         | PROVEN
      go-version-patch                        |                                                | PROVEN
      go-version-patch elf-amd64-go1.26-deps  | toolchain CONTRADICTED                         | PROVEN
      go-version-old                          | toolchain CONTRADICTED                         | PROVEN
      go-version-layout                       | toolchain CONTRADICTED                         | PROVEN
      code-bit                                |                                                | PROVEN
      stripped                                |                                                | PROVEN
      code-bit-stripped                       |                                                | PROVEN
      appended                                |                                                | PROVEN
      """;

  private static final Map<String, Row> ROWS = rows();

  @TempDir Path directory;

  /** What is expected of one forgery. */
  private record Row(Map<LinkId, State> objecting, State goSum) {
    static Row parse(String objections, String goSum) {
      Map<LinkId, State> objecting = new EnumMap<>(LinkId.class);
      String[] words = objections.isEmpty() ? new String[0] : objections.split(",? +");
      for (int i = 0; i < words.length; i += 2) {
        objecting.put(link(words[i]), State.valueOf(words[i + 1]));
      }
      return new Row(objecting, State.valueOf(goSum));
    }

    private static LinkId link(String id) {
      return LinkId.valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Row with(LinkId link, State state) {
      Map<LinkId, State> all = new EnumMap<>(LinkId.class);
      all.putAll(objecting);
      all.put(link, state);
      return new Row(all, goSum);
    }
  }

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] columns = line.split(" *\\| *", -1);
      rows.put(columns[0].strip(), Row.parse(columns[1].strip(), columns[2].strip()));
    }
    return rows;
  }

  private static Row row(Forgery forgery, String base) {
    boolean trimmed = base.equals("hello") || base.endsWith("-trimmed");
    Row any = ROWS.get(forgery.id());
    Row some = ROWS.getOrDefault(forgery.id() + (trimmed ? " trimmed" : " full"), any);
    Row row = ROWS.getOrDefault(forgery.id() + " " + base, some);
    return Objects.requireNonNull(row, forgery.id() + " has no row");
  }

  static List<String> bases() {
    return Forgery.bases();
  }

  @ParameterizedTest
  @EnumSource
  void theThreatModelNamesWhatCatchesIt(Forgery forgery) throws Exception {
    Row row = Objects.requireNonNull(ROWS.get(forgery.id()));
    List<String> caught = new ArrayList<>();
    for (LinkId link : row.objecting().keySet()) {
      caught.add('`' + link.id() + '`');
    }
    if (row.goSum() == State.CONTRADICTED) {
      caught.add("`go-sum`");
    }
    String links = caught.isEmpty() ? "–" : String.join(", ", caught);
    String line = "| `" + forgery.id() + "` | " + forgery.deed() + " | " + links + " | ";
    String page = Files.readString(Path.of("..", "specs", "threat-model.md"));
    assertTrue(page.lines().anyMatch(some -> some.startsWith(line)), "missing: " + line);
  }

  @ParameterizedTest
  @MethodSource("bases")
  void anIntactBasePasses(String name) throws Exception {
    byte[] base = Fixtures.bytes(name);
    assertEquals(Verdict.PASS, verify(base, Materials.NONE).outcome().verdict());
    TrustReport report = verify(base, goSum(name));
    assertEquals(Verdict.PASS, report.outcome().verdict());
    assertEquals(State.PROVEN, report.chain().state(LinkId.GO_SUM));
  }

  @ParameterizedTest
  @MethodSource("bases")
  void anIdThatWasKeptShowsEveryChange(String name) throws Exception {
    byte[] base = Fixtures.bytes(name);
    Materials goSum = goSum(name);
    for (Forgery forgery : Forgery.of(base)) {
      TrustReport report = verify(forgery.forge(base), goSum);
      State state = forgery.keepsSize() ? State.CONTRADICTED : State.UNDECIDED;
      Row row = row(forgery, name).with(LinkId.BUILD_ID, state);
      assertLinks(forgery.id() + " of " + name, row, row.goSum(), report);
      assertNotEquals(Verdict.PASS, report.outcome().verdict());
    }
  }

  @ParameterizedTest
  @MethodSource("bases")
  void anIdThatWasRewrittenLeavesItToTheOtherLinks(String name) throws Exception {
    byte[] base = Fixtures.bytes(name);
    Materials goSum = goSum(name);
    for (Forgery forgery : Forgery.of(base)) {
      byte[] forged = forgery.forgeWithId(base);
      Row row = row(forgery, name);
      assertLinks(forgery.id() + " of " + name, row, row.goSum(), verify(forged, goSum));
      TrustReport alone = verify(forged, Materials.NONE);
      State absent = row.goSum() == State.NOT_APPLICABLE ? row.goSum() : State.ABSENT;
      assertLinks(forgery.id() + " of " + name, row, absent, alone);
      assertFalse(alone.outcome().outsideRoot());
      boolean caught = row.objecting().containsValue(State.CONTRADICTED);
      assertEquals(caught, alone.outcome().verdict() == Verdict.FAIL);
    }
  }

  /** Links that do not object claim no more than that the file agrees with itself. */
  private static void assertLinks(String what, Row row, State goSum, TrustReport report) {
    for (Link link : report.chain().links()) {
      String told = what + ": " + link.id().id() + " " + link.state() + " " + link.reason();
      State state = link.state();
      State expected = row.objecting().get(link.id());
      switch (link.id()) {
        case FILE -> assertEquals(State.PROVEN, state, told);
        case GO_SUM -> assertEquals(goSum, state, told);
        default -> assertTrue(expected == null ? claimsLittle(state) : state == expected, told);
      }
    }
  }

  private static boolean claimsLittle(State state) {
    return state == State.CORROBORATED
        || state == State.CLAIMED
        || state == State.ABSENT
        || state == State.NOT_APPLICABLE;
  }

  private Materials goSum(String base) throws Exception {
    String text = Fixtures.companion(base, "go.sum").orElseThrow();
    return Materials.NONE.withGoSum(Files.writeString(directory.resolve("go.sum"), text));
  }

  private static TrustReport verify(byte[] bytes, Materials given) throws Exception {
    VerificationRequest request =
        VerificationRequest.of(new ArraySource(bytes), "forged").given(given).build();
    return ((Judgement.Judged) GoTrust.verify(request)).report();
  }
}
