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

  /**
   * Begins a document; whoever asks for it writes its object and then calls {@link #end}.
   *
   * @param out where to; stays open and is not flushed
   * @param pretty whether it may take several lines
   * @return what the document is written with; only {@link #end} hands over the last of its bytes
   * @throws IOException if the stream does
   */
  public static JsonGenerator begin(OutputStream out, boolean pretty) throws IOException {
    JsonGenerator generator = new JsonFactory().createGenerator(out);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    if (pretty) {
      generator.setPrettyPrinter(indented());
    }
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

  /**
   * Ends a document with a line end.
   *
   * @param document as {@link #begin} returned it, its object complete; is closed
   * @throws IOException if the stream does
   */
  public static void end(JsonGenerator document) throws IOException {
    document.writeRaw('\n');
    document.close();
  }
}
