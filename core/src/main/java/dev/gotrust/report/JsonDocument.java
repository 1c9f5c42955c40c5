package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;

/** How JSON documents are written: in ASCII, on one line or indented, with a line end. */
final class JsonDocument {
  private JsonDocument() {}

  /**
   * Begins a document; whoever asks for it writes its object and then calls {@link #end}. The
   * stream stays open and is not flushed.
   */
  static JsonGenerator begin(OutputStream out, JsonLayout layout) throws IOException {
    JsonGenerator generator = new JsonFactory().createGenerator(out);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    if (layout == JsonLayout.INDENTED) {
      generator.setPrettyPrinter(indented());
    }
    JsonText.guard(generator);
    return generator;
  }

  private static DefaultPrettyPrinter indented() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return printer;
  }

  /** Ends a document with a line end; only this hands over the last of its bytes. */
  static void end(JsonGenerator document) throws IOException {
    document.writeRaw('\n');
    document.close();
  }
}
