package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.sigstore.ProtoMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the JSON form of an envelope. Fields that the specification does not name are passed over,
 * as it asks; see DSSE, {@code envelope.md}.
 */
final class DsseReader {
  private DsseReader() {}

  static DsseEnvelope read(JsonNode node) throws JsonException {
    String type = node.get("payloadType").text();
    if (type.isEmpty()) {
      throw node.get("payloadType").wrong("a type");
    }
    List<JsonNode> elements = node.get("signatures").elements();
    if (elements.isEmpty() || elements.size() > Limits.ENVELOPE_SIGNATURES) {
      throw node.wrong(
          "\"signatures\" should hold 1 to "
              + Limits.ENVELOPE_SIGNATURES
              + ", but holds "
              + elements.size());
    }
    List<DsseEnvelope.Signature> signatures = new ArrayList<>();
    for (JsonNode element : elements) {
      String keyId = element.findText("keyid");
      String certificate = element.findText("cert");
      signatures.add(
          new DsseEnvelope.Signature(
              signature(element.get("sig")),
              keyId == null ? "" : keyId,
              certificate == null || certificate.isEmpty() ? null : certificate));
    }
    return new DsseEnvelope(type, ProtoMessage.bytes(node.get("payload")), signatures);
  }

  static Bytes signature(JsonNode node) throws JsonException {
    Bytes signature = ProtoMessage.bytes(node);
    if (signature.length() == 0 || signature.length() > Limits.SIGNATURE) {
      throw node.wrong(
          "\""
              + node.path()
              + "\" should have 1 to "
              + Limits.SIGNATURE
              + " bytes, but has "
              + signature.length());
    }
    return signature;
  }
}
