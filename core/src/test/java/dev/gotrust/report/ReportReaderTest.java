package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.TestFacts;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.TrustChain;
import dev.gotrust.json.JsonException;
import dev.gotrust.report.ReportDocument.Judged;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportReaderTest {
  private static String document(JsonLayout layout) {
    Link link = new Link(LinkId.FILE, State.PROVEN, "so", null, null, List.of());
    return TrustJson.render(Reports.of(new TestFacts(), new TrustChain(List.of(link))), layout);
  }

  private static List<ReportDocument> read(String text) throws JsonException, IOException {
    List<ReportDocument> all = new ArrayList<>();
    ReportReader.read(
        "r.json",
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        (document, json) -> all.add(document));
    return all;
  }

  private static String problem(String text) {
    return assertThrows(JsonException.class, () -> read(text)).getMessage();
  }

  @Test
  void oneDocumentOrOneALine() throws Exception {
    String line = document(JsonLayout.LINE);
    String indented = document(JsonLayout.INDENTED);
    List<ReportDocument> one = read(line);
    assertEquals(one, read(indented));
    assertEquals(one, read(indented.replace("\n", "\r\n")));
    assertEquals(one, read("\n\n" + line.strip()));
    String refused =
        "{\"file\":\"x\",\"error\":{\"kind\":\"brand-new\",\"message\":\"m\",\"offset\":4}}\n";
    List<ReportDocument> three = read(line + refused + "\n" + line);
    assertEquals(3, three.size());
    assertEquals(one.get(0), three.get(2));
    assertEquals("brand-new", ((ReportDocument.Refused) three.get(1)).kind());
  }

  @Test
  void whatNewerVersionsWriteIsPassedOver() throws Exception {
    String text = document(JsonLayout.LINE).replace("\"state\":", "\"new\":{\"a\":[1]},\"state\":");
    assertEquals(read(document(JsonLayout.LINE)), read(text));
    Judged other = (Judged) read(text.replace("\"id\":\"file\"", "\"id\":\"moon\"")).get(0);
    assertEquals("moon", other.links().get(0).id());
    for (ReportFormat format : ReportFormat.values()) {
      RunEnd end = new RunEnd(0, "1", List.of());
      assertTrue(!FormatsTest.render(format, end, other).isEmpty());
    }
    assertTrue(TextReport.render(other, Style.PLAIN).contains("moon"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"verdict\":\"PASS\" | \"verdict\":\"GOOD\" | verdict: one of PASS, FAIL, INCOMPLETE was",
        "\"state\":\"PROVEN\" | \"state\":\"proven\" | links[0].state: one of PROVEN",
        "\"state\":\"PROVEN\" | \"state\":null | links[0]: \"state\" was expected",
        "\"id\":\"file\" | \"id\":\"<b>\" | links[0].id: a word of lower-case",
        "\"size\":123456 | \"size\":-1 | artifact.size: a number that is not negative",
        "\"size\":123456 | \"size\":1.5 | artifact.size: a whole number",
        "\"sha256\":\"00 | \"sha256\":\"zz | artifact.sha256: a SHA-256",
        "\"outsideRoot\":false | \"outsideRoot\":0 | outsideRoot: true or false",
        "trust-report/v1 | trust-report/v2 | schema: gotrust.dev/trust-report/v1 was expected",
        "\"schema\" | \"skema\" | \"schema\" was expected to be",
        "\"restsOn\":[] | \"restsOn\":[\"<img src=x>\"] | links[0].restsOn[0]: a word of",
        "\"proven\":[] | \"proven\":[\"<b>\"] | proven[0]: a word of lower-case",
        "\"accepted\":[] | \"accepted\":[\"a b\"] | policy.accepted[0]: a word of lower-case",
        "\"schema\" | \"judgedAt\":\"today\",\"schema\" | judgedAt: an instant in UTC",
        "\"materials\":[] | \"materials\":[{\"kind\":\"k\",\"location\":\"l\",\"origin\":\"x\"}] |"
            + " materials[0].origin: given or found was expected",
      })
  void whatIsWrongIsNamed(String from, String to, String message) {
    String good = document(JsonLayout.LINE);
    assertTrue(good.contains(from), good);
    String problem = problem(good + good.replace(from, to));
    assertTrue(problem.startsWith("r.json, line 2"), problem);
    assertTrue(problem.contains(message), problem);
  }

  @Test
  void whatIsNoReportIsRefused() {
    assertTrue(problem("").contains("the file is empty"));
    assertTrue(problem(" \n\n").contains("the file is empty"));
    assertTrue(problem("[]").contains("an object was expected"));
    assertTrue(problem("{\n}\n").contains("\"schema\" was expected"));
    assertTrue(problem("{\n").startsWith("r.json"));
    assertTrue(problem("{}\n{}").startsWith("r.json, line 1"));
    assertTrue(problem("{\"a\":1,\"a\":2}").contains("Duplicate"));
    String none =
        document(JsonLayout.LINE)
            .replaceFirst("\"links\":\\[.*?\\],\"policy", "\"links\":[],\"policy");
    assertTrue(problem(none).contains("\"links\" was expected to hold"), problem(none));
  }

  /** Endless input is read up to the cap, on one line and on many. */
  @Test
  void theCapHolds() {
    for (int fill : new int[] {'x', '\n'}) {
      InputStream endless =
          new InputStream() {
            private long read;

            @Override
            public int read() {
              if (++read > 3L * Limits.REPORT_BYTES) {
                throw new AssertionError("read on and on");
              }
              return read == 1 ? '{' : read == 2 ? '\n' : read % 2 == 0 ? 'x' : fill;
            }
          };
      String message =
          assertThrows(
                  JsonException.class, () -> ReportReader.read("r.json", endless, (d, j) -> {}))
              .getMessage();
      assertTrue(message.contains("more than the " + Limits.REPORT_BYTES + " bytes"), message);
    }
  }
}
