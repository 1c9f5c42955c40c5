package dev.gotrust.attestation;

import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.VerifiedEnvelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An in-toto statement, version 0.1 or 1, whose envelope was verified: only {@link #read} makes
 * one. Immutable, thread-safe. See in-toto's attestation framework, {@code spec/v1/statement.md}.
 */
public final class Statement {
  private static final String CHECK = "statement";
  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
  private static final String VERSION_0_1 = "https://in-toto.io/Statement/v0.1";
  private static final String VERSION_1 = "https://in-toto.io/Statement/v1";
  private static final int SHOWN = 3;

  private final VerifiedEnvelope envelope;
  private final List<Subject> subjects;
  private final String predicateType;
  private final JsonNode predicate;

  private Statement(
      VerifiedEnvelope envelope, List<Subject> subjects, String predicateType, JsonNode predicate) {
    this.envelope = envelope;
    this.subjects = List.copyOf(subjects);
    this.predicateType = predicateType;
    this.predicate = predicate;
  }

  /**
   * {@return the statement that an envelope holds}
   *
   * @param envelope whose signature holds; nothing but its payload is read
   * @throws RefusedException if the payload is no statement, or malformed
   */
  public static Statement read(VerifiedEnvelope envelope) throws RefusedException {
    if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
      throw new RefusedException(
          "payload type",
          "the envelope holds no in-toto statement",
          PAYLOAD_TYPE,
          envelope.payloadType(),
          null);
    }
    try {
      JsonNode node = JsonReader.read("the statement", envelope.payload().toArray());
      checkType(node.get("_type"));
      JsonNode predicate = node.find("predicate");
      return new Statement(
          envelope,
          subjects(node.get("subject")),
          node.get("predicateType").text(),
          predicate == null ? JsonReader.read("the predicate", new byte[] {'{', '}'}) : predicate);
    } catch (JsonException malformed) {
      throw new RefusedException(CHECK, malformed.getMessage());
    }
  }

  private static void checkType(JsonNode type) throws JsonException {
    String text = type.text();
    if (!text.equals(VERSION_0_1) && !text.equals(VERSION_1)) {
      throw type.wrong(VERSION_1 + " or " + VERSION_0_1);
    }
  }

  private static List<Subject> subjects(JsonNode node) throws JsonException {
    List<Subject> subjects = new ArrayList<>();
    if (node.elements().isEmpty() || node.elements().size() > Limits.SUBJECTS) {
      throw node.wrong(
          "\"subject\" should hold 1 to "
              + Limits.SUBJECTS
              + ", but holds "
              + node.elements().size());
    }
    for (JsonNode element : node.elements()) {
      String name = element.findText("name");
      JsonNode digest = element.get("digest");
      Map<String, String> digests = new LinkedHashMap<>();
      for (String algorithm : digest.fields()) {
        digests.put(algorithm, digest.get(algorithm).text().toLowerCase(Locale.ROOT));
      }
      if (digests.isEmpty()) {
        throw digest.wrong("\"digest\" should hold a digest, but holds none");
      }
      subjects.add(new Subject(name == null ? "" : name, digests));
    }
    return subjects;
  }

  /** {@return the envelope, with who signed it} */
  public VerifiedEnvelope envelope() {
    return envelope;
  }

  /** {@return the files that it speaks of, in its order; at least one} */
  public List<Subject> subjects() {
    return subjects;
  }

  /** {@return what the predicate is} */
  public String predicateType() {
    return predicateType;
  }

  /** The predicate; an empty object where there is none. */
  JsonNode predicate() {
    return predicate;
  }

  /**
   * {@return the subject that is a file, null if none is}
   *
   * @param input the file
   * @throws IOException if it can't be read
   */
  public @Nullable Subject subject(SignedInput input) throws IOException {
    for (Subject subject : subjects) {
      if (subject.covers(input)) {
        return subject;
      }
    }
    return null;
  }

  /** {@return the subjects as messages show them, the first few} */
  public String shownSubjects() {
    StringBuilder text = new StringBuilder();
    for (Subject subject : subjects.subList(0, Math.min(SHOWN, subjects.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(subject);
    }
    int more = subjects.size() - SHOWN;
    return more > 0 ? text + " and " + more + " more" : text.toString();
  }
}
