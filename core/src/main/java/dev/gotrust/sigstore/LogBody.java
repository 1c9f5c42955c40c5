package dev.gotrust.sigstore;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.json.JsonReader;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the body of a log entry against the signature that it must be about: each of its kinds
 * names signature, key and digest in its own way. See Rekor's {@code pkg/types} and rekor-tiles'
 * {@code api/proto}.
 */
final class LogBody {
  private static final String CHECK = "log entry";
  private static final Bytes EMPTY = Bytes.of(new byte[0]);

  private final Logged logged;

  private LogBody(Logged logged) {
    this.logged = logged;
  }

  static void compare(LogEntry entry, Logged logged) throws RefusedException, IOException {
    JsonNode body;
    try {
      body = JsonReader.read("the body of the log entry", entry.body().toArray());
      String kind = body.get("kind").text();
      String version = body.get("apiVersion").text();
      checkKind(entry, kind, version);
      new LogBody(logged).compare(kind + ' ' + version, body.get("spec"));
    } catch (JsonException malformed) {
      throw new RefusedException(CHECK, malformed.getMessage());
    }
  }

  private static void checkKind(LogEntry entry, String kind, String version)
      throws RefusedException {
    boolean silent = entry.kind().isEmpty() && entry.version().isEmpty();
    if (!silent && !(entry.kind().equals(kind) && entry.version().equals(version))) {
      throw new RefusedException(
          CHECK,
          "its body is of another kind than the bundle says",
          entry.kind() + ' ' + entry.version(),
          kind + ' ' + version,
          null);
    }
  }

  private void compare(String kind, JsonNode spec)
      throws JsonException, RefusedException, IOException {
    switch (kind) {
      case "hashedrekord 0.0.1" -> hashedRekord(spec);
      case "hashedrekord 0.0.2" -> hashedRekord2(spec.get("hashedRekordV002"));
      case "dsse 0.0.1" -> dsse(spec);
      case "dsse 0.0.2" -> dsse2(spec.get("dsseV002"));
      case "intoto 0.0.1" -> inToto1(spec);
      case "intoto 0.0.2" -> inToto2(spec.get("content"));
      default ->
          throw new RefusedException(
              CHECK, "its kind is not read here", "hashedrekord, dsse or intoto", kind, null);
    }
  }

  private void hashedRekord(JsonNode spec) throws JsonException, RefusedException, IOException {
    digest(digest(spec.get("data").get("hash")), logged.message());
    JsonNode signature = spec.get("signature");
    signed(
        List.of(
            new Signed(
                signature.get("content").base64(),
                verifier(signature.get("publicKey").get("content").base64()))));
  }

  private void hashedRekord2(JsonNode spec) throws JsonException, RefusedException, IOException {
    digest(digest2(spec.get("data")), logged.message());
    signed(List.of(signed2(spec.get("signature"))));
  }

  private void dsse(JsonNode spec) throws JsonException, RefusedException, IOException {
    payload(digest(spec.get("payloadHash")));
    List<Signed> signatures = new ArrayList<>();
    for (JsonNode element : spec.get("signatures").elements()) {
      Bytes verifier = verifier(element.get("verifier").base64());
      signatures.add(new Signed(element.get("signature").base64(), verifier));
    }
    signed(signatures);
  }

  private void dsse2(JsonNode spec) throws JsonException, RefusedException, IOException {
    payload(digest2(spec.get("payloadHash")));
    List<Signed> signatures = new ArrayList<>();
    for (JsonNode element : spec.get("signatures").elements()) {
      signatures.add(signed2(element));
    }
    signed(signatures);
  }

  /** Names no signature: the certificate, which signs once, and the payload bind it. */
  private void inToto1(JsonNode spec) throws JsonException, RefusedException, IOException {
    payload(digest(spec.get("content").get("payloadHash")));
    signed(List.of(new Signed(logged.signature(), verifier(spec.get("publicKey").base64()))));
  }

  /** Its signatures stand in base64 of base64. */
  private void inToto2(JsonNode content) throws JsonException, RefusedException, IOException {
    payload(digest(content.get("payloadHash")));
    List<Signed> signatures = new ArrayList<>();
    for (JsonNode element : content.get("envelope").get("signatures").elements()) {
      JsonNode twice = element.get("sig");
      byte[] once = twice.base64().toArray();
      byte[] signature = Base64Text.decode(new String(once, StandardCharsets.ISO_8859_1));
      if (signature == null) {
        throw twice.wrong("base64 of base64");
      }
      signatures.add(new Signed(Bytes.of(signature), verifier(element.get("publicKey").base64())));
    }
    signed(signatures);
  }

  private void payload(@Nullable Digest expected) throws RefusedException, IOException {
    SignedInput payload = logged.payload();
    if (payload == null) {
      throw new RefusedException(CHECK, "it is of an envelope, the bundle signs a file");
    }
    digest(expected, payload);
  }

  private static void digest(@Nullable Digest expected, SignedInput input)
      throws RefusedException, IOException {
    Digest actual = expected == null ? null : input.digest(expected.algorithm());
    if (expected == null || (actual == null && input.hasBytes())) {
      throw new RefusedException(CHECK, "its digest is of a kind that is not read here");
    }
    if (actual == null) {
      throw new RefusedException(
          CHECK,
          "it names a digest of another kind than the one that was given",
          expected.toString(),
          input.name(),
          "name the file itself, or that digest of it");
    }
    if (!expected.equals(actual)) {
      throw new RefusedException(
          CHECK, "it is of something else", expected.toString(), actual.toString(), null);
    }
  }

  private static @Nullable Digest digest(JsonNode hash) throws JsonException {
    DigestAlgorithm algorithm = DigestAlgorithm.of(hash.get("algorithm").text());
    return algorithm == null ? null : Digest.parse(algorithm, hash.get("value").text());
  }

  private static @Nullable Digest digest2(JsonNode hash) throws JsonException {
    DigestAlgorithm algorithm =
        switch (hash.get("algorithm").text()) {
          case "SHA2_256" -> DigestAlgorithm.SHA256;
          case "SHA2_384" -> DigestAlgorithm.SHA384;
          case "SHA2_512" -> DigestAlgorithm.SHA512;
          default -> null;
        };
    Bytes value = ProtoMessage.bytes(hash.get("digest"));
    return algorithm == null || value.length() != algorithm.length()
        ? null
        : new Digest(algorithm, value);
  }

  /**
   * A signature in the log.
   *
   * @param signature as the key's algorithm writes it
   * @param verifier the certificate or key that it is by, in DER
   */
  private record Signed(Bytes signature, Bytes verifier) {}

  private void signed(List<Signed> inLog) throws RefusedException {
    Bytes certificate = logged.certificate();
    Bytes signer = certificate == null ? Bytes.of(logged.key().getEncoded()) : certificate;
    boolean same = false;
    for (Signed signed : inLog) {
      boolean equal = signed.signature().equals(logged.signature());
      if (equal && signed.verifier().equals(signer)) {
        return;
      }
      same |= equal;
    }
    String kind = certificate == null ? "key" : "certificate";
    throw new RefusedException(
        CHECK, same ? "it is by another " + kind : "it holds another signature than the bundle");
  }

  /** A certificate or key in PEM. */
  private static Bytes verifier(Bytes pem) throws RefusedException {
    List<Pem.Block> blocks = Pem.read(pem.toArray());
    return blocks.size() == 1 ? Bytes.of(blocks.get(0).content()) : EMPTY;
  }

  private static Signed signed2(JsonNode signature) throws JsonException {
    JsonNode verifier = signature.get("verifier");
    JsonNode certificate = verifier.find("x509Certificate");
    JsonNode signer = certificate == null ? verifier.get("publicKey") : certificate;
    return new Signed(
        ProtoMessage.bytes(signature.get("content")), ProtoMessage.bytes(signer.get("rawBytes")));
  }
}
