package dev.gotrust.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;

/** How JSON documents are written: on one line or indented, with a line end. */
public final class Json {
  private Json() {}

  /** Writes one document. */
  public interface Document {
    /** Writes it. */
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * Writes a document.
   *
   * @param out where to; stays open and is not flushed
   * @param pretty whether it may take several lines
   * @throws IOException if the stream does
   */
  public static void write(OutputStream out, boolean pretty, Document document) throws IOException {
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      if (pretty) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators =
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        generator.setPrettyPrinter(printer);
      }
      document.write(generator);
      generator.writeRaw('\n');
    }
  }
}
