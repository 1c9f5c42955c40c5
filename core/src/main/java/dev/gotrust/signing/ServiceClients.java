package dev.gotrust.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.DsseEnvelope;
import dev.gotrust.sigstore.InclusionProof;
import dev.gotrust.sigstore.LogEntry;
import dev.gotrust.sigstore.LogEntryReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with Fulcio, Rekor and timestamp authorities. What they answer is read and not believed:
 * whoever asks verifies it.
 */
final class ServiceClients {
  private static final String JSON = "application/json";
  private static final String CERTIFICATE = "certificate";

  private final Transport transport;

  ServiceClients(Transport transport) {
    this.transport = transport;
  }

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  private static Bytes json(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      out.writeStartObject();
      body.write(out);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory can be written to", impossible);
    }
    return Bytes.of(bytes.toByteArray());
  }

  private static String join(String address, String below) {
    return (address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + below;
  }

  /** Returns the certificate of a key and the identity of a token (Fulcio's {@code /api/v2}). */
  Bytes certificate(String fulcio, IdentityToken token, KeyPair keys)
      throws RefusedException, IOException {
    String request = Base64Text.encode(pem("CERTIFICATE REQUEST", request(keys)));
    Bytes body =
        json(
            out -> {
              out.writeObjectFieldStart("credentials");
              out.writeStringField("oidcIdentityToken", token.text());
              out.writeEndObject();
              out.writeStringField("certificateSigningRequest", request);
            });
    Transport.Call call =
        new Transport.Call(
            join(fulcio, "/api/v2/signingCert"),
            JSON,
            body,
            token.text(),
            false,
            Limits.SIGNING_ANSWER);
    Bytes answer = transport.exchange(call);
    try {
      return certificate(JsonReader.read("the certificate authority's answer", answer.toArray()));
    } catch (JsonException | RefusedException wrong) {
      // What was found may be the token, sent back.
      throw new RefusedException(CERTIFICATE, call.hide(String.valueOf(wrong.getMessage())));
    }
  }

  private static Bytes certificate(JsonNode answer) throws JsonException, RefusedException {
    JsonNode embedded = answer.find("signedCertificateEmbeddedSct");
    if (embedded == null) {
      throw new RefusedException(
          CERTIFICATE, "the authority answered none that its log has acknowledged");
    }
    List<JsonNode> chain = embedded.get("chain").list("certificates");
    if (chain.isEmpty()) {
      throw new RefusedException(CERTIFICATE, "the authority answered none");
    }
    String text = chain.get(0).text();
    for (Pem.Block block : Pem.read(text.getBytes(StandardCharsets.UTF_8))) {
      if (block.label().equals("CERTIFICATE")) {
        return Bytes.of(block.content());
      }
    }
    throw new RefusedException(CERTIFICATE, "the authority answered none in PEM");
  }

  private static byte[] request(KeyPair keys) throws IOException {
    try {
      return new JcaPKCS10CertificationRequestBuilder(new X500Name(""), keys.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException impossible) {
      throw new IllegalStateException("a key that was made for it", impossible);
    }
  }

  private static byte[] pem(String label, byte[] der) {
    return ("-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END "
            + label
            + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns an RFC 3161 timestamp of a signature. */
  Bytes timestamp(String authority, Bytes signature) throws IOException {
    TimeStampRequestGenerator request = new TimeStampRequestGenerator();
    request.setCertReq(true);
    byte[] digest = Bytes.sha256(signature.toArray()).toArray();
    byte[] query = request.generate(NISTObjectIdentifiers.id_sha256, digest).getEncoded();
    return transport.exchange(
        new Transport.Call(
            authority,
            "application/timestamp-query",
            Bytes.of(query),
            "",
            false,
            Limits.SIGNING_ANSWER));
  }

  /**
   * What is logged.
   *
   * @param signature of a file's bytes, or of the envelope
   * @param sha256 of what is signed: the file, or the envelope's pre-authentication encoding
   * @param envelope null for a file
   * @param certificate of the signer
   */
  record Entry(Bytes signature, Bytes sha256, @Nullable DsseEnvelope envelope, Bytes certificate) {}

  /** Returns the log's entry of a signature. */
  LogEntry log(SigningServices.Log log, Entry entry) throws RefusedException, IOException {
    boolean second = log.version() == 2;
    Bytes body = second ? second(entry) : first(entry);
    String path = second ? "/api/v2/log/entries" : "/api/v1/log/entries";
    Bytes answer =
        transport.exchange(
            new Transport.Call(
                join(log.address(), path), JSON, body, "", false, Limits.SIGNING_ANSWER));
    try {
      JsonNode node = JsonReader.read("the log's answer", answer.toArray());
      return second ? LogEntryReader.read(node) : first(node);
    } catch (JsonException malformed) {
      throw new RefusedException("log entry", malformed.getMessage());
    }
  }

  /** Of Rekor's first version: kinds hashedrekord and dsse, both 0.0.1. */
  private static Bytes first(Entry entry) {
    String verifier = Base64Text.encode(pem("CERTIFICATE", entry.certificate().toArray()));
    DsseEnvelope envelope = entry.envelope();
    return json(
        out -> {
          out.writeStringField("apiVersion", "0.0.1");
          out.writeStringField("kind", envelope == null ? "hashedrekord" : "dsse");
          out.writeObjectFieldStart("spec");
          if (envelope != null) {
            out.writeObjectFieldStart("proposedContent");
            out.writeStringField("envelope", text(envelope));
            out.writeArrayFieldStart("verifiers");
            out.writeString(verifier);
            out.writeEndArray();
            out.writeEndObject();
          } else {
            out.writeObjectFieldStart("signature");
            out.writeStringField("content", Base64Text.encode(entry.signature().toArray()));
            out.writeObjectFieldStart("publicKey");
            out.writeStringField("content", verifier);
            out.writeEndObject();
            out.writeEndObject();
            out.writeObjectFieldStart("data");
            out.writeObjectFieldStart("hash");
            out.writeStringField("algorithm", "sha256");
            out.writeStringField("value", entry.sha256().hex());
            out.writeEndObject();
            out.writeEndObject();
          }
          out.writeEndObject();
        });
  }

  private static String text(DsseEnvelope envelope) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      BundleWriter.envelope(out, envelope);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Of Rekor's second version: hashedrekord 0.0.2, of an envelope too. */
  private static Bytes second(Entry entry) {
    return json(
        out -> {
          out.writeObjectFieldStart("hashedRekordRequestV002");
          out.writeStringField("digest", Base64Text.encode(entry.sha256().toArray()));
          out.writeObjectFieldStart("signature");
          out.writeStringField("content", Base64Text.encode(entry.signature().toArray()));
          out.writeFieldName("verifier");
          verifier(out, entry.certificate());
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private static void verifier(JsonGenerator out, Bytes certificate) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("x509Certificate");
    out.writeStringField("rawBytes", Base64Text.encode(certificate.toArray()));
    out.writeEndObject();
    out.writeStringField("keyDetails", "PKIX_ECDSA_P256_SHA_256");
    out.writeEndObject();
  }

  /** An entry as the first version answers it: under its name, and in other spellings. */
  private static LogEntry first(JsonNode answer) throws JsonException, RefusedException {
    if (answer.fields().size() != 1) {
      throw answer.wrong("one entry was expected, but there are " + answer.fields().size());
    }
    JsonNode entry = answer.get(answer.fields().iterator().next());
    Bytes body = entry.get("body").base64();
    JsonNode kind = JsonReader.read("the body of the log's entry", body.toArray());
    JsonNode verification = entry.get("verification");
    JsonNode proof = verification.get("inclusionProof");
    List<Bytes> hashes = new ArrayList<>();
    if (proof.list("hashes").size() > Limits.PROOF_HASHES) {
      throw proof.wrong("\"hashes\" holds more than " + Limits.PROOF_HASHES);
    }
    for (JsonNode hash : proof.list("hashes")) {
      hashes.add(hex(hash));
    }
    return new LogEntry(
        entry.get("logIndex").int64(),
        hex(entry.get("logID")),
        kind.get("kind").text(),
        kind.get("apiVersion").text(),
        entry.get("integratedTime").int64(),
        verification.get("signedEntryTimestamp").base64(),
        new InclusionProof(
            proof.get("logIndex").int64(),
            proof.get("treeSize").int64(),
            hex(proof.get("rootHash")),
            hashes,
            proof.get("checkpoint").text()),
        body);
  }

  private static Bytes hex(JsonNode node) throws JsonException {
    try {
      return Bytes.of(HexFormat.of().parseHex(node.text()));
    } catch (IllegalArgumentException other) {
      throw node.wrong("bytes in hexadecimal");
    }
  }
}
