package dev.gotrust.attestation;

import dev.gotrust.attestation.Provenance.Dependency;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads fields of predicates that may be missing. */
final class PredicateFields {
  private PredicateFields() {}

  static @Nullable JsonNode child(@Nullable JsonNode node, String field) throws JsonException {
    return node == null ? null : node.find(field);
  }

  /** Returns a member that is an object, null where it is missing or something else. */
  static @Nullable JsonNode object(@Nullable JsonNode node, String field) throws JsonException {
    JsonNode child = node != null && node.isObject() ? node.find(field) : null;
    return child != null && child.isObject() ? child : null;
  }

  static String text(@Nullable JsonNode node, String field) throws JsonException {
    JsonNode child = child(node, field);
    return child == null ? "" : child.text();
  }

  static String or(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  static List<Dependency> dependencies(JsonNode node, String field) throws JsonException {
    List<Dependency> dependencies = new ArrayList<>();
    List<JsonNode> elements = node.list(field);
    if (elements.size() > Limits.SUBJECTS) {
      throw node.wrong(
          "\""
              + field
              + "\" holds "
              + elements.size()
              + ", more than the "
              + Limits.SUBJECTS
              + " read");
    }
    for (JsonNode element : elements) {
      Map<String, String> digests = new LinkedHashMap<>();
      JsonNode digest = element.find("digest");
      if (digest != null) {
        for (String algorithm : digest.fields()) {
          digests.put(algorithm, text(digest, algorithm));
        }
      }
      dependencies.add(new Dependency(text(element, "uri"), text(element, "name"), digests));
    }
    return dependencies;
  }

  /** Inputs are texts, but for workflows that declare numbers or flags. */
  static Map<String, String> inputs(@Nullable JsonNode node) throws JsonException {
    Map<String, String> inputs = new LinkedHashMap<>();
    if (node != null && node.isObject()) {
      for (String name : node.fields()) {
        JsonNode value = node.find(name);
        if (value == null) {
          inputs.put(name, "");
        } else if (value.isText()) {
          inputs.put(name, value.text());
        } else if (value.isNumber()) {
          inputs.put(name, value.digits());
        } else if (!value.isObject() && !value.isArray()) {
          inputs.put(name, Boolean.toString(value.flag()));
        }
      }
    }
    return inputs;
  }
}
