package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.chain.ModuleProblem;
import dev.gotrust.chain.ModuleRow;
import dev.gotrust.chain.ModulesOutcome;
import dev.gotrust.chain.ModulesOutcome.Unchecked;
import dev.gotrust.material.Material;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The document that {@code modules verify --output json} prints; see {@code
 * specs/modules-report.md}.
 */
public final class ModulesJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/modules-report/v1";

  private final JsonGenerator out;

  private ModulesJson(JsonGenerator out) {
    this.out = out;
  }

  /**
   * {@return the document, in ASCII, with a line end}
   *
   * @param report what was judged
   * @param layout on how many lines
   */
  public static String render(ModulesReport report, JsonLayout layout) {
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
  public static void write(OutputStream out, ModulesReport report, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    new ModulesJson(document).report(report);
    JsonDocument.end(document);
  }

  private void report(ModulesReport report) throws IOException {
    ModulesOutcome outcome = report.outcome();
    out.writeStartObject();
    out.writeStringField("schema", SCHEMA);
    out.writeStringField("verdict", outcome.verdict().name());
    out.writeBooleanField("unreachable", outcome.isUnreachable());
    text("summary", outcome.line());
    text("goMod", report.goMod());
    text("moduleCache", report.moduleCache());
    out.writeArrayFieldStart("problems");
    for (ModuleProblem problem : outcome.problems()) {
      problem(problem);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("modules");
    for (ModuleRow row : outcome.rows()) {
      row(row);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("unchecked");
    for (Unchecked each : outcome.unchecked()) {
      unchecked(each);
    }
    out.writeEndArray();
    materials(report);
    out.writeObjectFieldStart("tool");
    out.writeStringField("name", "gotrust");
    text("version", report.toolVersion());
    out.writeEndObject();
    out.writeEndObject();
  }

  private void problem(ModuleProblem problem) throws IOException {
    out.writeStartObject();
    out.writeStringField("verdict", problem.verdict().name());
    text("place", problem.place());
    text("what", problem.what());
    nullable("expected", problem.expected());
    nullable("found", problem.found());
    text("next", problem.next());
    out.writeEndObject();
  }

  private void row(ModuleRow row) throws IOException {
    out.writeStartObject();
    text("path", row.path());
    text("version", row.version());
    nullable("replacement", row.replacement().isEmpty() ? null : row.replacement());
    out.writeStringField("goSum", row.goSum().name());
    out.writeStringField("zip", row.zip().name());
    out.writeStringField("directory", row.directory().name());
    out.writeStringField("vendor", row.vendor().name());
    out.writeStringField("database", row.database().name());
    out.writeBooleanField("settled", row.isSettled());
    out.writeEndObject();
  }

  private void unchecked(Unchecked each) throws IOException {
    out.writeStartObject();
    text("what", each.what());
    text("reason", each.reason());
    out.writeBooleanField("counts", each.counts());
    out.writeEndObject();
  }

  private void materials(ModulesReport report) throws IOException {
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
