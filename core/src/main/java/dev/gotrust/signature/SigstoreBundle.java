package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.signature.Bundle.Form;
import dev.gotrust.sigstore.LogEntry;
import dev.gotrust.sigstore.LogEntryReader;
import dev.gotrust.sigstore.ProtoMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the message {@code dev.sigstore.bundle.v1.Bundle} in its JSON form, of versions 0.1 to 0.3.
 * See protobuf-specs, {@code sigstore_bundle.proto}.
 */
final class SigstoreBundle {
  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";

  private SigstoreBundle() {}

  static Bundle read(String location, JsonNode node) throws JsonException {
    ProtoMessage bundle =
        ProtoMessage.of(
            node, Set.of("mediaType", "verificationMaterial", "messageSignature", "dsseEnvelope"));
    Form form = form(bundle.get("mediaType"));
    ProtoMessage material =
        ProtoMessage.of(
            bundle.get("verificationMaterial"),
            Set.of(
                "publicKey",
                "x509CertificateChain",
                "certificate",
                "tlogEntries",
                "timestampVerificationData"));
    return new Bundle(
        form,
        location,
        material(form, node, material),
        logEntries(material),
        timestamps(material),
        content(node, bundle));
  }

  private static Form form(JsonNode mediaType) throws JsonException {
    return switch (mediaType.text()) {
      case MEDIA_TYPE + "+json;version=0.1", MEDIA_TYPE + ".v0.1+json" -> Form.BUNDLE_0_1;
      case MEDIA_TYPE + "+json;version=0.2", MEDIA_TYPE + ".v0.2+json" -> Form.BUNDLE_0_2;
      case MEDIA_TYPE + "+json;version=0.3", MEDIA_TYPE + ".v0.3+json" -> Form.BUNDLE_0_3;
      default -> throw mediaType.wrong("a Sigstore bundle of version 0.1, 0.2 or 0.3");
    };
  }

  private static Bundle.Material material(Form form, JsonNode node, ProtoMessage material)
      throws JsonException {
    JsonNode key = material.find("publicKey");
    JsonNode chain = material.find("x509CertificateChain");
    JsonNode certificate = material.find("certificate");
    int count = (key == null ? 0 : 1) + (chain == null ? 0 : 1) + (certificate == null ? 0 : 1);
    if (count != 1) {
      throw node.wrong("\"verificationMaterial\" should name one signer, but names " + count);
    }
    if (key != null) {
      return new Bundle.KeyHint(ProtoMessage.of(key, Set.of("hint")).text("hint"));
    }
    if (certificate != null) {
      return new Bundle.Certificates(List.of(certificate(certificate)));
    }
    if (form == Form.BUNDLE_0_3) {
      throw node.wrong("\"x509CertificateChain\" stands in no bundle of version 0.3");
    }
    List<Bytes> certificates = new ArrayList<>();
    ProtoMessage list =
        ProtoMessage.of(material.get("x509CertificateChain"), Set.of("certificates"));
    for (JsonNode element : list.list("certificates", Limits.CERTIFICATES)) {
      certificates.add(certificate(element));
    }
    if (certificates.isEmpty()) {
      throw node.wrong("\"x509CertificateChain\" should hold a certificate, but holds none");
    }
    return new Bundle.Certificates(certificates);
  }

  private static Bytes certificate(JsonNode node) throws JsonException {
    Bytes der = ProtoMessage.of(node, Set.of("rawBytes")).bytes("rawBytes");
    if (der.length() == 0 || der.length() > Limits.CERTIFICATE) {
      throw node.wrong(
          "\"rawBytes\" should hold a certificate of at most "
              + Limits.CERTIFICATE
              + " bytes, but has "
              + der.length());
    }
    return der;
  }

  private static List<LogEntry> logEntries(ProtoMessage material) throws JsonException {
    List<LogEntry> entries = new ArrayList<>();
    for (JsonNode element : material.list("tlogEntries", Limits.BUNDLE_PROOFS)) {
      entries.add(LogEntryReader.read(element));
    }
    return entries;
  }

  private static List<Bytes> timestamps(ProtoMessage material) throws JsonException {
    List<Bytes> timestamps = new ArrayList<>();
    JsonNode data = material.find("timestampVerificationData");
    if (data != null) {
      ProtoMessage message = ProtoMessage.of(data, Set.of("rfc3161Timestamps"));
      for (JsonNode stamp : message.list("rfc3161Timestamps", Limits.BUNDLE_PROOFS)) {
        timestamps.add(ProtoMessage.of(stamp, Set.of("signedTimestamp")).bytes("signedTimestamp"));
      }
    }
    return timestamps;
  }

  private static Bundle.Content content(JsonNode node, ProtoMessage bundle) throws JsonException {
    JsonNode signature = bundle.find("messageSignature");
    JsonNode envelope = bundle.find("dsseEnvelope");
    if ((signature == null) == (envelope == null)) {
      throw node.wrong(
          "\"messageSignature\" or \"dsseEnvelope\" was expected, but "
              + (signature == null ? "neither" : "both")
              + " was found");
    }
    if (envelope != null) {
      return new Bundle.Envelope(DsseReader.read(envelope));
    }
    ProtoMessage message =
        ProtoMessage.of(bundle.get("messageSignature"), Set.of("messageDigest", "signature"));
    return new Bundle.MessageSignature(
        digest(message.find("messageDigest")), DsseReader.signature(message.get("signature")));
  }

  private static @Nullable Digest digest(@Nullable JsonNode node) throws JsonException {
    if (node == null) {
      return null;
    }
    ProtoMessage message = ProtoMessage.of(node, Set.of("algorithm", "digest"));
    JsonNode name = message.find("algorithm");
    if (name == null) {
      // cosign leaves both out with keys that sign no digest.
      if (message.bytes("digest").length() > 0) {
        throw node.wrong("\"algorithm\" was expected, but is missing");
      }
      return null;
    }
    DigestAlgorithm algorithm = algorithm(name.isNumber() ? name.digits() : name.text());
    Bytes value = message.bytes("digest");
    if (algorithm == null) {
      throw name.wrong("SHA2_256, SHA2_384 or SHA2_512");
    }
    if (value.length() != algorithm.length()) {
      throw node.wrong(
          "\"digest\" should have "
              + algorithm.length()
              + " bytes as "
              + algorithm.jca()
              + " yields, but has "
              + value.length());
    }
    return new Digest(algorithm, value);
  }

  /** By name or number, as {@code HashAlgorithm} in {@code sigstore_common.proto} has them. */
  private static @Nullable DigestAlgorithm algorithm(String name) {
    return switch (name) {
      case "SHA2_256", "1" -> DigestAlgorithm.SHA256;
      case "SHA2_384", "2" -> DigestAlgorithm.SHA384;
      case "SHA2_512", "3" -> DigestAlgorithm.SHA512;
      default -> null;
    };
  }
}
