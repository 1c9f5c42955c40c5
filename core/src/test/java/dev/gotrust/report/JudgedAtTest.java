package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.TestFacts;
import dev.gotrust.VerificationRequest;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.chain.Verdict;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.Material;
import dev.gotrust.policy.CertifiedGo;
import dev.gotrust.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time of judgement is in a report only where a date was held against it. */
final class JudgedAtTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00.987Z");

  @TempDir Path directory;

  private TrustReport judge(String list) throws Exception {
    CertifiedGo certified = CertifiedGo.parse("go.txt", list.getBytes(StandardCharsets.UTF_8));
    Policy policy = Policy.builder().certifiedGo(certified, InstantSource.fixed(NOW)).build();
    Path file = Fixtures.writeTo(directory, "hello");
    Judgement judgement = GoTrust.verify(VerificationRequest.of(file).policy(policy).build());
    return ((Judgement.Judged) judgement).report();
  }

  @Test
  void whereALineHasADateTheTimeIsSaid() throws Exception {
    TrustReport report = judge("<1.99 until 2026-11-26");
    assertEquals(Verdict.PASS, report.outcome().verdict());
    assertEquals(NOW, report.judgedAt());
    String text = TextReport.render(report, Style.PLAIN);
    assertTrue(text.contains("\n  judged at 2026-11-26T12:00:00Z\n"), text);
    JsonNode document = new ObjectMapper().readTree(TrustJson.render(report));
    assertEquals("2026-11-26T12:00:00Z", document.path("judgedAt").asText());
    assertEquals(Verdict.FAIL, judge("<1.99 until 2026-11-25").outcome().verdict());
  }

  @Test
  void elseTheReportDoesNotDependOnIt() throws Exception {
    TrustReport report = judge("<1.99");
    assertNull(report.judgedAt());
    assertFalse(TextReport.render(report, Style.PLAIN).contains("judged at"));
    assertFalse(TrustJson.render(report).contains("judgedAt"));
  }

  @Test
  void theListIsAmongTheMaterials() throws Exception {
    Material material = judge("<1.99").materials().get(0);
    assertEquals("certified-go", material.kind());
    assertEquals("go.txt", material.location());
    assertEquals("given", material.origin());
    assertEquals(64, material.sha256().hex().length());
  }

  @Test
  void theSchemaKnowsTheTime() {
    Link file = new Link(LinkId.FILE, State.PROVEN, "why", null, null, List.of());
    TrustReport plain = Reports.of(new TestFacts(), new TrustChain(List.of(file)));
    TrustReport timed =
        new TrustReport(
            plain.facts(), plain.chain(), plain.outcome(), List.of(), List.of(), NOW, "0.1.0");
    JsonNode document =
        Schemas.valid("trust-report.schema.json", layout -> TrustJson.render(timed, layout));
    assertEquals("2026-11-26T12:00:00Z", document.path("judgedAt").asText());
  }
}
