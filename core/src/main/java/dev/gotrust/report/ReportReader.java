package dev.gotrust.report;

import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.report.ReportDocument.Artifact;
import dev.gotrust.report.ReportDocument.Asked;
import dev.gotrust.report.ReportDocument.Compared;
import dev.gotrust.report.ReportDocument.DocumentLink;
import dev.gotrust.report.ReportDocument.Excused;
import dev.gotrust.report.ReportDocument.Judged;
import dev.gotrust.report.ReportDocument.Lack;
import dev.gotrust.report.ReportDocument.Refused;
import dev.gotrust.report.ReportDocument.Used;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code verify --output json} wrote: one document, or several, one a line. Strict in
 * every key that it knows; other keys are passed over, as newer versions may write more. One
 * document is in memory at a time.
 */
public final class ReportReader {
  private final String name;

  private ReportReader(String name) {
    this.name = name;
  }

  /** Takes the documents of a file, in its order. */
  public interface Visitor {
    /**
     * Takes the next.
     *
     * @param document what it says
     * @param json all of it, with the keys that this version does not know
     * @throws IOException if it can't be passed on
     */
    void document(ReportDocument document, JsonNode json) throws IOException;
  }

  /**
   * Reads a file of documents.
   *
   * @param name what messages call the file
   * @param in the file; stays open
   * @param visitor takes each document as soon as it is read
   * @throws JsonException if a document is malformed, above a cap of {@link Limits}, or no report
   *     of {@code verify}; the message names file and place. Those before it were passed on
   * @throws IOException if the file can't be read or the visitor throws it
   */
  public static void read(String name, InputStream in, Visitor visitor)
      throws JsonException, IOException {
    new ReportReader(name).read(new BufferedInputStream(in), visitor);
  }

  private void read(InputStream in, Visitor visitor) throws JsonException, IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean any = false;
    for (int number = 1; line(in, line, number); number++) {
      byte[] text = line.toByteArray();
      if (isBlank(text)) {
        continue;
      }
      if (!any && !isWhole(text)) {
        rest(in, line);
        one(name, line.toByteArray(), visitor);
        return;
      }
      one(name + ", line " + number, text, visitor);
      any = true;
    }
    if (!any) {
      throw new JsonException(
          name + ": a report of gotrust verify was expected, but the file is empty");
    }
  }

  private static void one(String where, byte[] text, Visitor visitor)
      throws JsonException, IOException {
    JsonNode json = JsonReader.read(where, text);
    visitor.document(document(json), json);
  }

  /** Returns whether there is a line; it is then in {@code line}, without what ended it. */
  private boolean line(InputStream in, ByteArrayOutputStream line, int number)
      throws JsonException, IOException {
    line.reset();
    int next = in.read();
    if (next < 0) {
      return false;
    }
    while (next >= 0 && next != '\n') {
      if (line.size() == Limits.REPORT_BYTES) {
        throw tooLarge(name + ", line " + number);
      }
      line.write(next);
      next = in.read();
    }
    return true;
  }

  private void rest(InputStream in, ByteArrayOutputStream begun) throws JsonException, IOException {
    begun.write('\n');
    int room = Limits.REPORT_BYTES - begun.size();
    begun.write(in.readNBytes(Math.max(0, room)));
    if (in.read() >= 0) {
      throw tooLarge(name);
    }
  }

  private static JsonException tooLarge(String where) {
    return new JsonException(
        where + ": more than the " + Limits.REPORT_BYTES + " bytes that are read of one report");
  }

  private static boolean isBlank(byte[] text) {
    return new String(text, 0, Math.min(text.length, 64), StandardCharsets.ISO_8859_1).isBlank()
        && text.length <= 64;
  }

  /** An indented document has no more than its brace on its first line. */
  private static boolean isWhole(byte[] text) {
    int end = text.length;
    while (end > 0 && (text[end - 1] == '\r' || text[end - 1] == ' ')) {
      end--;
    }
    return end > 1 && text[end - 1] == '}';
  }

  /**
   * {@return what a document says}
   *
   * @param json the document
   * @throws JsonException if it is no report of {@code verify}, or not as its schema has it
   */
  public static ReportDocument document(JsonNode json) throws JsonException {
    if (json.find("schema") == null && json.find("error") != null) {
      return refused(json);
    }
    String schema = json.findText("schema");
    if (schema == null) {
      throw json.wrong(
          "\"schema\" was expected to be "
              + TrustJson.SCHEMA
              + ", but is missing;"
              + " give what gotrust verify --output json wrote");
    }
    if (!schema.equals(TrustJson.SCHEMA)) {
      throw json.get("schema").wrong(TrustJson.SCHEMA);
    }
    return judged(json);
  }

  private static Refused refused(JsonNode json) throws JsonException {
    JsonNode error = json.get("error");
    JsonNode sha256 = json.find("sha256");
    JsonNode size = json.find("size");
    JsonNode offset = error.find("offset");
    return new Refused(
        json.get("file").text(),
        json.findText("target"),
        sha256 == null ? null : sha256(sha256),
        size == null ? null : count(size),
        word(error.get("kind")),
        error.get("message").text(),
        offset == null ? -1 : count(offset));
  }

  private static Judged judged(JsonNode json) throws JsonException {
    return new Judged(
        constant(json.get("verdict"), Verdict.values()),
        json.get("summary").text(),
        words(json.get("proven")),
        json.get("outsideRoot").flag(),
        artifact(json.get("artifact")),
        links(json.get("links")),
        asked(json.get("policy")),
        materials(json.get("materials")),
        json.find("setAside") == null ? List.of() : texts(json.get("setAside")),
        json.find("judgedAt") == null ? null : instant(json.get("judgedAt")),
        json.get("tool").get("version").text());
  }

  private static Artifact artifact(JsonNode json) throws JsonException {
    return new Artifact(
        json.get("file").text(),
        json.findText("target"),
        sha256(json.get("sha256")),
        count(json.get("size")),
        word(json.get("format")),
        json.get("os").text(),
        json.get("arch").text(),
        json.findText("goVersion"),
        json.findText("path"),
        json.findText("module"),
        json.findText("version"));
  }

  private static List<DocumentLink> links(JsonNode json) throws JsonException {
    List<DocumentLink> links = new ArrayList<>();
    for (JsonNode link : json.elements()) {
      links.add(link(link));
    }
    if (links.isEmpty()) {
      throw json.wrong("\"links\" was expected to hold a link at least, but is empty");
    }
    return links;
  }

  private static DocumentLink link(JsonNode json) throws JsonException {
    JsonNode evidence = json.get("evidence");
    List<Compared> all = new ArrayList<>();
    for (JsonNode piece : evidence.elements()) {
      all.add(compared(piece));
    }
    return new DocumentLink(
        word(json.get("id")),
        state(json.get("state")),
        stateOrNull(json, "required"),
        json.get("reason").text(),
        json.findText("remark"),
        json.findText("next"),
        json.find("change") == null ? null : word(json.get("change")),
        words(json.get("restsOn")),
        state(json.get("basis")),
        all);
  }

  private static Compared compared(JsonNode json) throws JsonException {
    JsonNode offset = json.find("offset");
    JsonNode length = json.find("length");
    return new Compared(
        json.get("what").text(),
        json.findText("expected"),
        json.findText("actual"),
        json.get("source").text(),
        offset == null ? -1 : count(offset),
        length == null ? -1 : count(length),
        stateOrNull(json, "state"));
  }

  private static Asked asked(JsonNode json) throws JsonException {
    List<Lack> violations = new ArrayList<>();
    for (JsonNode violation : json.get("violations").elements()) {
      violations.add(
          new Lack(
              word(violation.get("link")),
              stateOrNull(violation, "required"),
              state(violation.get("actual")),
              violation.get("reason").text(),
              violation.get("unreachable").flag(),
              isFailure(violation),
              violation.find("rule") == null ? "" : word(violation.get("rule")),
              violation.find("subject") == null ? "" : violation.get("subject").text()));
    }
    JsonNode sha256 = json.find("sha256");
    return new Asked(
        json.get("name").text(),
        sha256 == null ? null : sha256(sha256),
        words(json.get("accepted")),
        violations,
        exceptions(json));
  }

  /** Documents from before policies were files don't say it: a contradiction alone fails then. */
  private static boolean isFailure(JsonNode violation) throws JsonException {
    JsonNode fails = violation.find("fails");
    return fails == null ? state(violation.get("actual")) == State.CONTRADICTED : fails.flag();
  }

  private static List<Excused> exceptions(JsonNode json) throws JsonException {
    List<Excused> exceptions = new ArrayList<>();
    for (JsonNode exception : json.list("exceptions")) {
      exceptions.add(
          new Excused(
              word(exception.get("rule")),
              exception.get("subject").text(),
              exception.get("reason").text(),
              exception.get("until").text(),
              exception.get("place").text(),
              word(exception.get("standing")),
              texts(exception.get("excused"))));
    }
    return exceptions;
  }

  private static List<Used> materials(JsonNode json) throws JsonException {
    List<Used> materials = new ArrayList<>();
    for (JsonNode material : json.elements()) {
      String origin = material.get("origin").text();
      if (!origin.equals("given") && !origin.equals("found")) {
        throw material.get("origin").wrong("given or found");
      }
      materials.add(
          new Used(
              material.get("kind").text(),
              material.get("location").text(),
              sha256(material.get("sha256")),
              origin));
    }
    return materials;
  }

  private static List<String> texts(JsonNode json) throws JsonException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : json.elements()) {
      texts.add(element.text());
    }
    return texts;
  }

  private static List<String> words(JsonNode json) throws JsonException {
    List<String> words = new ArrayList<>();
    for (JsonNode element : json.elements()) {
      words.add(word(element));
    }
    return words;
  }

  private static String instant(JsonNode json) throws JsonException {
    try {
      return Instant.parse(json.text()).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeParseException malformed) {
      throw json.wrong("an instant in UTC, such as 2026-11-27T09:00:00Z,");
    }
  }

  /** Ids come from newer versions too, but they are words. */
  private static String word(JsonNode json) throws JsonException {
    String text = json.text();
    boolean fits = !text.isEmpty() && text.length() <= 64;
    for (int i = 0; fits && i < text.length(); i++) {
      char c = text.charAt(i);
      fits = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
    if (!fits) {
      throw json.wrong("a word of lower-case letters, digits and dashes");
    }
    return text;
  }

  private static State state(JsonNode json) throws JsonException {
    return constant(json, State.values());
  }

  private static @Nullable State stateOrNull(JsonNode json, String field) throws JsonException {
    JsonNode state = json.find(field);
    return state == null ? null : state(state);
  }

  private static <T extends Enum<T>> T constant(JsonNode json, T[] values) throws JsonException {
    String text = json.text();
    for (T value : values) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    String all = Arrays.toString(values);
    throw json.wrong("one of " + all.substring(1, all.length() - 1));
  }

  private static String sha256(JsonNode json) throws JsonException {
    String text = json.text();
    boolean fits = text.length() == 64;
    for (int i = 0; fits && i < text.length(); i++) {
      char c = text.charAt(i);
      fits = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
    if (!fits) {
      throw json.wrong("a SHA-256 of 64 digits in lower-case hexadecimal");
    }
    return text;
  }

  private static long count(JsonNode json) throws JsonException {
    long number = json.int64();
    if (number < 0) {
      throw json.wrong("a number that is not negative");
    }
    return number;
  }
}
