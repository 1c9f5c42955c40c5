package dev.gotrust.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.DsseEnvelope;
import dev.gotrust.sigstore.InclusionProof;
import dev.gotrust.sigstore.LogEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Writes Sigstore bundles of version 0.3 in their JSON form. See protobuf-specs, {@code
 * sigstore_bundle.proto}.
 */
public final class BundleWriter {
  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private final JsonGenerator out;

  private BundleWriter(JsonGenerator out) {
    this.out = out;
  }

  /**
   * {@return the JSON of a bundle, on one line without a line end}
   *
   * @param bundle names a key by a hint, or a certificate, of which the first is written
   * @throws IllegalArgumentException if it names no signer
   */
  public static Bytes write(Bundle bundle) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      new BundleWriter(out).bundle(bundle);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return Bytes.of(bytes.toByteArray());
  }

  private void bundle(Bundle bundle) throws IOException {
    out.writeStartObject();
    out.writeStringField("mediaType", MEDIA_TYPE);
    out.writeObjectFieldStart("verificationMaterial");
    signer(bundle);
    if (!bundle.logEntries().isEmpty()) {
      out.writeArrayFieldStart("tlogEntries");
      for (LogEntry entry : bundle.logEntries()) {
        entry(entry);
      }
      out.writeEndArray();
    }
    if (!bundle.timestamps().isEmpty()) {
      timestamps(bundle.timestamps());
    }
    out.writeEndObject();
    DsseEnvelope envelope = bundle.envelope();
    if (envelope == null) {
      message((Bundle.MessageSignature) bundle.content());
    } else {
      out.writeFieldName("dsseEnvelope");
      envelope(out, envelope);
    }
    out.writeEndObject();
  }

  private void signer(Bundle bundle) throws IOException {
    if (bundle.material() instanceof Bundle.KeyHint key) {
      out.writeObjectFieldStart("publicKey");
      out.writeStringField("hint", key.hint());
      out.writeEndObject();
    } else if (!bundle.certificates().isEmpty()) {
      out.writeObjectFieldStart("certificate");
      bytes("rawBytes", bundle.certificates().get(0));
      out.writeEndObject();
    } else {
      throw new IllegalArgumentException("a bundle names its signer");
    }
  }

  private void entry(LogEntry entry) throws IOException {
    out.writeStartObject();
    number("logIndex", entry.logIndex());
    out.writeObjectFieldStart("logId");
    bytes("keyId", entry.logId());
    out.writeEndObject();
    out.writeObjectFieldStart("kindVersion");
    out.writeStringField("kind", entry.kind());
    out.writeStringField("version", entry.version());
    out.writeEndObject();
    if (entry.integratedTime() != 0) {
      number("integratedTime", entry.integratedTime());
    }
    Bytes promise = entry.promise();
    if (promise != null) {
      out.writeObjectFieldStart("inclusionPromise");
      bytes("signedEntryTimestamp", promise);
      out.writeEndObject();
    }
    InclusionProof proof = entry.proof();
    if (proof != null) {
      proof(proof);
    }
    bytes("canonicalizedBody", entry.body());
    out.writeEndObject();
  }

  private void proof(InclusionProof proof) throws IOException {
    out.writeObjectFieldStart("inclusionProof");
    number("logIndex", proof.logIndex());
    bytes("rootHash", proof.rootHash());
    number("treeSize", proof.treeSize());
    out.writeArrayFieldStart("hashes");
    for (Bytes hash : proof.hashes()) {
      out.writeString(Base64Text.encode(hash.toArray()));
    }
    out.writeEndArray();
    out.writeObjectFieldStart("checkpoint");
    out.writeStringField("envelope", proof.checkpoint());
    out.writeEndObject();
    out.writeEndObject();
  }

  private void timestamps(List<Bytes> timestamps) throws IOException {
    out.writeObjectFieldStart("timestampVerificationData");
    out.writeArrayFieldStart("rfc3161Timestamps");
    for (Bytes timestamp : timestamps) {
      out.writeStartObject();
      bytes("signedTimestamp", timestamp);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void message(Bundle.MessageSignature message) throws IOException {
    out.writeObjectFieldStart("messageSignature");
    Digest digest = message.digest();
    if (digest != null) {
      out.writeObjectFieldStart("messageDigest");
      out.writeStringField("algorithm", name(digest.algorithm()));
      bytes("digest", digest.value());
      out.writeEndObject();
    }
    bytes("signature", message.signature());
    out.writeEndObject();
  }

  private static String name(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> "SHA2_256";
      case SHA384 -> "SHA2_384";
      case SHA512 -> "SHA2_512";
    };
  }

  /** Writes an envelope as bundles and logs have it. */
  static void envelope(JsonGenerator out, DsseEnvelope envelope) throws IOException {
    out.writeStartObject();
    out.writeStringField("payload", Base64Text.encode(envelope.payload().toArray()));
    out.writeStringField("payloadType", envelope.payloadType());
    out.writeArrayFieldStart("signatures");
    for (DsseEnvelope.Signature signature : envelope.signatures()) {
      out.writeStartObject();
      out.writeStringField("sig", Base64Text.encode(signature.signature().toArray()));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** As protobuf writes numbers of 64 bits. */
  private void number(String name, long value) throws IOException {
    out.writeStringField(name, Long.toString(value));
  }

  private void bytes(String name, Bytes value) throws IOException {
    out.writeStringField(name, Base64Text.encode(value.toArray()));
  }
}
