package dev.gotrust.sigstore;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message of protocol buffers in its JSON form: fields in lowerCamelCase or as the message spells
 * them, 64-bit numbers as strings too, bytes in either alphabet of base64. Fields that the message
 * does not have are refused, as sigstore-go does. See the protocol buffers' guide, "ProtoJSON".
 */
public final class ProtoMessage {
  private final JsonNode node;

  private ProtoMessage(JsonNode node) {
    this.node = node;
  }

  /**
   * {@return a message}
   *
   * @param node its JSON
   * @param fields the lowerCamelCase names that it may have
   * @throws JsonException if it is no object, has another field or one in both spellings
   */
  public static ProtoMessage of(JsonNode node, Set<String> fields) throws JsonException {
    Set<String> present = node.fields();
    for (String field : present) {
      String camel = camel(field);
      if (!fields.contains(camel)) {
        throw node.wrong("\"" + field + "\" is no field here; the fields are " + fields);
      }
      if (!camel.equals(field) && present.contains(camel)) {
        throw node.wrong("\"" + field + "\" stands in two spellings");
      }
    }
    return new ProtoMessage(node);
  }

  private static String camel(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      boolean joint = field.charAt(i) == '_' && i > 0 && i + 1 < field.length();
      text.append(joint ? Character.toUpperCase(field.charAt(++i)) : field.charAt(i));
    }
    return text.toString();
  }

  private static String snake(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      text.append(Character.isUpperCase(c) ? "_" + Character.toLowerCase(c) : c);
    }
    return text.toString();
  }

  /**
   * {@return the JSON of a field, null if it is missing or null}
   *
   * @param field its lowerCamelCase name
   * @throws JsonException never for a message that was made
   */
  public @Nullable JsonNode find(String field) throws JsonException {
    JsonNode found = node.find(field);
    return found == null ? node.find(snake(field)) : found;
  }

  /**
   * {@return the JSON of a field}
   *
   * @param field its lowerCamelCase name
   * @throws JsonException if it is missing or null
   */
  public JsonNode get(String field) throws JsonException {
    JsonNode found = find(field);
    return found == null ? node.get(field) : found;
  }

  /**
   * {@return the text of a field, empty if it is missing}
   *
   * @param field its lowerCamelCase name
   * @throws JsonException if it is no string
   */
  public String text(String field) throws JsonException {
    JsonNode found = find(field);
    return found == null ? "" : found.text();
  }

  /**
   * {@return the bytes of a field, none if it is missing}
   *
   * @param field its lowerCamelCase name
   * @throws JsonException if it is no base64
   */
  public Bytes bytes(String field) throws JsonException {
    JsonNode found = find(field);
    return found == null ? Bytes.of(new byte[0]) : bytes(found);
  }

  /**
   * {@return the bytes that a string stands for}
   *
   * @param node a string of base64
   * @throws JsonException if it is none
   */
  public static Bytes bytes(JsonNode node) throws JsonException {
    byte[] decoded = Base64Text.decodeProto(node.text());
    if (decoded == null) {
      throw node.wrong("base64");
    }
    return Bytes.of(decoded);
  }

  /**
   * {@return the number of a field, 0 if it is missing}
   *
   * @param field its lowerCamelCase name
   * @throws JsonException if it is no whole number of 64 bits, as a number or in a string
   */
  public long int64(String field) throws JsonException {
    JsonNode found = find(field);
    if (found == null) {
      return 0;
    }
    if (!found.isText()) {
      return found.int64();
    }
    String text = found.text();
    try {
      long value = Long.parseLong(text);
      if (Long.toString(value).equals(text)) {
        return value;
      }
    } catch (NumberFormatException other) {
      // said below, as for a number with a sign or leading zeros
    }
    throw found.wrong("a whole number of 64 bits");
  }

  /**
   * {@return the time of a field, null if it is missing}
   *
   * @param field its lowerCamelCase name
   * @throws JsonException if it is no time as RFC 3339 writes it, in UTC
   */
  public @Nullable Instant time(String field) throws JsonException {
    JsonNode found = find(field);
    if (found == null) {
      return null;
    }
    try {
      return Instant.parse(found.text());
    } catch (DateTimeException other) {
      throw found.wrong("a time such as 2026-01-31T12:00:00Z");
    }
  }

  /**
   * {@return the elements of a repeated field, none if it is missing}
   *
   * @param field its lowerCamelCase name
   * @param limit how many there may be
   * @throws JsonException if it is no array, or has more
   */
  public List<JsonNode> list(String field, int limit) throws JsonException {
    JsonNode found = find(field);
    List<JsonNode> elements = found == null ? List.of() : found.elements();
    if (found != null && elements.size() > limit) {
      throw found.wrong(
          "\"" + field + "\" holds " + elements.size() + ", more than the " + limit + " read");
    }
    return elements;
  }
}
