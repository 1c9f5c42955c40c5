package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.LinkId;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.Shortfall.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0 (OASIS Standard, errata 01): a rule for each link, a result for each thing that keeps
 * a verdict from PASS, an artifact for each file. Results go out as they come.
 */
final class SarifReport implements ReportWriter {
  private static final String NOT_ANALYSED = "not-analysed";
  private static final String FINGERPRINT = "gotrust/v1";

  private final JsonGenerator out;
  private final List<Artifact> artifacts = new ArrayList<>();
  private boolean begun;

  /** What stands of a file behind the results. */
  private record Artifact(
      String uri, @Nullable Long size, @Nullable String sha256, String verdict, String summary) {}

  SarifReport(OutputStream stream) {
    try {
      out = JsonDocument.begin(stream, JsonLayout.INDENTED);
    } catch (IOException impossible) {
      throw new IllegalStateException("nothing is written yet", impossible);
    }
  }

  @Override
  public void add(ReportDocument document) throws IOException {
    begin();
    int index = artifacts.size();
    String uri = FileUri.of(document.file());
    if (document instanceof Judged judged) {
      artifacts.add(artifact(uri, document, judged.verdict().name(), judged.summary()));
      for (Shortfall shortfall : Shortfall.of(judged)) {
        result(judged, shortfall, uri, index);
      }
      for (Shortfall note : Shortfall.notes(judged)) {
        result(judged, note, uri, index);
      }
    } else if (document instanceof Refused refused) {
      artifacts.add(artifact(uri, document, NOT_ANALYSED, refused.message()));
      String message = "not analysed (" + refused.kind() + "): " + refused.message();
      result(
          NOT_ANALYSED, Level.ERROR, message, refused.file() + '\n' + refused.kind(), uri, index);
    }
  }

  private static Artifact artifact(
      String uri, ReportDocument document, String verdict, String summary) {
    return new Artifact(uri, document.size(), document.sha256(), verdict, summary);
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    out.writeStartObject();
    out.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    out.writeStringField("version", "2.1.0");
    out.writeArrayFieldStart("runs");
    out.writeStartObject();
    out.writeArrayFieldStart("results");
  }

  private void result(Judged report, Shortfall shortfall, String uri, int index)
      throws IOException {
    StringBuilder message = new StringBuilder(shortfall.link());
    message.append(" is ").append(shortfall.state().name()).append(": ").append(shortfall.reason());
    if (shortfall.next() != null) {
      message.append(". Next: ").append(shortfall.next());
    }
    String identity = report.file() + '\n' + shortfall.state().name();
    result(shortfall.link(), shortfall.level(), message.toString(), identity, uri, index);
  }

  private void result(
      String rule, Level level, String message, String identity, String uri, int index)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("ruleId", rule);
    out.writeStringField("level", level.name().toLowerCase(Locale.ROOT));
    text("message", message);
    out.writeArrayFieldStart("locations");
    out.writeStartObject();
    out.writeObjectFieldStart("physicalLocation");
    out.writeObjectFieldStart("artifactLocation");
    out.writeStringField("uri", uri);
    out.writeNumberField("index", index);
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndArray();
    out.writeObjectFieldStart("partialFingerprints");
    byte[] stable = (rule + '\n' + identity).getBytes(StandardCharsets.UTF_8);
    out.writeStringField(FINGERPRINT, Bytes.sha256(stable).hex());
    out.writeEndObject();
    out.writeEndObject();
  }

  private void text(String field, String message) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeStringField("text", SarifText.escape(message));
    out.writeEndObject();
  }

  @Override
  public void end(RunEnd end) throws IOException {
    begin();
    out.writeEndArray();
    out.writeArrayFieldStart("artifacts");
    for (Artifact artifact : artifacts) {
      artifact(artifact);
    }
    out.writeEndArray();
    tool(end);
    invocation(end);
    out.writeStringField("columnKind", "unicodeCodePoints");
    out.writeEndObject();
    out.writeEndArray();
    out.writeEndObject();
    JsonDocument.end(out);
  }

  private void artifact(Artifact artifact) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("location");
    out.writeStringField("uri", artifact.uri());
    out.writeEndObject();
    if (artifact.size() != null) {
      out.writeNumberField("length", artifact.size());
    }
    out.writeArrayFieldStart("roles");
    out.writeString("analysisTarget");
    out.writeEndArray();
    if (artifact.sha256() != null) {
      out.writeObjectFieldStart("hashes");
      out.writeStringField("sha-256", artifact.sha256());
      out.writeEndObject();
    }
    out.writeObjectFieldStart("properties");
    out.writeStringField("verdict", artifact.verdict());
    out.writeStringField("summary", Printable.escape(artifact.summary()));
    out.writeEndObject();
    out.writeEndObject();
  }

  private void tool(RunEnd end) throws IOException {
    out.writeObjectFieldStart("tool");
    out.writeObjectFieldStart("driver");
    out.writeStringField("name", "gotrust");
    out.writeStringField("version", Printable.escape(end.toolVersion()));
    out.writeStringField("informationUri", LinkHelp.HOME);
    out.writeArrayFieldStart("rules");
    for (LinkId link : LinkId.values()) {
      rule(link.id(), LinkHelp.of(link));
    }
    rule(NOT_ANALYSED, LinkHelp.NOT_ANALYSED);
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndObject();
  }

  private void rule(String id, LinkHelp help) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", id);
    out.writeStringField("name", name(id));
    text("shortDescription", help.question());
    text("fullDescription", help.question() + " " + help.explanation());
    out.writeStringField("helpUri", LinkHelp.HOME + "/blob/main/specs/trust-chain.md");
    out.writeObjectFieldStart("help");
    out.writeStringField(
        "text", help.question() + "\n\n" + help.explanation() + "\n\n" + help.advice());
    out.writeStringField(
        "markdown",
        "**" + help.question() + "**\n\n" + help.explanation() + "\n\n" + help.advice() + "\n");
    out.writeEndObject();
    out.writeObjectFieldStart("defaultConfiguration");
    out.writeStringField("level", "warning");
    out.writeEndObject();
    out.writeEndObject();
  }

  /** Returns an id as SARIF has names, such as {@code GoSum}. */
  private static String name(String id) {
    StringBuilder name = new StringBuilder();
    for (String word : id.split("-", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  private void invocation(RunEnd end) throws IOException {
    out.writeArrayFieldStart("invocations");
    out.writeStartObject();
    out.writeBooleanField("executionSuccessful", end.failures().isEmpty());
    out.writeNumberField("exitCode", end.exitCode());
    if (!end.failures().isEmpty()) {
      out.writeArrayFieldStart("toolExecutionNotifications");
      for (String failure : end.failures()) {
        out.writeStartObject();
        out.writeStringField("level", "error");
        text("message", failure);
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
    out.writeEndArray();
  }
}
