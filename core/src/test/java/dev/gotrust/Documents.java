package dev.gotrust;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.facts.Reading;
import dev.gotrust.report.FactsJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Documents as trees, for tests. */
final class Documents {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Documents() {}

  static JsonNode parse(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  static JsonNode of(Reading reading) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      FactsJson.write(out, reading);
    }
    return parse(text.toString());
  }

  static List<String> sorted(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    texts.sort(null);
    return texts;
  }
}
