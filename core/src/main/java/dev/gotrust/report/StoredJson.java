package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.jsonout.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a document that was read: with every key, those that this version does not know too. */
public final class StoredJson {
  private StoredJson() {}

  /**
   * Writes the document, in ASCII, with a line end.
   *
   * @param out takes the document; stays open and is not flushed
   * @param json what was read
   * @param layout on how many lines
   * @throws IOException if {@code out} can't be written to
   */
  public static void write(OutputStream out, JsonNode json, JsonLayout layout) throws IOException {
    JsonGenerator generator = JsonDocument.begin(out, layout);
    try {
      copy(generator, json);
    } catch (JsonException impossible) {
      throw new IllegalStateException("asked for what it is", impossible);
    }
    JsonDocument.end(generator);
  }

  private static void copy(JsonGenerator out, JsonNode json) throws IOException, JsonException {
    if (json.isObject()) {
      out.writeStartObject();
      for (String field : json.fields()) {
        out.writeFieldName(JsonOutput.valid(field));
        JsonNode member = json.find(field);
        if (member == null) {
          out.writeNull();
        } else {
          copy(out, member);
        }
      }
      out.writeEndObject();
    } else if (json.isArray()) {
      out.writeStartArray();
      for (JsonNode element : json.elements()) {
        copy(out, element);
      }
      out.writeEndArray();
    } else if (json.isText()) {
      out.writeString(JsonOutput.valid(json.text()));
    } else if (json.isNumber()) {
      out.writeNumber(json.digits());
    } else if (json.isNull()) {
      out.writeNull();
    } else {
      out.writeBoolean(json.flag());
    }
  }
}
