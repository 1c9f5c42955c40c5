package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;

/**
 * What stands in the file beside a state file: how far it was acknowledged. Without it nobody could
 * tell that the last lines were taken away.
 *
 * @param lines how many lines were acknowledged, at least 1
 * @param hash that of the last of them
 */
public record StateHead(long lines, Bytes hash) {
  private static final String SCHEMA = "gotrust.dev/state-head/v1";

  /** Returns the file's text, with a line end. */
  String text() {
    StringBuilder out = new StringBuilder(160).append('{');
    EntryText.field(out, "schema", SCHEMA).append(",\"lines\":").append(lines).append(',');
    return EntryText.field(out, "hash", hash.hex()).append("}\n").toString();
  }

  /**
   * Reads one.
   *
   * @param name what messages call the file
   * @param data all its bytes
   * @throws JsonException if it is none, or spelt otherwise
   */
  static StateHead read(String name, byte[] data) throws JsonException {
    JsonNode node = JsonReader.read(name, data);
    if (!node.get("schema").text().equals(SCHEMA)) {
      throw node.get("schema").wrong(SCHEMA);
    }
    JsonNode lines = node.get("lines");
    StateHead head = new StateHead(lines.int64(), EntryText.sha256(node.get("hash")));
    if (head.lines < 1) {
      throw lines.wrong("a number of lines from 1 on");
    }
    if (!head.text().equals(new String(data, UTF_8))) {
      throw new JsonException(name + ": it is not spelt as gotrust writes it");
    }
    return head;
  }
}
