package dev.gotrust.signature;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The bodies of log entries of every kind, of one signature. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VirtualBody(
    byte[] content,
    byte[] message,
    @Nullable String payloadType,
    byte[] signature,
    byte[] verifier,
    boolean isKey,
    String keyKind) {
  static String digestOf(String keyKind) {
    return switch (keyKind) {
      case "P-384" -> "SHA-384";
      case "P-521", "Ed25519" -> "SHA-512";
      default -> "SHA-256";
    };
  }

  static String protoName(String digest) {
    return digest.replace("SHA-", "SHA2_");
  }

  String of(String kind) throws Exception {
    String[] parts = kind.split(" ", 2);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("apiVersion", parts[1]).put("kind", parts[0]);
    ObjectNode spec = body.putObject("spec");
    switch (kind) {
      case "hashedrekord 0.0.1" -> hashedRekord(spec);
      case "hashedrekord 0.0.2" -> hashedRekord2(spec.putObject("hashedRekordV002"));
      case "dsse 0.0.1" -> dsse(spec);
      case "dsse 0.0.2" -> dsse2(spec.putObject("dsseV002"));
      case "intoto 0.0.1" -> inToto1(spec);
      case "intoto 0.0.2" -> inToto2(spec.putObject("content"));
      default -> throw new IllegalArgumentException(kind);
    }
    return body.toString();
  }

  private static String digest(String algorithm, byte[] data) throws Exception {
    return VirtualBundle.hex(MessageDigest.getInstance(algorithm).digest(data));
  }

  private void hashedRekord(ObjectNode spec) throws Exception {
    String algorithm = digestOf(keyKind);
    spec.putObject("data")
        .putObject("hash")
        .put("algorithm", algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT))
        .put("value", digest(algorithm, message));
    spec.putObject("signature")
        .put("content", VirtualLog.base64(signature))
        .putObject("publicKey")
        .put("content", pem());
  }

  private void hashedRekord2(ObjectNode entry) throws Exception {
    String algorithm = digestOf(keyKind);
    entry
        .putObject("data")
        .put("algorithm", protoName(algorithm))
        .put("digest", VirtualLog.base64(MessageDigest.getInstance(algorithm).digest(message)));
    signature2(entry.putObject("signature"));
  }

  private void signature2(ObjectNode node) {
    node.put("content", VirtualLog.base64(signature));
    ObjectNode by = node.putObject("verifier");
    by.put("keyDetails", keyDetails());
    by.putObject(isKey ? "publicKey" : "x509Certificate")
        .put("rawBytes", VirtualLog.base64(verifier));
  }

  private String keyDetails() {
    return switch (keyKind) {
      case "P-384" -> "PKIX_ECDSA_P384_SHA_384";
      case "P-521" -> "PKIX_ECDSA_P521_SHA_512";
      case "RSA" -> "PKIX_RSA_PKCS1V15_2048_SHA256";
      case "Ed25519" -> "PKIX_ED25519_PH";
      default -> "PKIX_ECDSA_P256_SHA_256";
    };
  }

  private void payloadHash(ObjectNode spec) throws Exception {
    spec.putObject("payloadHash")
        .put("algorithm", "sha256")
        .put("value", digest("SHA-256", content));
  }

  private void dsse(ObjectNode spec) throws Exception {
    // Of the envelope's JSON as it was sent to the log, which nobody keeps.
    spec.putObject("envelopeHash")
        .put("algorithm", "sha256")
        .put("value", digest("SHA-256", signature));
    payloadHash(spec);
    spec.putArray("signatures")
        .addObject()
        .put("signature", VirtualLog.base64(signature))
        .put("verifier", pem());
  }

  private void dsse2(ObjectNode entry) throws Exception {
    entry
        .putObject("payloadHash")
        .put("algorithm", "SHA2_256")
        .put("digest", VirtualLog.base64(VirtualAuthority.sha256(content)));
    signature2(entry.putArray("signatures").addObject());
  }

  private void inToto1(ObjectNode spec) throws Exception {
    payloadHash(spec.putObject("content"));
    spec.put("publicKey", pem());
  }

  private void inToto2(ObjectNode node) throws Exception {
    payloadHash(node);
    ObjectNode envelope = node.putObject("envelope");
    envelope.put("payloadType", payloadType);
    envelope
        .putArray("signatures")
        .addObject()
        .put("publicKey", pem())
        .put(
            "sig",
            VirtualLog.base64(VirtualLog.base64(signature).getBytes(StandardCharsets.US_ASCII)));
  }

  private String pem() {
    String label = isKey ? "PUBLIC KEY" : "CERTIFICATE";
    String text =
        "-----BEGIN "
            + label
            + "-----\n"
            + VirtualLog.base64(verifier)
            + "\n-----END "
            + label
            + "-----\n";
    return VirtualLog.base64(text.getBytes(StandardCharsets.US_ASCII));
  }
}
