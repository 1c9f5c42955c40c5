package dev.gotrust.report;

import dev.gotrust.chain.Verdict;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Excused;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Lack;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.Style.Tone;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JUnit's XML as Jenkins and its like read it (junit-10.xsd of the xUnit plugin): a suite for each
 * file, a case for each link. What holds passes; what keeps the verdict from PASS fails, or is an
 * error where evidence was out of reach; everything else is skipped, for it shows nothing.
 */
final class JUnitReport implements ReportWriter {
  private final OutputStream out;
  private boolean begun;

  JUnitReport(OutputStream out) {
    this.out = out;
  }

  /** One case of a suite; without a kind it passes. */
  private record Case(String name, @Nullable String kind, String type, String message) {}

  @Override
  public void add(ReportDocument document) throws IOException {
    begin();
    if (document instanceof Judged judged) {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("sha256", judged.sha256());
      properties.put("verdict", judged.verdict().name());
      properties.put("summary", judged.summary());
      properties.put("policy", judged.policy().name());
      int number = 0;
      for (Excused exception : judged.policy().exceptions()) {
        properties.put("exception " + ++number, exception.sentence());
      }
      suite(judged.file(), cases(judged), properties, judged.judgedAt());
    } else if (document instanceof Refused refused) {
      Case failed = new Case("analysis", "error", refused.kind(), refused.message());
      suite(refused.file(), List.of(failed), Map.of(), null);
    }
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gotrust\">\n");
    }
  }

  private static List<Case> cases(Judged report) {
    List<Case> cases = new ArrayList<>();
    for (DocumentLink link : report.links()) {
      if (!Shortfall.isLacking(report, link.id())) {
        boolean holds = TextReport.tone(link.state(), link.basis()) == Tone.GOOD;
        String why = link.isOnWeakBasis() ? "rests on " + link.basis().name() + "; " : "";
        String type = link.state().name();
        cases.add(new Case(link.id(), holds ? null : "skipped", type, why + link.reason()));
      }
    }
    for (Lack lack : report.policy().violations()) {
      String kind = lack.unreachable() ? "error" : "failure";
      cases.add(new Case(lack.link(), kind, lack.actual().name(), lack.reason()));
    }
    boolean pass = report.verdict() == Verdict.PASS;
    String type = report.verdict().name();
    cases.add(new Case("verdict", pass ? null : "failure", type, report.summary()));
    return cases;
  }

  private void suite(
      String name, List<Case> cases, Map<String, String> properties, @Nullable String time)
      throws IOException {
    StringBuilder xml = new StringBuilder("  <testsuite");
    attribute(xml, "name", name.isEmpty() ? "(no name)" : name);
    attribute(xml, "tests", Integer.toString(cases.size()));
    attribute(xml, "failures", count(cases, "failure"));
    attribute(xml, "errors", count(cases, "error"));
    attribute(xml, "skipped", count(cases, "skipped"));
    if (time != null) {
      attribute(xml, "timestamp", time.endsWith("Z") ? time.substring(0, time.length() - 1) : time);
    }
    xml.append(">\n");
    properties(xml, properties);
    for (Case one : cases) {
      write(xml, name, one);
    }
    print(xml.append("  </testsuite>\n").toString());
  }

  private static void properties(StringBuilder xml, Map<String, String> properties) {
    if (properties.isEmpty()) {
      return;
    }
    xml.append("    <properties>\n");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      xml.append("      <property");
      attribute(xml, "name", property.getKey());
      attribute(xml, "value", property.getValue());
      xml.append("/>\n");
    }
    xml.append("    </properties>\n");
  }

  private static void write(StringBuilder xml, String file, Case one) {
    xml.append("    <testcase");
    attribute(xml, "name", one.name());
    attribute(xml, "classname", file.isEmpty() ? "(no name)" : file);
    if (one.kind() == null) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n      <").append(one.kind());
    attribute(xml, "type", one.type());
    attribute(xml, "message", one.type() + ": " + one.message());
    xml.append("/>\n    </testcase>\n");
  }

  private static String count(List<Case> cases, String kind) {
    return Long.toString(cases.stream().filter(one -> kind.equals(one.kind())).count());
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"").append(Markup.xml(value)).append('"');
  }

  private void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void end(RunEnd end) throws IOException {
    begin();
    if (!end.failures().isEmpty()) {
      List<Case> cases = new ArrayList<>();
      for (int i = 0; i < end.failures().size(); i++) {
        cases.add(new Case("failure " + (i + 1), "error", "internal", end.failures().get(i)));
      }
      suite("gotrust", cases, Map.of(), null);
    }
    print("</testsuites>\n");
  }
}
