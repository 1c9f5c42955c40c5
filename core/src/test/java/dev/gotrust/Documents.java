package dev.gotrust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotrust.facts.Reading;
import dev.gotrust.report.FactsJson;
import java.io.IOException;
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
    return parse(FactsJson.render(reading));
  }

  static List<String> sorted(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    texts.sort(null);
    return texts;
  }
}
