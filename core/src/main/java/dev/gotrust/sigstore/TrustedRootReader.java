package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.json.JsonException;
import dev.gotrust.json.JsonNode;
import dev.gotrust.keys.PublicKeys;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Authority;
import dev.gotrust.sigstore.TrustedRoot.Log;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the JSON form of {@code dev.sigstore.trustroot.v1.TrustedRoot}. */
final class TrustedRootReader {
  private static final Set<String> MEDIA_TYPES =
      Set.of(
          "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
          "application/vnd.dev.sigstore.trustedroot.v0.1+json",
          "application/vnd.dev.sigstore.trustedroot.v0.2+json");
  private static final int MOST = 256;

  private final String location;

  TrustedRootReader(String location) {
    this.location = location;
  }

  TrustedRoot read(Bytes sha256, JsonNode node) throws JsonException {
    ProtoMessage root =
        ProtoMessage.of(
            node,
            Set.of(
                "mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities"));
    JsonNode type = root.get("mediaType");
    if (!MEDIA_TYPES.contains(type.text())) {
      throw type.wrong("a trusted root of version 0.1 or 0.2");
    }
    return new TrustedRoot(
        location,
        sha256,
        authorities(root, "certificateAuthorities"),
        logs(root, "ctlogs"),
        logs(root, "tlogs"),
        authorities(root, "timestampAuthorities"));
  }

  private static List<Authority> authorities(ProtoMessage root, String field) throws JsonException {
    List<Authority> authorities = new ArrayList<>();
    for (JsonNode element : root.list(field, MOST)) {
      ProtoMessage message =
          ProtoMessage.of(element, Set.of("subject", "uri", "certChain", "validFor", "operator"));
      authorities.add(
          new Authority(
              message.text("uri"),
              chain(message.get("certChain")),
              validity(message.get("validFor"))));
    }
    return authorities;
  }

  private static List<X509Certificate> chain(JsonNode node) throws JsonException {
    List<X509Certificate> chain = new ArrayList<>();
    ProtoMessage message = ProtoMessage.of(node, Set.of("certificates"));
    for (JsonNode element : message.list("certificates", Limits.CERTIFICATES)) {
      Bytes der = ProtoMessage.of(element, Set.of("rawBytes")).bytes("rawBytes");
      try {
        chain.add(Certificates.parse(der));
      } catch (RefusedException malformed) {
        throw element.wrong("\"rawBytes\" is no certificate: " + malformed.getMessage());
      }
    }
    if (chain.isEmpty()) {
      throw node.wrong("\"certificates\" should hold a certificate, but holds none");
    }
    return chain;
  }

  private static List<Log> logs(ProtoMessage root, String field) throws JsonException {
    List<Log> logs = new ArrayList<>();
    for (JsonNode element : root.list(field, MOST)) {
      logs.add(log(element));
    }
    return logs;
  }

  private static Log log(JsonNode node) throws JsonException {
    ProtoMessage message =
        ProtoMessage.of(
            node,
            Set.of(
                "baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId", "operator"));
    ProtoMessage key =
        ProtoMessage.of(message.get("publicKey"), Set.of("rawBytes", "keyDetails", "validFor"));
    Bytes id = ProtoMessage.of(message.get("logId"), Set.of("keyId")).bytes("keyId");
    return new Log(
        message.text("baseUrl"),
        id,
        key(message.get("publicKey"), key.bytes("rawBytes")),
        validity(key.get("validFor")));
  }

  private static PublicKey key(JsonNode node, Bytes encoded) throws JsonException {
    try {
      return PublicKeys.parse(encoded);
    } catch (RefusedException malformed) {
      throw node.wrong("\"rawBytes\" is no key: " + malformed.getMessage());
    }
  }

  /** Without a start nobody can say that a signature is not older. */
  private static Validity validity(JsonNode node) throws JsonException {
    ProtoMessage message = ProtoMessage.of(node, Set.of("start", "end"));
    Instant start = message.time("start");
    if (start == null) {
      throw node.wrong("\"start\" was expected, but is missing");
    }
    return new Validity(start, message.time("end"));
  }
}
