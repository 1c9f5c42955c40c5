package dev.gotrust.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds documents against the published schemas. */
final class Schemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Schemas() {}

  /** Renders a document. */
  interface Document {
    String render(JsonLayout layout);
  }

  /** Returns the document, which is valid, ASCII, and the same on one line and on several. */
  static JsonNode valid(String schema, Document document) {
    try {
      String pretty = ascii(document.render(JsonLayout.INDENTED));
      String compact = ascii(document.render(JsonLayout.LINE));
      assertEquals(compact.length() - 1, compact.indexOf('\n'), "one line");
      JsonNode tree = MAPPER.readTree(pretty);
      assertEquals(tree, MAPPER.readTree(compact));
      assertEquals(List.of(), errors(schema, compact), compact);
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a document. */
  interface Writer {
    void write(OutputStream out, JsonLayout layout) throws IOException;
  }

  /** As {@link #valid}, of what writes to a stream. */
  static JsonNode written(String schema, Writer writer) {
    return valid(
        schema,
        layout -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try {
            writer.write(out, layout);
          } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
          }
          return out.toString(StandardCharsets.US_ASCII);
        });
  }

  static List<Error> errors(String schema, String document) throws IOException {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Schema compiled =
        registry.getSchema(Files.readString(Path.of("..", "specs", schema)), InputFormat.JSON);
    return compiled.validate(document, InputFormat.JSON);
  }

  private static String ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && (c < ' ' || c > '~')) {
        throw new AssertionError("U+" + Integer.toHexString(c) + " in " + text);
      }
    }
    return text;
  }
}
