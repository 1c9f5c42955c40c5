package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.chain.ModuleProblem;
import dev.gotrust.chain.ModuleRow;
import dev.gotrust.chain.ModulesOutcome;
import dev.gotrust.chain.ModulesOutcome.Unchecked;
import dev.gotrust.material.Material;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The document that {@code modules verify --output json} prints; see {@code
 * specs/modules-report.md}.
 */
public final class ModulesJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/modules-report/v1";

  private final JsonGenerator out;
  private final JsonFields fields;

  private ModulesJson(JsonGenerator out) {
    this.out = out;
    this.fields = new JsonFields(out);
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
    fields.text("summary", outcome.line());
    fields.text("goMod", report.goMod());
    fields.text("moduleCache", report.moduleCache());
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
    fields.tool(report.toolVersion());
    out.writeEndObject();
  }

  private void problem(ModuleProblem problem) throws IOException {
    out.writeStartObject();
    out.writeStringField("verdict", problem.verdict().name());
    fields.text("place", problem.place());
    fields.text("what", problem.what());
    fields.nullable("expected", problem.expected());
    fields.nullable("found", problem.found());
    fields.text("next", problem.next());
    out.writeEndObject();
  }

  private void row(ModuleRow row) throws IOException {
    out.writeStartObject();
    fields.text("path", row.path());
    fields.text("version", row.version());
    fields.nullable("replacement", row.replacement().isEmpty() ? null : row.replacement());
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
    fields.text("what", each.what());
    fields.text("reason", each.reason());
    out.writeBooleanField("counts", each.counts());
    out.writeEndObject();
  }

  private void materials(ModulesReport report) throws IOException {
    out.writeArrayFieldStart("materials");
    for (Material material : report.materials()) {
      out.writeStartObject();
      fields.text("kind", material.kind());
      fields.text("location", material.location());
      out.writeStringField("sha256", material.sha256().hex());
      fields.text("origin", material.origin());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
