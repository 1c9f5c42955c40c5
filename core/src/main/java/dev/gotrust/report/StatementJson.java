package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.jsonout.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes in-toto statements of version 1 on one file. See in-toto's attestation framework, {@code
 * spec/v1/statement.md}.
 */
public final class StatementJson {
  /** What the payload of an envelope is that holds a statement. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String TYPE = "https://in-toto.io/Statement/v1";

  private StatementJson() {}

  /** Writes the members of a predicate. */
  interface Predicate {
    void write(JsonGenerator out, JsonFields fields) throws IOException;
  }

  /**
   * {@return a statement, in ASCII, without a line end; on one line where the predicate is}
   *
   * @param name what it calls the file; of a path the last part
   * @param sha256 of the file
   * @param predicateType a URI: what the predicate is
   * @param predicate a JSON object as text, which is taken as it stands
   */
  public static String render(String name, Bytes sha256, String predicateType, String predicate) {
    return StatementText.render(
            Bytes.of(
                written(name, sha256, predicateType, out -> out.writeRawValue(predicate.strip()))
                    .getBytes(StandardCharsets.UTF_8)))
        .stripTrailing();
  }

  static String render(String name, Bytes sha256, String predicateType, Predicate predicate) {
    return written(
        name,
        sha256,
        predicateType,
        out -> {
          out.writeStartObject();
          predicate.write(out, new JsonFields(out));
          out.writeEndObject();
        });
  }

  private interface Value {
    void write(JsonGenerator out) throws IOException;
  }

  private static String written(String name, Bytes sha256, String predicateType, Value predicate) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      JsonGenerator out = JsonDocument.begin(bytes, JsonLayout.LINE);
      out.writeStartObject();
      out.writeStringField("_type", TYPE);
      out.writeArrayFieldStart("subject");
      out.writeStartObject();
      out.writeStringField("name", SummaryAbout.fileName(name));
      out.writeObjectFieldStart("digest");
      out.writeStringField("sha256", sha256.hex());
      out.writeEndObject();
      out.writeEndObject();
      out.writeEndArray();
      out.writeStringField("predicateType", JsonOutput.valid(predicateType));
      out.writeFieldName("predicate");
      predicate.write(out);
      out.writeEndObject();
      JsonDocument.end(out);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
