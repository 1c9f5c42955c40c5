package dev.gotrust.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.GoTrust;
import dev.gotrust.Judgement;
import dev.gotrust.VerificationRequest;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.json.JsonReader;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.report.ReportDocument.Judged;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies and their exceptions in every form of a report, stored ones too. */
final class PolicyReportTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
  private static final String POLICY =
      """
      schema: gotrust.dev/policy/v1
      name: acme
      settings:
        required: {CGO_ENABLED: "1"}
        allowed: {GOARCH: [arm64]}
      modules:
        deny:
          - {module: github.com/mitchellh, reason: "\\u00e9 why"}
      exceptions:
        - {excuse: setting, of: CGO_ENABLED, reason: soon, until: 2026-11-26}
        - {excuse: setting, of: GOARCH, reason: late, until: 2026-11-25}
        - {excuse: tree, reason: never, until: 2026-11-26}
      """;

  @TempDir Path directory;

  private TrustReport report() throws Exception {
    Path file = Fixtures.writeTo(directory, "hello");
    VerificationRequest request =
        VerificationRequest.of(file)
            .name("hello")
            .policy(Policy.builder().clock(CLOCK).build())
            .policyDocument(document())
            .build();
    return ((Judgement.Judged) GoTrust.verify(request)).report();
  }

  private static PolicyDocument document() throws Exception {
    return PolicyDocument.parse("p.yaml", POLICY.getBytes(UTF_8));
  }

  @Test
  void theDocumentIsValidAndIsReadAsItWasWritten() throws Exception {
    TrustReport report = report();
    String json = TrustJson.render(report);
    assertEquals(List.of(), Schemas.errors("trust-report.schema.json", json));
    Judged judged =
        (Judged) ReportReader.document(JsonReader.read("report.json", json.getBytes(UTF_8)));
    assertEquals(ReportDocuments.of(report), judged);
    assertEquals(document().sha256().hex(), judged.policy().sha256());
    assertEquals("2026-11-26T12:00:00Z", judged.judgedAt());
    assertEquals(3, judged.policy().exceptions().size());
  }

  @Test
  void everyExceptionStandsInTheTextWithWhatCameOfIt() throws Exception {
    String text = TextReport.render(report(), Style.PLAIN).replaceAll("\\s+", " ");
    for (String part :
        List.of(
            "exception setting of CGO_ENABLED until 2026-11-26, in use: soon",
            "exception setting of GOARCH, expired after 2026-11-25 and counts no more: late",
            "exception tree until 2026-11-26, not needed: never",
            "FAIL (acme): nothing contradicted; settings have GOARCH=amd64",
            "excepted until 2026-11-26: settings do not meet CGO_ENABLED=1")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
  }

  @Test
  void aStoredReportIsExplainedDemandByDemand() throws Exception {
    Judged judged = ReportDocuments.of(report());
    String text =
        PolicyText.explain(judged, document(), Policy.basic(), CLOCK, Style.PLAIN)
            .replaceAll("\\s+", " ");
    for (String part :
        List.of(
            "- excused CGO_ENABLED must be \"1\" an exception counts until 2026-11-26: soon",
            "! fails GOARCH must be \"arm64\" settings have GOARCH=amd64",
            "! fails no module may be github.com/mitchellh: \u00e9 why packages hold")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    PolicyDocument other =
        PolicyDocument.parse("q.yaml", (POLICY + "tree: clean\n").getBytes(UTF_8));
    String untold =
        PolicyText.explain(judged, other, Policy.basic(), CLOCK, Style.PLAIN)
            .replaceAll("\\s+", " ");
    assertTrue(untold.contains("judged by acme, another policy"), untold);
    assertTrue(untold.contains("? untold GOARCH must be \"arm64\""), untold);
  }
}
