package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.jsonout.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;

/** A report's JSON document, in the layout that was asked for. */
final class JsonDocument {
  private JsonDocument() {}

  /**
   * Begins a document; whoever asks for it writes its object and then calls {@link #end}. The
   * stream stays open and is not flushed.
   */
  static JsonGenerator begin(OutputStream out, JsonLayout layout) throws IOException {
    return JsonOutput.begin(out, layout == JsonLayout.INDENTED);
  }

  /** Ends a document with a line end; only this hands over the last of its bytes. */
  static void end(JsonGenerator document) throws IOException {
    JsonOutput.end(document);
  }
}
