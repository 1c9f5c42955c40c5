package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.jsonout.JsonOutput;
import dev.gotrust.material.DatabaseAccess.Plan;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.OutputStream;

/** What {@code verify --dry-run --output json} prints. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * Writes one document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param name of the artifact
   * @param plan what would be asked
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, String name, Plan plan, JsonLayout layout)
      throws IOException {
    JsonGenerator document = JsonDocument.begin(out, layout);
    document.writeStartObject();
    document.writeStringField("file", JsonOutput.valid(name));
    list(document, "requests", plan.requests());
    list(document, "instead", plan.instead());
    document.writeArrayFieldStart("private");
    for (ModuleVersion module : plan.withheld()) {
      document.writeString(JsonOutput.valid(module.toString()));
    }
    document.writeEndArray();
    document.writeEndObject();
    JsonDocument.end(document);
  }

  private static void list(JsonGenerator document, String name, Iterable<String> texts)
      throws IOException {
    document.writeArrayFieldStart(name);
    for (String text : texts) {
      document.writeString(JsonOutput.valid(text));
    }
    document.writeEndArray();
  }
}
