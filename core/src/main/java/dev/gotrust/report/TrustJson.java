package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.Link.Change;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.material.Material;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.policy.PolicyOutcome.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The document that {@code verify --output json} prints; see {@code specs/report.md}. */
public final class TrustJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/trust-report/v1";

  private final JsonGenerator out;

  private TrustJson(JsonGenerator out) {
    this.out = out;
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
    text("summary", outcome.line());
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
      text("judgedAt", report.judgedAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    out.writeObjectFieldStart("tool");
    out.writeStringField("name", "gotrust");
    text("version", report.toolVersion());
    out.writeEndObject();
    out.writeEndObject();
  }

  private void artifact(Inspection facts) throws IOException {
    GoBinary first = facts.first();
    BuildInfo info = first.buildInfo();
    out.writeObjectFieldStart("artifact");
    text("file", facts.name());
    if (facts.target() != null) {
      text("target", facts.target());
    }
    out.writeStringField("sha256", facts.sha256().hex());
    out.writeNumberField("size", facts.size());
    text("format", facts.format().id());
    text("os", first.os());
    text("arch", first.arch());
    nullable("goVersion", info == null ? null : info.goVersion());
    nullable("path", info == null ? null : info.path());
    nullable("version", info == null || info.main() == null ? null : info.main().version());
    out.writeEndObject();
  }

  private void link(TrustReport report, Link link) throws IOException {
    State required = report.outcome().required().get(link.id());
    out.writeStartObject();
    out.writeStringField("id", link.id().id());
    out.writeStringField("state", link.state().name());
    nullable("required", required == null ? null : required.name());
    text("reason", link.reason());
    nullable("remark", link.remark());
    nullable("next", link.next());
    nullable("change", link.change() == null ? null : link.change().id());
    out.writeArrayFieldStart("restsOn");
    for (LinkId below : link.id().restsOn()) {
      if (report.chain().link(below) != null) {
        out.writeString(below.id());
      }
    }
    out.writeEndArray();
    out.writeStringField("basis", report.chain().basis(link.id()).name());
    evidence(link.evidence());
    out.writeEndObject();
  }

  private void evidence(List<Evidence> list) throws IOException {
    out.writeArrayFieldStart("evidence");
    for (Evidence evidence : list) {
      out.writeStartObject();
      text("what", evidence.what());
      nullable("expected", evidence.expected());
      nullable("actual", evidence.actual());
      text("source", evidence.source());
      if (evidence.offset() >= 0) {
        out.writeNumberField("offset", evidence.offset());
      }
      if (evidence.length() >= 0) {
        out.writeNumberField("length", evidence.length());
      }
      if (evidence.state() != null) {
        text("state", evidence.state().name());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void policy(PolicyOutcome outcome) throws IOException {
    out.writeObjectFieldStart("policy");
    text("name", outcome.policy());
    out.writeNullField("sha256"); // the built-in policy is no file
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
      nullable("required", required == null ? null : required.name());
      out.writeStringField("actual", violation.actual().name());
      text("reason", violation.reason());
      out.writeBooleanField("unreachable", violation.unreachable());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void materials(TrustReport report) throws IOException {
    out.writeArrayFieldStart("materials");
    for (Material material : report.materials()) {
      out.writeStartObject();
      text("kind", material.kind());
      text("location", material.location());
      out.writeStringField("sha256", material.sha256().hex());
      text("origin", material.origin());
      out.writeEndObject();
    }
    out.writeEndArray();
    if (!report.setAside().isEmpty()) {
      out.writeArrayFieldStart("setAside");
      for (String sentence : report.setAside()) {
        out.writeString(JsonText.valid(sentence));
      }
      out.writeEndArray();
    }
  }

  private void text(String name, String value) throws IOException {
    out.writeStringField(name, JsonText.valid(value));
  }

  private void nullable(String name, @Nullable String value) throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      text(name, value);
    }
  }
}
