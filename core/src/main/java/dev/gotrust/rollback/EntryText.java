package dev.gotrust.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.rollback.Entry.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a line. What is read must be what would be written, byte for byte: then no
 * two readers can understand one line in two ways.
 */
final class EntryText {
  /** Names this layout of a file; a change that breaks readers changes it. */
  static final String SCHEMA = "gotrust.dev/state/v1";

  private static final String HASH = ",\"hash\":\"";
  private static final int SHA256 = 32;

  private EntryText() {}

  /** Returns a line without its end, hashed and, where there is a signer, signed. */
  static Entry sealed(
      long line,
      Instant time,
      Kind kind,
      @Nullable Acceptance acceptance,
      @Nullable String reason,
      Bytes previous,
      @Nullable StateSigner signer)
      throws StateSigner.FailedException {
    Entry open = new Entry(line, time, kind, acceptance, reason, previous, Entry.NONE, null);
    byte[] hashed = hashed(open).getBytes(UTF_8);
    Bytes signature = signer == null ? null : signer.sign(hashed);
    return new Entry(
        line, time, kind, acceptance, reason, previous, Bytes.sha256(hashed), signature);
  }

  /** Returns the bytes that are hashed and signed: the line up to the field that holds the hash. */
  static String hashed(Entry entry) {
    StringBuilder out = new StringBuilder(512).append('{');
    if (entry.kind() == Kind.INIT) {
      field(out, "schema", SCHEMA).append(',');
    }
    out.append("\"line\":").append(entry.line()).append(',');
    field(out, "time", entry.time().toString()).append(',');
    field(out, "entry", entry.kind().id()).append(',');
    if (entry.acceptance() != null) {
      program(out, entry.acceptance());
    }
    if (entry.reason() != null) {
      field(out, "reason", entry.reason()).append(',');
    }
    return field(out, "previous", entry.previous().hex()).toString();
  }

  private static void program(StringBuilder out, Acceptance program) {
    field(out, "channel", program.channel()).append(',');
    field(out, "module", program.module()).append(',');
    field(out, "package", program.path()).append(',');
    field(out, "platform", program.platform()).append(',');
    field(out, "variant", program.variant()).append(',');
    field(out, "version", program.version()).append(',');
    time(out, "commitTime", program.commitTime());
    time(out, "logTime", program.logTime());
    field(out, "sha256", program.sha256().hex()).append(',');
  }

  private static void time(StringBuilder out, String name, @Nullable Instant time) {
    if (time != null) {
      field(out, name, time.toString()).append(',');
    }
  }

  /** Returns a whole line, without its end. */
  static String line(Entry entry) {
    StringBuilder out = new StringBuilder(hashed(entry));
    out.append(HASH).append(entry.hash().hex()).append('"');
    Bytes signature = entry.signature();
    if (signature != null) {
      String text = Base64.getEncoder().encodeToString(signature.toArray());
      out.append(",\"signature\":\"").append(text).append('"');
    }
    return out.append('}').toString();
  }

  static StringBuilder field(StringBuilder out, String name, String value) {
    out.append('"').append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        out.append(c);
      } else {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return out.append('"');
  }

  /**
   * Reads a line. Whether its hash fits is not looked at.
   *
   * @param name what messages call the line
   * @param line its bytes, without its end
   * @throws JsonException if it is none, or spelt otherwise
   */
  static Entry read(String name, byte[] line) throws JsonException {
    JsonNode node = JsonReader.read(name, line);
    Entry entry = entry(node);
    if (!line(entry).equals(new String(line, UTF_8))) {
      throw new JsonException(name + ": it is not spelt as gotrust writes it");
    }
    return entry;
  }

  private static Entry entry(JsonNode node) throws JsonException {
    JsonNode word = node.get("entry");
    Kind kind = Kind.of(word.text());
    if (kind == null) {
      throw word.wrong("init, accepted or rollback");
    }
    if (kind == Kind.INIT && !node.get("schema").text().equals(SCHEMA)) {
      throw node.get("schema").wrong(SCHEMA);
    }
    JsonNode signature = node.find("signature");
    return new Entry(
        node.get("line").int64(),
        time(node.get("time")),
        kind,
        kind == Kind.INIT ? null : program(node),
        kind == Kind.ROLLBACK ? node.get("reason").text() : null,
        sha256(node.get("previous")),
        sha256(node.get("hash")),
        signature == null ? null : signature.base64());
  }

  private static Acceptance program(JsonNode node) throws JsonException {
    JsonNode commitTime = node.find("commitTime");
    JsonNode logTime = node.find("logTime");
    return new Acceptance(
        node.get("channel").text(),
        node.get("module").text(),
        node.get("package").text(),
        node.get("platform").text(),
        node.get("variant").text(),
        node.get("version").text(),
        commitTime == null ? null : time(commitTime),
        logTime == null ? null : time(logTime),
        sha256(node.get("sha256")));
  }

  private static Instant time(JsonNode node) throws JsonException {
    try {
      return Instant.parse(node.text());
    } catch (DateTimeException other) {
      throw node.wrong("a time such as 2026-01-31T12:00:00Z");
    }
  }

  static Bytes sha256(JsonNode node) throws JsonException {
    String text = node.text();
    if (text.length() == 2 * SHA256) {
      try {
        return Bytes.of(HexFormat.of().parseHex(text));
      } catch (IllegalArgumentException other) {
        // Said below.
      }
    }
    throw node.wrong("64 hexadecimal digits");
  }
}
