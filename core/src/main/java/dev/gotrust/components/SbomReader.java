package dev.gotrust.components;

import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads an SBOM as far as it speaks of Go modules: CycloneDX 1.4 to 1.6 and SPDX 2.2 and 2.3, in
 * JSON, plain or as the predicate of an in-toto statement. Stateless, thread-safe.
 */
public final class SbomReader {
  private static final String CHECK = "SBOM";
  private static final String BOM_FORMAT = "bomFormat";
  private static final String SPEC_VERSION = "specVersion";
  private static final String SPDX_VERSION = "spdxVersion";
  private static final String PREDICATE = "predicate";

  /** Where cosign puts a predicate that it did not read. */
  private static final String DATA = "Data";

  private static final String NEXT =
      "name one in CycloneDX "
          + String.join(", ", new TreeSet<>(CycloneDxReader.VERSIONS))
          + " or SPDX 2.2 or 2.3, in JSON";

  private SbomReader() {}

  /**
   * {@return whether a document is an SBOM, or a statement without a signature: if not, it may be
   * an envelope that holds one}
   *
   * @param node the document
   * @throws JsonException never: an object is asked for members alone
   */
  public static boolean isPlain(JsonNode node) throws JsonException {
    return node.isObject()
        && (node.find(BOM_FORMAT) != null
            || node.find(SPDX_VERSION) != null
            || node.find("predicateType") != null);
  }

  /**
   * {@return what a document says}
   *
   * @param node an SBOM, or a statement that holds one
   * @throws RefusedException if it is malformed or too large; {@linkplain
   *     RefusedException#isUndecided undecided} if it is of a kind that is not read
   */
  public static Sbom read(JsonNode node) throws RefusedException {
    try {
      return node.isObject() && node.find("predicateType") != null
          ? statement(node)
          : document(node);
    } catch (JsonException malformed) {
      throw refused(malformed);
    }
  }

  /**
   * {@return what the predicate of a statement says}
   *
   * @param predicate the SBOM itself, or its text, or an object that holds either, as cosign writes
   * @throws RefusedException as {@link #read} does
   */
  public static Sbom predicate(JsonNode predicate) throws RefusedException {
    try {
      return unwrapped(predicate);
    } catch (JsonException malformed) {
      throw refused(malformed);
    }
  }

  private static Sbom unwrapped(JsonNode predicate) throws JsonException, RefusedException {
    JsonNode node = predicate;
    if (node.isObject() && node.find(DATA) != null) {
      node = node.get(DATA);
    }
    return node.isText() ? document(parse(node)) : document(node);
  }

  private static JsonNode parse(JsonNode text) throws JsonException, RefusedException {
    byte[] data = text.text().getBytes(StandardCharsets.UTF_8);
    refuseOtherSyntax(data);
    return JsonReader.read("the text of the SBOM", data);
  }

  /**
   * Refuses what is an SBOM in no JSON.
   *
   * @param data a document's bytes
   * @throws RefusedException if it is one in XML, or in SPDX's tags and values
   */
  public static void refuseOtherSyntax(byte[] data) throws RefusedException {
    int at = 0;
    while (at < data.length && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r')) {
      at++;
    }
    if (at < data.length && data[at] == '<') {
      throw unread("it is XML");
    }
    byte[] tag = "SPDXVersion:".getBytes(StandardCharsets.US_ASCII);
    if (data.length - at >= tag.length
        && Arrays.equals(data, at, at + tag.length, tag, 0, tag.length)) {
      throw unread("it is SPDX in tags and values");
    }
  }

  /** Its subjects are the files that it is of; nobody signed that. */
  private static Sbom statement(JsonNode node) throws JsonException, RefusedException {
    Sbom sbom = unwrapped(node.get(PREDICATE));
    Draft draft = new Draft();
    for (JsonNode subject : node.list("subject")) {
      JsonNode digest = subject.find("digest");
      draft.addProgram("", digest == null ? "" : Draft.text(digest, "sha256"));
    }
    Set<Sbom.Program> programs = new LinkedHashSet<>(sbom.programs());
    programs.addAll(draft.programs);
    return new Sbom(
        sbom.format(),
        sbom.tools(),
        sbom.scope(),
        sbom.subject(),
        new ArrayList<>(programs),
        sbom.containers(),
        sbom.components(),
        sbom.others());
  }

  private static Sbom document(JsonNode node) throws JsonException, RefusedException {
    if (node.isObject() && node.find(BOM_FORMAT) != null) {
      String format = node.get(BOM_FORMAT).text();
      if (!format.equals("CycloneDX")) {
        throw unread("its format is " + format);
      }
      String version = node.get(SPEC_VERSION).text();
      if (!CycloneDxReader.VERSIONS.contains(version)) {
        throw unread("it is CycloneDX " + version);
      }
      return CycloneDxReader.read(node);
    }
    if (node.isObject() && node.find(SPDX_VERSION) != null) {
      String version = node.get(SPDX_VERSION).text();
      if (!SpdxReader.VERSIONS.contains(version)) {
        throw unread("it is " + version);
      }
      return SpdxReader.read(node);
    }
    if (node.isObject() && (node.find("@context") != null || node.find("artifacts") != null)) {
      throw unread("it is of another kind, such as SPDX 3 or a tool's own");
    }
    throw node.wrong("\"bomFormat\" or \"spdxVersion\" was expected, but neither was found");
  }

  /**
   * {@return why an SBOM is refused: what is malformed is no evidence, what is too large may be}
   *
   * @param malformed what was found
   */
  public static RefusedException refused(JsonException malformed) {
    return malformed.isTooLarge()
        ? RefusedException.undecided(
            CHECK, malformed.getMessage(), "name an SBOM of this program alone")
        : new RefusedException(CHECK, malformed.getMessage());
  }

  private static RefusedException unread(String what) {
    return RefusedException.undecided(CHECK, "not read here: " + what, NEXT);
  }
}
