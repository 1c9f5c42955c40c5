package dev.gotrust.signature;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.Bundle.Form;
import dev.gotrust.sigstore.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bundle that {@code cosign sign-blob --bundle} wrote before Sigstore had one: {@code
 * LocalSignedPayload} in cosign's {@code pkg/cosign/fetch.go}. For an attestation its signature is
 * a whole envelope.
 */
final class CosignBundle {
  private static final Set<String> FIELDS = Set.of("base64Signature", "cert", "rekorBundle");

  private CosignBundle() {}

  static Bundle read(String location, JsonNode node) throws JsonException {
    for (String field : node.fields()) {
      if (!FIELDS.contains(field)) {
        throw node.wrong("\"" + field + "\" is no field here; the fields are " + FIELDS);
      }
    }
    Bytes signed = node.get("base64Signature").base64();
    JsonNode rekor = node.find("rekorBundle");
    return new Bundle(
        Form.COSIGN_BUNDLE,
        location,
        material(node.find("cert")),
        rekor == null ? List.of() : List.of(logEntry(rekor)),
        List.of(),
        content(node.get("base64Signature"), signed));
  }

  private static Bundle.Content content(JsonNode node, Bytes signed) throws JsonException {
    if (signed.length() > 0 && signed.at(0) == '{') {
      return new Bundle.Envelope(
          DsseReader.read(JsonReader.read("the envelope in base64Signature", signed.toArray())));
    }
    return new Bundle.MessageSignature(null, DsseReader.signature(node));
  }

  /** PEM, or the base64 of PEM. */
  private static Bundle.Material material(@Nullable JsonNode node) throws JsonException {
    String text = node == null ? "" : node.text();
    if (node == null || text.isEmpty()) {
      return new Bundle.NoMaterial();
    }
    byte[] pem = Base64Text.decode(text);
    List<Bytes> certificates =
        certificates(pem == null ? text.getBytes(StandardCharsets.UTF_8) : pem);
    if (certificates == null) {
      throw node.wrong("a certificate in PEM");
    }
    return new Bundle.Certificates(certificates);
  }

  /** Returns the certificates of PEM, null where it holds none or something else. */
  static @Nullable List<Bytes> certificates(byte[] pem) {
    List<Bytes> certificates = new ArrayList<>();
    try {
      for (Pem.Block block : Pem.read(pem)) {
        if (!block.label().equals("CERTIFICATE") || certificates.size() == Limits.CERTIFICATES) {
          return null;
        }
        certificates.add(Bytes.of(block.content()));
      }
    } catch (RefusedException malformed) {
      return null;
    }
    return certificates.isEmpty() ? null : certificates;
  }

  private static LogEntry logEntry(JsonNode node) throws JsonException {
    JsonNode payload = node.get("Payload");
    return new LogEntry(
        payload.get("logIndex").int64(),
        hex(payload.get("logID")),
        "",
        "",
        payload.get("integratedTime").int64(),
        node.get("SignedEntryTimestamp").base64(),
        null,
        payload.get("body").base64());
  }

  private static Bytes hex(JsonNode node) throws JsonException {
    try {
      return Bytes.of(HexFormat.of().parseHex(node.text()));
    } catch (IllegalArgumentException other) {
      throw node.wrong("hexadecimal digits");
    }
  }
}
