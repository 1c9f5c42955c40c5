package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotrust.TestFacts;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.facts.Refusal;
import dev.gotrust.policy.Policy;
import dev.gotrust.report.ReportCheck.Line;
import dev.gotrust.report.ReportCheck.Outcome;
import dev.gotrust.report.ReportDocument.Artifact;
import dev.gotrust.report.ReportDocument.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportCheckTest {
  private static Judged report(State goSum) {
    List<Link> links = new ArrayList<>();
    links.add(new Link(LinkId.FILE, State.PROVEN, "f", null, null, List.of()));
    links.add(new Link(LinkId.GO_SUM, goSum, "g", "give it", null, List.of()));
    return ReportDocuments.of(Reports.of(new TestFacts(), new TrustChain(links)));
  }

  private static Line line(List<Line> lines, String what) {
    Line found = lines.stream().filter(l -> l.what().equals(what)).findFirst().orElse(null);
    assertNotNull(found, what);
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "PROVEN, PROVEN, SAME",
    "ABSENT, ABSENT, SAME",
    "PROVEN, ABSENT, NOT_REDONE",
    "PROVEN, UNDECIDED, NOT_REDONE",
    "PROVEN, CONTRADICTED, DIFFERENT",
    "PROVEN, CORROBORATED, DIFFERENT",
    "ABSENT, PROVEN, DIFFERENT",
    "CONTRADICTED, PROVEN, DIFFERENT",
    "CONTRADICTED, ABSENT, DIFFERENT"
  })
  void links(State recorded, State now, Outcome outcome) {
    Line line = line(ReportCheck.compare(report(recorded), report(now)), "go-sum");
    assertEquals(outcome, line.outcome());
    assertEquals(recorded.name(), line.recorded());
    assertEquals(now.name(), line.now());
    assertEquals(outcome == Outcome.SAME, line.reason() == null);
  }

  @Test
  void aVerdictThatTheReportItselfBeliesIsDifferent() {
    Judged failed = report(State.CONTRADICTED);
    assertEquals(Verdict.FAIL, failed.verdict());
    assertEquals(Outcome.SAME, line(ReportCheck.compare(failed, failed), "verdict").outcome());
    Judged forged =
        new Judged(
            Verdict.PASS,
            failed.summary(),
            failed.proven(),
            false,
            failed.artifact(),
            failed.links(),
            failed.policy(),
            List.of(),
            List.of(),
            null,
            "1");
    assertEquals(Outcome.DIFFERENT, line(ReportCheck.compare(forged, failed), "verdict").outcome());
    assertEquals(
        Outcome.DIFFERENT,
        line(ReportCheck.compare(report(State.PROVEN), failed), "go-sum").outcome());
  }

  /** A report may not leave out what is contradicted, nor say that the file is another one. */
  @Test
  void whatAReportHidesOrMakesUpIsDifferent() {
    Judged failed = report(State.CONTRADICTED);
    Judged hides = with(report(State.PROVEN), failed.artifact(), List.of(), 1);
    assertEquals(Outcome.DIFFERENT, line(ReportCheck.compare(hides, failed), "go-sum").outcome());
    Judged good = report(State.PROVEN);
    assertEquals(Outcome.SAME, outcome(good, good));
    assertEquals(Outcome.SAME, outcome(with(good, good.artifact(), List.of(), 1), good));
    Artifact is = good.artifact();
    Artifact other =
        new Artifact(
            is.file(),
            is.target(),
            is.sha256(),
            is.size(),
            is.format(),
            is.os(),
            is.arch(),
            is.goVersion(),
            is.path(),
            is.module(),
            "v9.9.9");
    Line version = line(ReportCheck.compare(with(good, other, List.of(), 2), good), "version");
    assertEquals(Outcome.DIFFERENT, version.outcome());
    assertEquals("v9.9.9", version.recorded());
    Judged bare = report(State.ABSENT);
    List<Line> boasts = ReportCheck.compare(with(bare, is, List.of("signature"), 2), bare);
    assertEquals(Outcome.DIFFERENT, line(boasts, "proven").outcome());
    assertEquals(Outcome.DIFFERENT, line(boasts, "outsideRoot").outcome());
  }

  private static Outcome outcome(Judged before, Judged after) {
    return new ReportCheck("r", "f", ReportCheck.compare(before, after), null).outcome();
  }

  private static Judged with(Judged report, Artifact artifact, List<String> proven, int links) {
    return new Judged(
        report.verdict(),
        report.summary(),
        proven,
        !proven.isEmpty(),
        artifact,
        report.links().subList(0, links),
        report.policy(),
        List.of(),
        List.of(),
        null,
        "1");
  }

  @Test
  void aVerdictOfOtherRequirementsIsNotCompared() {
    TrustChain chain =
        new TrustChain(List.of(new Link(LinkId.GO_SUM, State.ABSENT, "g", null, null, List.of())));
    Policy policy = Policy.builder().require(LinkId.GO_SUM).build();
    Judged asked =
        ReportDocuments.of(Reports.of(new TestFacts().inspection(), chain, policy, Map.of()));
    Judged plain = ReportDocuments.of(Reports.of(new TestFacts(), chain));
    Line verdict = line(ReportCheck.compare(asked, plain), "verdict");
    assertEquals(Outcome.NOT_REDONE, verdict.outcome());
    assertTrue(verdict.reason().contains("options"));
  }

  @Test
  void refusalsAndBytes() {
    ReportDocument refused =
        ReportDocuments.of(new Refusal("x", null, null, null, Refusal.Kind.NOT_GO, "no Go", -1));
    assertEquals(Outcome.SAME, ReportCheck.compare(refused, refused).get(0).outcome());
    assertEquals(
        Outcome.DIFFERENT, ReportCheck.compare(report(State.ABSENT), refused).get(0).outcome());
    assertEquals(
        Outcome.DIFFERENT, ReportCheck.compare(refused, report(State.ABSENT)).get(0).outcome());
    assertEquals(Outcome.SAME, ReportCheck.bytes("a", "00", "00", null).outcome());
    assertEquals(Outcome.DIFFERENT, ReportCheck.bytes("a", "00", "01", null).outcome());
    assertEquals(Outcome.NOT_REDONE, ReportCheck.bytes("a", "00", null, "gone").outcome());
  }

  @Test
  void hostileTextInTextAndJson() {
    for (String text : Hostile.TEXTS) {
      List<Line> lines = new ArrayList<>();
      for (Outcome outcome : Outcome.values()) {
        lines.add(new Line("w" + text, outcome, text, text, "r" + text));
        lines.add(new Line("w", outcome, null, null, null));
      }
      ReportCheck check = new ReportCheck(text, text, lines, text);
      TextTest.assertFits(ReportCheckText.render(check, Style.PLAIN));
      JsonNode json =
          Schemas.written(
              "report-check.schema.json",
              (out, layout) -> ReportCheckText.write(out, check, layout));
      assertEquals("different", json.get("outcome").asText());
    }
    ReportCheck none = new ReportCheck("r", "f", List.of(), null);
    assertEquals(Outcome.SAME, none.outcome());
  }
}
