package dev.gotrust.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.chain.Evidence;
import dev.gotrust.jsonout.JsonOutput;
import dev.gotrust.material.Material;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that several documents have. */
final class JsonFields {
  private final JsonGenerator out;

  JsonFields(JsonGenerator out) {
    this.out = out;
  }

  void text(String name, String value) throws IOException {
    JsonOutput.text(out, name, value);
  }

  void nullable(String name, @Nullable String value) throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      text(name, value);
    }
  }

  void evidence(List<Evidence> list) throws IOException {
    out.writeArrayFieldStart("evidence");
    for (Evidence evidence : list) {
      out.writeStartObject();
      text("what", evidence.what());
      nullable("expected", evidence.expected());
      nullable("actual", evidence.actual());
      text("source", evidence.source());
      if (evidence.offset() >= 0) {
        out.writeNumberField("offset", evidence.offset());
      }
      if (evidence.length() >= 0) {
        out.writeNumberField("length", evidence.length());
      }
      if (evidence.state() != null) {
        text("state", evidence.state().name());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  void material(Material material) throws IOException {
    out.writeStartObject();
    text("kind", material.kind());
    text("location", material.location());
    out.writeStringField("sha256", material.sha256().hex());
    text("origin", material.origin());
    out.writeEndObject();
  }

  void tool(String version) throws IOException {
    out.writeObjectFieldStart("tool");
    out.writeStringField("name", "gotrust");
    text("version", version);
    out.writeEndObject();
  }
}
