package dev.gotrust.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.TestFacts;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.facts.Refusal;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.report.ReportDocument.Judged;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as stored reports: a refusal that names the file, or reports that every format takes.
 */
@Tag("fuzz")
class ReportFuzzTest {
  static Stream<byte[]> stored() {
    List<Link> links = new ArrayList<>();
    for (LinkId id : LinkId.values()) {
      State state = State.values()[id.ordinal() % State.values().length];
      links.add(new Link(id, state, "so", "do", null, List.of(Evidence.of("w", "e", "a", "s"))));
    }
    TrustReport report = Reports.of(new TestFacts(), new TrustChain(links));
    Refusal refusal = new Refusal("x", null, null, null, Refusal.Kind.NOT_GO, "no Go", 7);
    String line = TrustJson.render(report, JsonLayout.LINE);
    return Stream.of(
            line,
            TrustJson.render(report, JsonLayout.INDENTED),
            line + FactsJson.render(refusal, JsonLayout.LINE) + line)
        .map(text -> text.getBytes(US_ASCII));
  }

  @MethodSource("stored")
  @FuzzTest
  void stored(byte[] bytes) throws IOException {
    List<ReportDocument> all = new ArrayList<>();
    try {
      ReportReader.read(
          "fuzzed",
          new ByteArrayInputStream(bytes),
          (document, json) -> {
            all.add(document);
            copies(document, json);
          });
    } catch (JsonException malformed) {
      if (!malformed.getMessage().startsWith("fuzzed")) {
        throw new AssertionError("no file named: " + malformed.getMessage());
      }
    }
    ReportDocument[] documents = all.toArray(new ReportDocument[0]);
    RunEnd end = new RunEnd(0, "1", List.of());
    for (ReportFormat format : ReportFormat.values()) {
      String text = FormatsTest.render(format, end, documents);
      if (format == ReportFormat.HTML) {
        FormatsTest.html(text);
      }
    }
    for (ReportDocument document : all) {
      if (document instanceof Judged judged) {
        TextTest.assertFits(TextReport.render(judged, Style.PLAIN));
        ReportCheck.compare(judged, judged);
      }
    }
  }

  private static void copies(ReportDocument document, JsonNode json) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    StoredJson.write(copy, json, JsonLayout.LINE);
    try {
      if (!ReportReader.document(JsonReader.read("copy", copy.toByteArray())).equals(document)) {
        throw new AssertionError("a copy says something else");
      }
    } catch (JsonException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
