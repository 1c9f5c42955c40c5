package dev.gotrust.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.gotrust.material.LoopbackProxy;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.tsp.TimeStampRequest;

/**
 * The services of a virtual Sigstore on this machine's loopback: Fulcio, Rekor of both versions, a
 * timestamp authority, and what gives GitHub's workflows their tokens. They do with a request what
 * the real ones do, and check it as they do.
 */
public final class VirtualServices implements AutoCloseable {
  /** In the order of names, as Rekor has it. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final String SECRET = "secret-of-the-job";

  private final VirtualSigstore sigstore;
  private final InstantSource clock;
  private final LoopbackProxy server;
  private final String token;
  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
  private VirtualSigstore certifiedBy;

  /** Starts the services. */
  public VirtualServices(VirtualSigstore sigstore, Path directory, InstantSource clock)
      throws IOException {
    this.sigstore = sigstore;
    this.certifiedBy = sigstore;
    this.clock = clock;
    this.token = token(clock.instant().plusSeconds(300));
    this.server = LoopbackProxy.serving(directory);
    server.on("/api/v2/signingCert", (exchange, at) -> answer(exchange, 200, this::certificate));
    server.on("/api/v1/log/entries", (exchange, at) -> answer(exchange, 201, this::first));
    server.on("/api/v2/log/entries", (exchange, at) -> answer(exchange, 201, this::second));
    server.on("/api/v1/timestamp", (exchange, at) -> answer(exchange, 201, this::stamp));
    server.on("/token", (exchange, at) -> answer(exchange, 200, body -> gitHub(exchange)));
  }

  /** A token that expires then. */
  public static String token(Instant expires) {
    String claims =
        "{\"iss\":\""
            + VirtualSigstore.ISSUER
            + "\",\"sub\":\"repo:acme/tool\",\"aud\":\"sigstore\",\"exp\":"
            + expires.getEpochSecond()
            + "}";
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    return url.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + '.'
        + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + '.'
        + url.encodeToString("signature".getBytes(StandardCharsets.UTF_8));
  }

  /** The one token that is accepted. */
  public String token() {
    return token;
  }

  /** What GitHub gives a job that may have tokens. */
  public Map<String, String> gitHubVariables() {
    return Map.of(
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        url() + "/token?job=1",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        SECRET);
  }

  /** The address of all services, without a slash at its end. */
  public String url() {
    return server.url();
  }

  /** Where signatures are stamped. */
  public String timestamps() {
    return url() + "/api/v1/timestamp";
  }

  /** The server, to have it misbehave. */
  public LoopbackProxy server() {
    return server;
  }

  /** What was logged, by its kind. */
  public List<String> logged() {
    return List.copyOf(logged);
  }

  /** Has another instance issue the certificates. */
  public void certifiedBy(VirtualSigstore other) {
    certifiedBy = other;
  }

  private interface Service {
    byte[] answer(byte[] body) throws Exception;
  }

  private static void answer(HttpExchange exchange, int status, Service service)
      throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    byte[] answer;
    int code = status;
    try {
      answer = service.answer(body);
    } catch (Exception refused) {
      answer = String.valueOf(refused).getBytes(StandardCharsets.UTF_8);
      code = 400;
    }
    exchange.sendResponseHeaders(code, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private static byte[] bytes(JsonNode node) throws IOException {
    return MAPPER.writeValueAsBytes(node);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private byte[] gitHub(HttpExchange exchange) throws IOException {
    require(
        ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization")),
        "authorization");
    require("job=1&audience=sigstore".equals(exchange.getRequestURI().getQuery()), "audience");
    return bytes(MAPPER.createObjectNode().put("value", token));
  }

  private byte[] certificate(byte[] body) throws Exception {
    JsonNode request = MAPPER.readTree(body);
    require(
        request.at("/credentials/oidcIdentityToken").asText().equals(token),
        "the token is not accepted");
    String pem =
        new String(
            Base64.getDecoder().decode(request.path("certificateSigningRequest").asText()),
            StandardCharsets.US_ASCII);
    JcaPKCS10CertificationRequest csr;
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      csr =
          new JcaPKCS10CertificationRequest(
              ((org.bouncycastle.pkcs.PKCS10CertificationRequest) parser.readObject())
                  .getEncoded());
    }
    require(
        csr.isSignatureValid(new JcaContentVerifierProviderBuilder().build(csr.getPublicKey())),
        "proof of possession");
    VirtualAuthority.Leaf leaf =
        new VirtualAuthority.Leaf(
            csr.getPublicKey(),
            now(),
            now().plus(VirtualSigstore.lifetime()),
            new GeneralNames(
                new GeneralName(GeneralName.uniformResourceIdentifier, VirtualSigstore.IDENTITY)),
            KeyPurposeId.id_kp_codeSigning,
            false,
            Map.of("1", VirtualSigstore.ISSUER, "8", VirtualSigstore.ISSUER));
    byte[] der =
        VirtualSigstore.encoded(
            certifiedBy.issuer().issue(leaf, certifiedBy.certificateLog(), now()));
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode chain =
        answer
            .putObject("signedCertificateEmbeddedSct")
            .putObject("chain")
            .putArray("certificates");
    chain.add(pem(der));
    chain.add(pem(VirtualSigstore.encoded(certifiedBy.issuer().certificate())));
    return bytes(answer);
  }

  private static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  private byte[] first(byte[] body) throws Exception {
    JsonNode request = MAPPER.readTree(body);
    String kind = request.path("kind").asText();
    require(request.path("apiVersion").asText().equals("0.0.1"), "version");
    // The one is logged as it was proposed, of the other what it was made of.
    String entry =
        kind.equals("dsse")
            ? envelope(
                MAPPER.readTree(request.at("/spec/proposedContent/envelope").asText()),
                der(request.at("/spec/proposedContent/verifiers/0").asText()),
                "dsse 0.0.1")
            : sorted(request);
    logged.add(kind + " 0.0.1");
    ObjectNode proto = sigstore.log(false).entry(kind, "0.0.1", entry, now(), true);
    ObjectNode answer = MAPPER.createObjectNode();
    ObjectNode named = answer.putObject("24296fb24b8ad77a");
    named.put("body", proto.path("canonicalizedBody").asText());
    named.put("integratedTime", proto.path("integratedTime").asLong());
    named.put("logID", hex(proto.at("/logId/keyId")));
    named.put("logIndex", proto.path("logIndex").asLong());
    ObjectNode verification = named.putObject("verification");
    verification.put(
        "signedEntryTimestamp", proto.at("/inclusionPromise/signedEntryTimestamp").asText());
    ObjectNode proof = verification.putObject("inclusionProof");
    proof.put("checkpoint", proto.at("/inclusionProof/checkpoint/envelope").asText());
    proof.put("logIndex", proto.at("/inclusionProof/logIndex").asLong());
    proof.put("treeSize", proto.at("/inclusionProof/treeSize").asLong());
    proof.put("rootHash", hex(proto.at("/inclusionProof/rootHash")));
    ArrayNode hashes = proof.putArray("hashes");
    for (JsonNode hash : proto.at("/inclusionProof/hashes")) {
      hashes.add(hex(hash));
    }
    return bytes(answer);
  }

  private static String hex(JsonNode base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64.asText()));
  }

  private static byte[] der(String base64Pem) {
    String pem =
        new String(Base64.getDecoder().decode(base64Pem), StandardCharsets.US_ASCII)
            .replaceAll("-----[A-Z ]+-----", "");
    return Base64.getMimeDecoder().decode(pem);
  }

  private static String envelope(JsonNode envelope, byte[] verifier, String kind) throws Exception {
    byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
    byte[] signature = Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asText());
    String type = envelope.path("payloadType").asText();
    return new VirtualBody(payload, payload, type, signature, verifier, false, "P-256").of(kind);
  }

  private byte[] second(byte[] body) throws Exception {
    JsonNode request = MAPPER.readTree(body);
    logged.add("hashedrekord 0.0.2");
    String entry = hashed(request.path("hashedRekordRequestV002"));
    return bytes(sigstore.log(true).entry("hashedrekord", "0.0.2", entry, now(), false));
  }

  private static String hashed(JsonNode file) throws IOException {
    require(
        file.at("/signature/verifier/keyDetails").asText().equals("PKIX_ECDSA_P256_SHA_256"),
        "key details");
    ObjectNode body = MAPPER.createObjectNode();
    body.put("apiVersion", "0.0.2").put("kind", "hashedrekord");
    ObjectNode entry = body.putObject("spec").putObject("hashedRekordV002");
    entry
        .putObject("data")
        .put("algorithm", "SHA2_256")
        .put("digest", file.path("digest").asText());
    entry.set("signature", file.path("signature"));
    return sorted(body);
  }

  private static String sorted(JsonNode node) throws IOException {
    return MAPPER.writeValueAsString(MAPPER.treeToValue(node, Map.class));
  }

  private byte[] stamp(byte[] body) throws Exception {
    TimeStampRequest request = new TimeStampRequest(body);
    return sigstore
        .stamps()
        .stampOf(request.getMessageImprintDigest(), now(), VirtualStamps.Kind.EMBEDDED);
  }

  /** A signing config of version 0.2 that names the services. */
  public String signingConfig(int rekorVersion) {
    String valid = "\"validFor\":{\"start\":\"2025-01-01T00:00:00Z\"},\"operator\":\"virtual\"}";
    return "{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\",\"caUrls\":"
        + "[{\"url\":\""
        + url()
        + "\",\"majorApiVersion\":1,"
        + valid
        + "],\"rekorTlogUrls\":[{\"url\":\""
        + url()
        + "\",\"majorApiVersion\":"
        + rekorVersion
        + ","
        + valid
        + "],\"tsaUrls\":[{\"url\":\""
        + timestamps()
        + "\",\"majorApiVersion\":1,"
        + valid
        + "],\"rekorTlogConfig\":{\"selector\":\"ANY\"},\"tsaConfig\":{\"selector\":\"ANY\"}}";
  }

  @Override
  public void close() {
    server.close();
  }
}
