package dev.gotrust.json;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document, with its place in it. What asks for another kind of value gets an
 * exception that names document, place, what was expected and what was found. Immutable,
 * thread-safe.
 */
public final class JsonNode {
  private final Place place;
  private final @Nullable Object value;

  /**
   * Where a value stands: texts of all places together would outgrow the document.
   *
   * @param above the place of what holds it, null for all of a document
   * @param key the member's name, the element's index in brackets, or the document's name
   */
  record Place(@Nullable Place above, String key) {
    static Place document(String name) {
      return new Place(null, name);
    }

    String path() {
      if (above == null) {
        return "";
      }
      String before = above.path();
      String dot = before.isEmpty() || key.startsWith("[") ? "" : ".";
      return before + dot + (key.length() > 80 ? key.substring(0, 80) + "..." : key);
    }

    String document() {
      return above == null ? key : above.document();
    }
  }

  /** A number as it was written. */
  record Literal(String digits) {}

  JsonNode(Place place, @Nullable Object value) {
    this.place = place;
    this.value = value;
  }

  /** {@return where in the document it stands, such as {@code subject[0].digest}; empty for all} */
  public String path() {
    return place.path();
  }

  /** {@return whether it is an object} */
  public boolean isObject() {
    return value instanceof Map;
  }

  /** {@return whether it is an array} */
  public boolean isArray() {
    return value instanceof List;
  }

  /** {@return whether it is a string} */
  public boolean isText() {
    return value instanceof String;
  }

  /** {@return whether it is a number} */
  public boolean isNumber() {
    return value instanceof Literal;
  }

  /** {@return whether it is null} */
  public boolean isNull() {
    return value == null;
  }

  /**
   * {@return the names of the members of an object, in the document's order}
   *
   * @throws JsonException if it is no object
   */
  public Set<String> fields() throws JsonException {
    return members().keySet();
  }

  /**
   * {@return the member of an object, null if it is missing or null}
   *
   * @param field its name
   * @throws JsonException if this is no object
   */
  public @Nullable JsonNode find(String field) throws JsonException {
    JsonNode member = members().get(field);
    return member == null || member.isNull() ? null : member;
  }

  /**
   * {@return the member of an object}
   *
   * @param field its name
   * @throws JsonException if this is no object or has no such member but null
   */
  public JsonNode get(String field) throws JsonException {
    JsonNode member = find(field);
    if (member == null) {
      throw wrong("\"" + field + "\" was expected, but is missing");
    }
    return member;
  }

  /**
   * {@return the text of a member, null if it is missing or null}
   *
   * @param field its name
   * @throws JsonException if this is no object or the member no string
   */
  public @Nullable String findText(String field) throws JsonException {
    JsonNode member = find(field);
    return member == null ? null : member.text();
  }

  /**
   * {@return a string}
   *
   * @throws JsonException if it is none
   */
  public String text() throws JsonException {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a string");
  }

  /**
   * {@return true or false}
   *
   * @throws JsonException if it is neither
   */
  public boolean flag() throws JsonException {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong("true or false");
  }

  /**
   * {@return a whole number, written without fraction or exponent}
   *
   * @throws JsonException if it is none, or none of 64 bits
   */
  public long int64() throws JsonException {
    if (value instanceof Literal literal) {
      try {
        return Long.parseLong(literal.digits());
      } catch (NumberFormatException other) {
        throw wrong("a whole number of 64 bits");
      }
    }
    throw wrong("a number");
  }

  /**
   * {@return a number as it was written}
   *
   * @throws JsonException if it is none
   */
  public String digits() throws JsonException {
    if (value instanceof Literal literal) {
      return literal.digits();
    }
    throw wrong("a number");
  }

  /**
   * {@return the elements of an array}
   *
   * @throws JsonException if it is none
   */
  @SuppressWarnings("unchecked") // made so by the reader alone
  public List<JsonNode> elements() throws JsonException {
    if (value instanceof List) {
      return (List<JsonNode>) value;
    }
    throw wrong("an array");
  }

  /**
   * {@return the elements of a member that is an array; none if it is missing or null}
   *
   * @param field its name
   * @throws JsonException if this is no object or the member no array
   */
  public List<JsonNode> list(String field) throws JsonException {
    JsonNode member = find(field);
    return member == null ? List.of() : member.elements();
  }

  /**
   * {@return the bytes of a string in base64: of the standard alphabet, padded, without whitespace}
   *
   * @throws JsonException if it is no such string
   */
  public Bytes base64() throws JsonException {
    byte[] decoded = Base64Text.decode(text());
    if (decoded == null) {
      throw wrong("base64");
    }
    return Bytes.of(decoded);
  }

  /**
   * {@return an exception for this place}
   *
   * @param expected what was expected, such as {@code a string}
   */
  public JsonException wrong(String expected) {
    String path = path();
    String where = path.isEmpty() ? place.document() : place.document() + ", " + path;
    String message =
        expected.startsWith("\"")
            ? expected
            : expected + " was expected, but " + found() + " was found";
    return new JsonException(where + ": " + message);
  }

  private String found() {
    if (value instanceof String text) {
      return '"' + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + '"';
    }
    if (value instanceof Literal literal) {
      return literal.digits();
    }
    if (value == null) {
      return "null";
    }
    return isObject() ? "an object" : isArray() ? "an array" : value.toString();
  }

  @SuppressWarnings("unchecked") // made so by the reader alone
  private Map<String, JsonNode> members() throws JsonException {
    if (value instanceof Map) {
      return (Map<String, JsonNode>) value;
    }
    throw wrong("an object");
  }
}
