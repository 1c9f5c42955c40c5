package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.jsonout.JsonOutput;
import dev.gotrust.material.Material;
import dev.gotrust.policy.Exemption;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.policy.PolicyOutcome.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The document that {@code verify --output json} prints; see {@code specs/report.md}. */
public final class TrustJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/trust-report/v1";

  private final JsonGenerator out;
  private final JsonFields fields;

  private TrustJson(JsonGenerator out) {
    this.out = out;
    this.fields = new JsonFields(out);
  }

  /**
   * {@return the document, in ASCII, indented, with a line end}
   *
   * @param report what was judged
   */
  public static String render(TrustReport report) {
    return render(report, JsonLayout.INDENTED);
  }

  /**
   * {@return the document, in ASCII, with a line end}
   *
   * @param report what was judged
   * @param layout on how many lines
   */
  public static String render(TrustReport report, JsonLayout layout) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out, report, layout);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  /**
   * Writes one document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param report what was judged
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, TrustReport report, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    new TrustJson(document).report(report);
    JsonDocument.end(document);
  }

  private void report(TrustReport report) throws IOException {
    PolicyOutcome outcome = report.outcome();
    out.writeStartObject();
    out.writeStringField("schema", SCHEMA);
    out.writeStringField("verdict", outcome.verdict().name());
    fields.text("summary", outcome.line());
    out.writeArrayFieldStart("proven");
    for (LinkId link : outcome.proven()) {
      out.writeString(link.id());
    }
    out.writeEndArray();
    out.writeBooleanField("outsideRoot", outcome.outsideRoot());
    artifact(report.facts());
    out.writeArrayFieldStart("links");
    for (Link link : report.chain().links()) {
      link(report, link);
    }
    out.writeEndArray();
    policy(outcome);
    materials(report);
    if (report.judgedAt() != null) {
      fields.text("judgedAt", report.judgedAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    fields.tool(report.toolVersion());
    out.writeEndObject();
  }

  private void artifact(Inspection facts) throws IOException {
    GoBinary first = facts.first();
    BuildInfo info = first.buildInfo();
    out.writeObjectFieldStart("artifact");
    fields.text("file", facts.name());
    if (facts.target() != null) {
      fields.text("target", facts.target());
    }
    out.writeStringField("sha256", facts.sha256().hex());
    out.writeNumberField("size", facts.size());
    fields.text("format", facts.format().id());
    fields.text("os", first.os());
    fields.text("arch", first.arch());
    fields.nullable("goVersion", info == null ? null : info.goVersion());
    fields.nullable("path", info == null ? null : info.path());
    fields.nullable("module", info == null || info.main() == null ? null : info.main().path());
    fields.nullable("version", info == null || info.main() == null ? null : info.main().version());
    out.writeEndObject();
  }

  private void link(TrustReport report, Link link) throws IOException {
    State required = report.outcome().required().get(link.id());
    out.writeStartObject();
    out.writeStringField("id", link.id().id());
    out.writeStringField("state", link.state().name());
    fields.nullable("required", required == null ? null : required.name());
    fields.text("reason", link.reason());
    fields.nullable("remark", link.remark());
    fields.nullable("next", link.next());
    fields.nullable("change", link.change() == null ? null : link.change().id());
    out.writeArrayFieldStart("restsOn");
    for (LinkId below : link.id().restsOn()) {
      if (report.chain().link(below) != null) {
        out.writeString(below.id());
      }
    }
    out.writeEndArray();
    out.writeStringField("basis", report.chain().basis(link.id()).name());
    fields.evidence(link.evidence());
    out.writeEndObject();
  }

  private void policy(PolicyOutcome outcome) throws IOException {
    out.writeObjectFieldStart("policy");
    fields.text("name", outcome.policy());
    fields.nullable("sha256", outcome.sha256() == null ? null : outcome.sha256().hex());
    out.writeArrayFieldStart("accepted");
    for (Change change : outcome.accepted()) {
      out.writeString(change.id());
    }
    out.writeEndArray();
    out.writeArrayFieldStart("violations");
    for (Violation violation : outcome.violations()) {
      out.writeStartObject();
      out.writeStringField("link", violation.link().id());
      State required = violation.required();
      fields.nullable("required", required == null ? null : required.name());
      out.writeStringField("actual", violation.actual().name());
      fields.text("reason", violation.reason());
      out.writeBooleanField("unreachable", violation.unreachable());
      out.writeBooleanField("fails", violation.fails());
      out.writeStringField("rule", violation.rule().id());
      fields.text("subject", violation.subject());
      out.writeEndObject();
    }
    out.writeEndArray();
    exceptions(outcome);
    out.writeEndObject();
  }

  private void exceptions(PolicyOutcome outcome) throws IOException {
    out.writeArrayFieldStart("exceptions");
    for (Exemption.Use use : outcome.exemptions()) {
      Exemption exemption = use.exemption();
      out.writeStartObject();
      out.writeStringField("rule", exemption.rule().id());
      fields.text("subject", exemption.subject());
      fields.text("reason", exemption.reason());
      out.writeStringField("until", exemption.until().toString());
      fields.text("place", exemption.place());
      out.writeStringField("standing", use.standing().name().toLowerCase(Locale.ROOT));
      out.writeArrayFieldStart("excused");
      for (String excused : use.excused()) {
        out.writeString(JsonOutput.valid(excused));
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void materials(TrustReport report) throws IOException {
    out.writeArrayFieldStart("materials");
    for (Material material : report.materials()) {
      fields.material(material);
    }
    out.writeEndArray();
    if (!report.setAside().isEmpty()) {
      out.writeArrayFieldStart("setAside");
      for (String sentence : report.setAside()) {
        out.writeString(JsonOutput.valid(sentence));
      }
      out.writeEndArray();
    }
  }
}
