package dev.gotrust.signature;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.Bundle.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads signatures in every form that cosign and Sigstore's clients write, told apart by content
 * and never by name. See {@code specs/signatures.md}.
 */
public final class BundleReader {
  private static final String CHECK = "form";

  private BundleReader() {}

  /**
   * {@return the signatures of a file, in its order; at least one}
   *
   * @param location what messages and reports call the file
   * @param data its bytes
   * @throws RefusedException if it is none of the forms, malformed, or above a cap
   */
  public static List<Bundle> read(String location, byte[] data) throws RefusedException {
    if (data.length > Limits.SIGNATURE_FILE) {
      throw new RefusedException(
          CHECK,
          "it has " + data.length + " bytes, more than the " + Limits.SIGNATURE_FILE + " read");
    }
    try {
      return startsLikeJson(data) ? json(location, data) : bare(location, data);
    } catch (JsonException malformed) {
      throw new RefusedException(CHECK, malformed.getMessage());
    }
  }

  private static boolean startsLikeJson(byte[] data) {
    int at = 0;
    while (at < data.length && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r')) {
      at++;
    }
    return at < data.length && (data[at] == '{' || data[at] == '[');
  }

  private static List<Bundle> json(String location, byte[] data)
      throws JsonException, RefusedException {
    List<JsonNode> nodes = JsonReader.readAll("JSON", data);
    if (nodes.size() > Limits.BUNDLES) {
      throw new RefusedException(
          CHECK, "it holds " + nodes.size() + " values, more than the " + Limits.BUNDLES + " read");
    }
    List<Bundle> bundles = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String place = nodes.size() == 1 ? location : location + ", value " + (i + 1);
      JsonNode node = nodes.get(i);
      if (node.isObject() && node.fields().contains("provenance_summary")) {
        bundles.addAll(cloudBuild(place, node));
      } else {
        bundles.add(json(place, node));
      }
    }
    return bundles;
  }

  /** What {@code gcloud artifacts docker images describe --show-provenance} writes. */
  private static List<Bundle> cloudBuild(String location, JsonNode node)
      throws JsonException, RefusedException {
    List<JsonNode> provenances = node.get("provenance_summary").list("provenance");
    if (provenances.size() > Limits.BUNDLES) {
      throw new RefusedException(
          CHECK,
          "it holds "
              + provenances.size()
              + " provenances, more than the "
              + Limits.BUNDLES
              + " read");
    }
    List<Bundle> bundles = new ArrayList<>();
    for (JsonNode provenance : provenances) {
      JsonNode envelope = provenance.find("envelope");
      if (envelope != null) {
        bundles.add(envelope(location + ", " + envelope.path(), envelope));
      }
    }
    if (bundles.isEmpty()) {
      throw new RefusedException(
          CHECK, "it is a summary of Google Cloud Build without a provenance");
    }
    return bundles;
  }

  private static Bundle json(String location, JsonNode node)
      throws JsonException, RefusedException {
    if (!node.isObject()) {
      throw node.wrong("a bundle or an envelope");
    }
    Set<String> fields = node.fields();
    if (fields.contains("base64Signature")) {
      return CosignBundle.read(location, node);
    }
    if (fields.contains("payloadType") || fields.contains("payload")) {
      return envelope(location, node);
    }
    if (fields.contains("_type") || fields.contains("critical")) {
      throw new RefusedException(
          CHECK,
          fields.contains("_type")
              ? "it is a statement that nobody signed"
              : "it is the payload of an image's signature, without the signature",
          "a bundle, an envelope or a signature",
          null,
          "name the envelope or bundle that carries it");
    }
    return SigstoreBundle.read(location, node);
  }

  private static Bundle envelope(String location, JsonNode node) throws JsonException {
    return new Bundle(
        Form.ENVELOPE,
        location,
        new Bundle.NoMaterial(),
        List.of(),
        List.of(),
        new Bundle.Envelope(DsseReader.read(node)));
  }

  private static List<Bundle> bare(String location, byte[] data)
      throws RefusedException, JsonException {
    byte[] decoded = Base64Text.decode(new String(data, StandardCharsets.ISO_8859_1).strip());
    byte[] signature = decoded == null ? data : decoded;
    if (signature.length == 0 || (decoded == null && isText(data))) {
      throw new RefusedException(CHECK, text(data), forms(), null, null);
    }
    if (decoded != null && startsLikeJson(decoded)) {
      return json(location, decoded);
    }
    if (signature.length > Limits.SIGNATURE) {
      throw new RefusedException(
          CHECK,
          "it is neither JSON nor a signature: it has " + signature.length + " bytes",
          forms(),
          null,
          null);
    }
    return List.of(
        new Bundle(
            Form.SIGNATURE,
            location,
            new Bundle.NoMaterial(),
            List.of(),
            List.of(),
            new Bundle.MessageSignature(null, Bytes.of(signature))));
  }

  private static boolean isText(byte[] data) {
    for (byte b : data) {
      if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] data) {
    String start = new String(data, 0, Math.min(data.length, 64), StandardCharsets.ISO_8859_1);
    if (start.contains("BEGIN PGP")) {
      return "OpenPGP signatures are not checked here";
    }
    if (start.contains("BEGIN SSH")) {
      return "SSH signatures are not checked here";
    }
    if (start.startsWith("untrusted comment:")) {
      return "minisign's and signify's signatures are not checked here";
    }
    return data.length == 0 ? "it is empty" : "it is text of another kind";
  }

  private static String forms() {
    return "a signature in base64 or DER, a cosign or Sigstore bundle, a DSSE envelope, or JSON"
        + " Lines of them";
  }
}
