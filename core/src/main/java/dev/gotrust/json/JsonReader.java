package dev.gotrust.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonNode.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) as a tree. UTF-8 alone, no name twice in an object, no comments, nothing
 * behind the last value; nesting, numbers and the number of values have caps, so that what is read
 * has a size that is known beforehand.
 */
public final class JsonReader {
  private static final int CHUNK = 8 * 1024;

  private final String name;
  private final JsonParser parser;
  private int values;

  private JsonReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * {@return the one value of a document}
   *
   * @param name what messages call the document
   * @param data its bytes
   * @throws JsonException if it is malformed, above a cap, or holds another number of values
   */
  public static JsonNode read(String name, byte[] data) throws JsonException {
    List<JsonNode> all = readAll(name, data);
    if (all.size() != 1) {
      throw new JsonException(name + ": one JSON value was expected, but it holds " + all.size());
    }
    return all.get(0);
  }

  /**
   * {@return the values of a document, one behind the other, as in JSON Lines; none of an empty
   * one}
   *
   * @param name what messages call the document
   * @param data its bytes
   * @throws JsonException if one is malformed or above a cap
   */
  public static List<JsonNode> readAll(String name, byte[] data) throws JsonException {
    checkText(name, data);
    try (JsonParser parser = factory().createParser(data)) {
      return new JsonReader(name, parser).all();
    } catch (JsonProcessingException malformed) {
      throw new JsonException(name + place(malformed.getLocation()) + reason(malformed));
    } catch (IOException impossible) {
      throw new IllegalStateException("read from memory", impossible);
    }
  }

  /** Without recycled buffers and without a table of names that outlives the call. */
  private static JsonFactory factory() {
    return JsonFactory.builder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Limits.JSON_DEPTH)
                .maxNumberLength(Limits.JSON_NUMBER)
                .maxStringLength(Limits.JSON_TEXT)
                .maxNameLength(Limits.JSON_NAME)
                .build())
        .build();
  }

  /** Without a copy of the text: the parser itself takes other encodings, and broken UTF-8, too. */
  private static void checkText(String name, byte[] data) throws JsonException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(data);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    CoderResult result = CoderResult.OVERFLOW;
    boolean marked = data.length > 0 && (data[0] == 0 || data[0] == (byte) 0xef);
    boolean wide = data.length > 1 && data[1] == 0;
    while (result.isOverflow() && !marked && !wide) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    if (!result.isUnderflow()) {
      throw new JsonException(name + ": JSON in UTF-8 was expected, but other bytes were found");
    }
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ": "
        : ", line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  private static String reason(JsonProcessingException malformed) {
    String message = String.valueOf(malformed.getOriginalMessage());
    return message.length() > Limits.JSON_REASON
        ? message.substring(0, Limits.JSON_REASON) + "..."
        : message;
  }

  private List<JsonNode> all() throws IOException, JsonException {
    List<JsonNode> all = new ArrayList<>();
    while (parser.nextToken() != null) {
      String document = all.isEmpty() ? name : name + ", value " + (all.size() + 1);
      all.add(value(Place.document(document)));
    }
    return all;
  }

  private JsonNode value(Place place) throws IOException, JsonException {
    if (++values > Limits.JSON_VALUES) {
      throw JsonException.tooLarge(
          name + ": more than the " + Limits.JSON_VALUES + " values that are read of a document");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> new JsonNode(place, object(place));
      case START_ARRAY -> new JsonNode(place, array(place));
      case VALUE_STRING -> new JsonNode(place, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNode(place, number(parser.getText()));
      case VALUE_TRUE -> new JsonNode(place, true);
      case VALUE_FALSE -> new JsonNode(place, false);
      case VALUE_NULL -> new JsonNode(place, null);
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  /** The parser does not count signs, points and the letter of an exponent. */
  private JsonNode.Literal number(String digits) throws JsonException {
    if (digits.length() > Limits.JSON_NUMBER) {
      throw new JsonException(
          name
              + ": a number of "
              + digits.length()
              + " characters, more than the "
              + Limits.JSON_NUMBER
              + " that are read");
    }
    return new JsonNode.Literal(digits);
  }

  private Map<String, JsonNode> object(Place place) throws IOException, JsonException {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      members.put(field, value(new Place(place, field)));
    }
    return Collections.unmodifiableMap(members);
  }

  private List<JsonNode> array(Place place) throws IOException, JsonException {
    List<JsonNode> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(new Place(place, "[" + elements.size() + "]")));
    }
    return Collections.unmodifiableList(elements);
  }
}
