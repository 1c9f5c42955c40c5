package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/** The document that {@code toolchain verify --output json} prints. */
public final class ToolchainJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/toolchain-report/v1";

  private ToolchainJson() {}

  /**
   * Writes one document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param report what was found
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, ToolchainReport report, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    JsonFields fields = new JsonFields(document);
    document.writeStartObject();
    document.writeStringField("schema", SCHEMA);
    fields.text("goroot", report.goroot());
    fields.nullable("module", report.module());
    fields.nullable("zip", report.zip());
    document.writeStringField("state", report.state().name());
    fields.text("reason", report.reason());
    fields.nullable("next", report.next());
    document.writeBooleanField("unreachable", report.unreachable());
    fields.evidence(report.evidence());
    fields.tool(report.toolVersion());
    document.writeEndObject();
    JsonDocument.end(document);
  }
}
