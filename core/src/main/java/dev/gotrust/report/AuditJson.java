package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.rollback.Acceptance;
import dev.gotrust.rollback.Entry;
import dev.gotrust.rollback.StateReading.Broken;
import dev.gotrust.rollback.StateReading.Intact;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The document that {@code audit verify} and {@code audit list} print with {@code json}. */
public final class AuditJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/audit-report/v1";

  private final JsonGenerator document;
  private final JsonFields fields;

  private AuditJson(JsonGenerator document) {
    this.document = document;
    this.fields = new JsonFields(document);
  }

  /**
   * Writes one document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param report what was found
   * @param all whether its lines are listed
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, AuditReport report, boolean all, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    document.writeStartObject();
    new AuditJson(document).write(report, all);
    document.writeEndObject();
    JsonDocument.end(document);
  }

  private void write(AuditReport report, boolean all) throws IOException {
    document.writeStringField("schema", SCHEMA);
    fields.text("file", report.file());
    document.writeBooleanField("intact", report.isIntact());
    fields.nullable("known", report.known() == null ? null : report.known().hex());
    if (report.reading() instanceof Intact intact) {
      document.writeNumberField("lines", intact.entries().size());
      document.writeStringField("head", intact.last().hash().hex());
      document.writeStringField("sha256", intact.sha256().hex());
      document.writeNumberField("unacknowledged", intact.unacknowledged());
      document.writeNumberField("torn", intact.torn());
      document.writeNullField("fault");
      if (all) {
        entries(intact);
      }
    } else {
      fault((Broken) report.reading());
    }
    fields.tool(report.toolVersion());
  }

  private void fault(Broken broken) throws IOException {
    document.writeObjectFieldStart("fault");
    document.writeStringField("kind", broken.fault().id());
    document.writeNumberField("line", broken.line());
    fields.text("reason", broken.reason());
    fields.text("next", broken.next());
    document.writeEndObject();
  }

  private void entries(Intact intact) throws IOException {
    document.writeArrayFieldStart("entries");
    for (Entry entry : intact.entries()) {
      document.writeStartObject();
      document.writeNumberField("line", entry.line());
      document.writeStringField("time", entry.time().toString());
      document.writeStringField("entry", entry.kind().id());
      if (entry.acceptance() != null) {
        program(entry.acceptance());
      }
      if (entry.reason() != null) {
        fields.text("reason", entry.reason());
      }
      document.writeStringField("hash", entry.hash().hex());
      document.writeBooleanField("signed", entry.signature() != null);
      document.writeEndObject();
    }
    document.writeEndArray();
  }

  private void program(Acceptance program) throws IOException {
    fields.text("channel", program.channel());
    fields.text("module", program.module());
    fields.text("package", program.path());
    fields.text("platform", program.platform());
    fields.text("variant", program.variant());
    fields.text("version", program.version());
    fields.nullable("commitTime", text(program.commitTime()));
    fields.nullable("logTime", text(program.logTime()));
    document.writeStringField("sha256", program.sha256().hex());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
