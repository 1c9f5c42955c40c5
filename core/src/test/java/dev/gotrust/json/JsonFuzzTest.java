package dev.gotrust.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Limits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as JSON: values that can all be asked, or a refusal that names the document. */
@Tag("fuzz")
class JsonFuzzTest {
  static Stream<byte[]> documents() {
    return Stream.of(
            "{\"a\":[1,-2.5e3,true,false,null],\"b\":{\"c\":\"\\u0041\\n\"}}",
            "{}\n[]\n",
            "{\"a\":1,\"a\":2}",
            "[[[[[[]]]]]]",
            "\"\\ud800\"",
            "123456789012345678901234567890")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("documents")
  @FuzzTest
  void json(byte[] bytes) {
    try {
      List<JsonNode> all = JsonReader.readAll("fuzzed", bytes);
      for (JsonNode node : all) {
        walk(node, 0);
      }
    } catch (JsonException malformed) {
      if (!malformed.getMessage().startsWith("fuzzed")) {
        throw new AssertionError("no document named: " + malformed.getMessage());
      }
    }
  }

  private static void walk(JsonNode node, int depth) throws JsonException {
    if (depth > Limits.JSON_DEPTH) {
      throw new AssertionError("deeper than the cap");
    }
    if (node.isObject()) {
      for (String field : node.fields()) {
        JsonNode member = node.find(field);
        if (member != null) {
          walk(member, depth + 1);
        }
      }
    } else if (node.isArray()) {
      for (JsonNode element : node.elements()) {
        walk(element, depth + 1);
      }
    } else {
      ask(node);
    }
  }

  private static void ask(JsonNode node) throws JsonException {
    if (node.isText()) {
      if (node.text() == null) {
        throw new AssertionError("a text without characters");
      }
    } else if (node.isNumber()) {
      if (node.digits().length() > Limits.JSON_NUMBER) {
        throw new AssertionError("longer than the cap");
      }
    } else if (!node.isNull()) {
      node.flag();
    }
    try {
      node.int64();
      node.base64();
    } catch (JsonException other) {
      if (!other.getMessage().startsWith("fuzzed")) {
        throw new AssertionError(other);
      }
    }
  }
}
