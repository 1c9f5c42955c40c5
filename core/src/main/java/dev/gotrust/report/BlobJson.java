package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.chain.Link;
import dev.gotrust.material.Material;
import java.io.IOException;
import java.io.OutputStream;

/** The document that {@code verify-blob --output json} and its like print. */
public final class BlobJson {
  /** Names this layout of the document; a change that breaks readers changes it. */
  public static final String SCHEMA = "gotrust.dev/blob-report/v1";

  private BlobJson() {}

  /**
   * Writes one document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param report what was found
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, BlobReport report, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    JsonFields fields = new JsonFields(document);
    Link link = report.link();
    document.writeStartObject();
    document.writeStringField("schema", SCHEMA);
    document.writeObjectFieldStart("artifact");
    fields.text("file", report.file());
    fields.text("digest", report.digest().toString());
    if (report.size() >= 0) {
      document.writeNumberField("size", report.size());
    } else {
      document.writeNullField("size");
    }
    document.writeEndObject();
    document.writeStringField("asked", report.asked());
    document.writeStringField("state", link.state().name());
    fields.text("reason", link.reason());
    fields.nullable("remark", link.remark());
    fields.nullable("next", link.next());
    fields.evidence(link.evidence());
    document.writeArrayFieldStart("materials");
    for (Material material : report.materials()) {
      fields.material(material);
    }
    document.writeEndArray();
    fields.tool(report.toolVersion());
    document.writeEndObject();
    JsonDocument.end(document);
  }
}
