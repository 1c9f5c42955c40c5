package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds documents against the published schemas. */
final class Schemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Schemas() {}

  /** Writes a document. */
  interface Writer {
    void write(JsonGenerator out) throws IOException;
  }

  /** Returns the document, which is valid, ASCII, and the same on one line and on several. */
  static JsonNode valid(String schema, Writer writer) {
    try {
      String pretty = text(writer, true);
      String compact = text(writer, false);
      assertEquals(-1, compact.indexOf('\n'), "one line");
      JsonNode document = MAPPER.readTree(pretty);
      assertEquals(document, MAPPER.readTree(compact));
      assertEquals(List.of(), errors(schema, compact), compact);
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Error> errors(String schema, String document) throws IOException {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema compiled =
        registry.getSchema(Files.readString(Path.of("..", "specs", schema)), InputFormat.JSON);
    return compiled.validate(document, InputFormat.JSON);
  }

  private static String text(Writer writer, boolean pretty) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      if (pretty) {
        generator.useDefaultPrettyPrinter();
      }
      writer.write(generator);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && (c < ' ' || c > '~')) {
        throw new AssertionError("U+" + Integer.toHexString(c) + " in " + text);
      }
    }
    return text;
  }
}
