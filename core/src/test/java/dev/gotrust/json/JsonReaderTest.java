package dev.gotrust.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static JsonNode read(String json) throws JsonException {
    return JsonReader.read("doc", json.getBytes(UTF_8));
  }

  private static String refused(String json) {
    return refused(json.getBytes(UTF_8));
  }

  private static String refused(byte[] json) {
    String message =
        assertThrows(JsonException.class, () -> JsonReader.read("doc", json)).getMessage();
    assertTrue(message.startsWith("doc"), message);
    return message;
  }

  @Test
  void valuesAreWhatTheyAre() throws Exception {
    JsonNode all = read("{\"a\":[1,\"\\u00e9\",true,null,-0.5e3],\"b\":{}}");
    assertEquals(List.of("a", "b"), List.copyOf(all.fields()));
    List<JsonNode> list = all.list("a");
    assertEquals(1, list.get(0).int64());
    assertEquals("\u00e9", list.get(1).text());
    assertTrue(list.get(2).flag());
    assertTrue(list.get(3).isNull());
    assertEquals("-0.5e3", list.get(4).digits());
    assertTrue(all.get("b").isObject());
    assertNull(all.find("c"));
    assertNull(all.findText("c"));
    assertEquals(List.of(), all.list("c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "// c\n{}",
        "{}{}",
        "{} x",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "Infinity",
        "0x10",
        "tru",
        "\"a\nb\"",
        "\"\\x41\"",
        "\"open",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "[{\"b\":{\"a\":1,\"a\":2}}]"
      })
  void whatIsNoOneStrictValueIsRefused(String json) {
    refused(json);
  }

  @Test
  void onlyUtf8IsRead() {
    refused("\"\u00e9\"".getBytes(ISO_8859_1));
    refused("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
    refused(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'});
    refused(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    refused("\ufeff{}");
  }

  @Test
  void linesAreReadOneByOne() throws Exception {
    List<JsonNode> all = JsonReader.readAll("doc", "{}\n\n[]\r\n1\n".getBytes(UTF_8));
    assertEquals(3, all.size());
    assertEquals(
        "doc, value 2: an object was expected, but an array was found",
        assertThrows(JsonException.class, () -> all.get(1).fields()).getMessage());
    assertEquals(List.of(), JsonReader.readAll("doc", new byte[0]));
  }

  @Test
  void nestingHasACap() throws Exception {
    read("[".repeat(Limits.JSON_DEPTH) + "]".repeat(Limits.JSON_DEPTH));
    refused("[".repeat(Limits.JSON_DEPTH + 1) + "]".repeat(Limits.JSON_DEPTH + 1));
    refused("[".repeat(5_000_000));
    refused("{\"a\":".repeat(1_000_000));
  }

  @Test
  void numbersHaveACap() throws Exception {
    String longest = "9".repeat(Limits.JSON_NUMBER);
    assertEquals(longest, read(longest).digits());
    refused(longest + "9");
    refused("-" + longest);
    refused("0." + longest);
    refused("9".repeat(1_000_000));
    assertEquals("1e999999999", read("1e999999999").digits());
  }

  @Test
  void namesAndValuesHaveACap() throws Exception {
    read("{\"" + "a".repeat(Limits.JSON_NAME) + "\":1}");
    refused("{\"" + "a".repeat(2 * Limits.JSON_NAME) + "\":1}");
    byte[] many = ("[" + "1,".repeat(Limits.JSON_VALUES) + "1]").getBytes(UTF_8);
    assertTrue(refused(many).contains("values that are read"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "1.0", "1e3", "-0.0", "\"1\"", "true", "null"})
  void wholeNumbersAreOf64Bits(String json) {
    assertThrows(JsonException.class, () -> read(json).int64());
  }

  @Test
  void theLargestAndSmallestNumbersAreRead() throws Exception {
    assertEquals(Long.MAX_VALUE, read("9223372036854775807").int64());
    assertEquals(Long.MIN_VALUE, read("-9223372036854775808").int64());
    assertEquals(0, read("-0").int64());
  }

  @Test
  void messagesNameThePlace() throws Exception {
    JsonNode node = read("{\"a\":[{\"b\":\"" + "x".repeat(500) + "\"}],\"c\":1}");
    JsonNode text = node.list("a").get(0).get("b");
    assertEquals("a[0].b", text.path());
    String message = assertThrows(JsonException.class, text::int64).getMessage();
    assertTrue(message.startsWith("doc, a[0].b: a number was expected, but \"xxx"), message);
    assertTrue(message.length() < 200, message);
    message = assertThrows(JsonException.class, () -> node.get("d")).getMessage();
    assertEquals("doc: \"d\" was expected, but is missing", message);
    assertTrue(refused("{\n\"a\": tru}").startsWith("doc, line 2, column "));
  }

  @Test
  void nullIsAsGoodAsMissing() throws Exception {
    JsonNode node = read("{\"a\":null}");
    assertNull(node.find("a"));
    assertThrows(JsonException.class, () -> node.get("a"));
  }

  @Test
  void base64HasOneSpelling() throws Exception {
    assertEquals(Bytes.of(new byte[] {-1, -2}), read("\"//4=\"").base64());
    for (String other : new String[] {"//4", "__4=", "//5=", "//4=\\n", " //4=", "//4=="}) {
      assertThrows(JsonException.class, () -> read('"' + other + '"').base64(), other);
    }
  }
}
