package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.report.Style.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

final class TextTest {
  private static final List<String> TEXTS = Hostile.TEXTS;

  private static Link link(LinkId id, State state, String reason, String next) {
    return new Link(id, state, reason, next, null, List.of());
  }

  private static TrustChain chain(State... states) {
    LinkId[] ids = {
      LinkId.FILE, LinkId.BUILD_ID, LinkId.BUILD_INFO, LinkId.TOOLCHAIN, LinkId.GO_SUM
    };
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < states.length; i++) {
      links.add(link(ids[i], states[i], "because of " + ids[i].id(), "do something"));
    }
    return new TrustChain(links);
  }

  private static String render(TrustChain chain) {
    return TextReport.render(Reports.of(new TestFacts(), chain), Style.PLAIN);
  }

  static void assertFits(String text) {
    assertTrue(text.endsWith("\n"));
    for (String line : text.split("\n", -1)) {
      PrintableTest.assertPrintable(line);
      assertTrue(line.codePointCount(0, line.length()) <= 80, line);
      assertEquals(line.stripTrailing(), line, "trailing space");
    }
  }

  @Test
  void aReportInFull() {
    String expected =
        """
        app
          sha256    %s
          size      123456 bytes
          format    elf, linux/amd64
          go        go1.26.8
          module    example.com/app@(devel)
          package   example.com/app

        + PROVEN         file
        = CORROBORATED   build-id
            because of build-id
            next: do something
        . CLAIMED        build-info
            because of build-info
            next: do something
        ? UNDECIDED      toolchain
            because of toolchain
            next: do something
        + PROVEN         go-sum         rests on CLAIMED

        PASS (basic): nothing contradicted; proven from outside: go-sum; not proven:
          checksum-db, module-content, source, signature, provenance, sbom
        """
            .formatted("0".repeat(64));
    String actual =
        render(
            chain(State.PROVEN, State.CORROBORATED, State.CLAIMED, State.UNDECIDED, State.PROVEN));
    assertEquals(expected, actual);
    assertFits(actual);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void whatAStateDoesNotCoverIsSaidBesideEveryState(State state) {
    Link link = new Link(LinkId.GO_SUM, state, "because", "but not b", "act", null, List.of());
    String text = render(new TrustChain(List.of(link)));
    assertTrue(text.contains("\n    but not b\n"), text);
    assertEquals(state != State.PROVEN, text.contains("    because\n    but not b\n    next: act"));
  }

  @Test
  void materialsAreListedWithTheirDigests() {
    TrustReport report = Reports.hostile(new TestFacts(), chain(State.PROVEN), "dir/go.sum");
    String text = TextReport.render(report, Style.PLAIN);
    assertTrue(
        text.contains("  found     go.sum dir/go.sum\n            " + "0".repeat(64) + "\n"), text);
    assertTrue(text.contains("  set aside set aside: dir/go.sum\n"), text);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateIsAWordAndOnlyTheProvenNeedNoReason(State state) {
    String text = render(chain(State.PROVEN, state));
    assertTrue(text.contains(" " + state.name() + " "), text);
    assertEquals(state != State.PROVEN, text.contains("because of build-id"));
    assertFalse(text.toLowerCase(Locale.ROOT).contains("verified"), text);
    assertFits(text);
  }

  @Test
  void onlyWhatHoldsIsGreenAndNothingOverAContradiction() {
    for (State below : State.values()) {
      for (State above : State.values()) {
        String text =
            TextReport.render(
                Reports.of(
                    new TestFacts(),
                    new TrustChain(
                        List.of(
                            link(LinkId.BUILD_INFO, below, "why", null),
                            link(LinkId.GO_SUM, above, "why", null)))),
                (tone, word) -> "<" + tone + ">" + word);
        boolean green = line(text, "go-sum").contains("<GOOD>");
        assertEquals(above.meets(State.CORROBORATED) && below != State.CONTRADICTED, green, text);
        boolean weaker = above.isStrength() && below.graver(above) == below && below != above;
        assertEquals(weaker, line(text, "go-sum").contains("rests on " + below), text);
        assertEquals(
            above != State.CONTRADICTED && below != State.CONTRADICTED,
            text.contains("<" + Tone.GOOD + ">PASS"),
            text);
      }
    }
  }

  private static String line(String text, String id) {
    for (String line : text.split("\n")) {
      if (line.contains(id)) {
        return line;
      }
    }
    throw new AssertionError(text);
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void nothingHostilePassesAnyRenderer(String text) {
    TestFacts facts = Hostile.facts(text);
    assertFits(FactsText.render(facts.inspection(), Style.PLAIN));
    assertFits(FactsText.render(facts.inspection(facts.binary(), facts.binary()), Style.PLAIN));
    TrustChain chain =
        new TrustChain(
            List.of(
                new Link(
                    LinkId.FILE,
                    State.UNDECIDED,
                    "why: " + text,
                    "!" + text,
                    text,
                    null,
                    List.of())));
    assertFits(TextReport.render(Reports.hostile(facts, chain, text), Style.PLAIN));
  }

  @Test
  void anOptionIsNotTornFromItsValue() {
    for (int length = 40; length < 80; length++) {
      String reason = "x".repeat(length) + " then --accept stripped takes it";
      TrustChain chain = new TrustChain(List.of(link(LinkId.FILE, State.UNDECIDED, reason, null)));
      String text = render(chain);
      assertTrue(text.contains("--accept stripped"), text);
      assertFits(text);
    }
  }

  @Test
  void aHostileNameCantForgeAVerdictLine() {
    TestFacts facts = Hostile.facts("a\nPASS (basic): nothing contradicted");
    String text =
        TextReport.render(Reports.of(facts, chain(State.PROVEN, State.CONTRADICTED)), Style.PLAIN);
    for (String line : text.split("\n")) {
      assertFalse(line.startsWith("PASS"), text);
    }
  }

  @Test
  void factsInFull() {
    TestFacts facts = new TestFacts();
    facts.deps.add(TestFacts.module("a", "v1.0.0", TestFacts.H1_A));
    facts.deps.add(TestFacts.replaced("b", "v1.0.0", TestFacts.module("./b", "", "")));
    facts.notes = List.of("a note");
    String expected =
        """
        app
          sha256    %s
          size      123456 bytes
          format    elf, linux/amd64
          go        go1.26.8
          module    example.com/app@(devel)
          package   example.com/app
          build id  aaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbb/cccccccccccccccccccc/ddddd
                    ddddddddddddddd
          content   match: the bytes hash to the recorded content ID
          copies    both copies of the build info are the same
          pclntab   layout of go1.20
          linkage   executable, static, symbols, debug data
          dep       a@v1.0.0
          dep       b@v1.0.0 => ./b (no h1)
          setting   CGO_ENABLED=0
          note      a note
        """
            .formatted("0".repeat(64));
    assertEquals(expected, FactsText.render(facts.inspection(), Style.PLAIN));
  }

  @Test
  void fatFilesShowEverySlice() {
    TestFacts facts = new TestFacts();
    GoBinary first = facts.binary();
    facts.arch = "arm64";
    String text = FactsText.render(facts.inspection(first, facts.binary()), Style.PLAIN);
    assertTrue(text.contains("macho-fat, linux/amd64 and linux/arm64"), text);
    assertTrue(text.contains("  slice 2 of 2\n"), text);
  }

  @Test
  void aMillionModulesAreNotPrinted() {
    TestFacts facts = new TestFacts();
    for (int i = 0; i < 1_000_000; i++) {
      facts.deps.add(TestFacts.module("a", "v1.0.0", ""));
    }
    String text = FactsText.render(facts.inspection(), Style.PLAIN);
    assertTrue(text.contains("and 999000 more; --output json shows all"));
    assertTrue(text.length() < 100_000);
  }
}
