package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.HttpDoor;
import dev.gotrust.material.HttpOptions;
import dev.gotrust.material.LoopbackProxy;
import dev.gotrust.material.RequestListener;
import dev.gotrust.signing.AmbientToken;
import dev.gotrust.signing.IdentityToken;
import dev.gotrust.signing.KeylessSigner;
import dev.gotrust.signing.Signed;
import dev.gotrust.signing.SigningServices;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing by an identity, against the services of a virtual Sigstore on this machine. */
final class KeylessSignerTest {
  private static final String TYPE = "application/vnd.in-toto+json";
  private static final String STATEMENT =
      "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"file\",\"digest\":"
          + "{\"sha256\":\""
          + Bytes.sha256(Keylessly.FILE).hex()
          + "\"}}],\"predicateType\":\"https://slsa.dev/provenance/v1\",\"predicate\":{}}";
  private static final Instant NOW = VirtualSigstore.SIGNED_AT;
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path directory;
  private VirtualSigstore sigstore;
  private VirtualServices services;
  private HttpDoor door;

  @BeforeEach
  void start() throws Exception {
    sigstore = new VirtualSigstore();
    services = new VirtualServices(sigstore, directory, CLOCK);
    HttpOptions patient = HttpOptions.of("gotrust/test");
    door =
        new HttpDoor(
            new HttpOptions(
                patient.userAgent(),
                patient.connect(),
                patient.small(),
                patient.large(),
                patient.idle(),
                8,
                3,
                Duration.ofMillis(1),
                Duration.ofSeconds(1)),
            new RequestListener() {});
  }

  @AfterEach
  void stop() {
    door.close();
    services.close();
  }

  private KeylessSigner signer(SigningServices chosen, String token) throws Exception {
    return new KeylessSigner(
        chosen,
        door,
        IdentityToken.parse("test", token, NOW),
        Keylessly.root(sigstore.trustedRoot()),
        CLOCK);
  }

  private KeylessSigner signer(int rekor, boolean stamped) throws Exception {
    return signer(
        SigningServices.of(
            services.url(), services.url(), rekor, stamped ? services.timestamps() : null),
        services.token());
  }

  private Signed sign(KeylessSigner signer) throws RefusedException, IOException {
    return signer.sign("file", new ArraySource(Keylessly.FILE));
  }

  private void holdsLater(Signed signed) throws Exception {
    Verified verified = Keylessly.of(sigstore).verify(signed.json().toArray());
    assertEquals(VirtualSigstore.IDENTITY, verified.signer().title().split(" ", 2)[0]);
    assertNotNull(verified.signedAt());
    assertEquals(List.of(), verified.remarks());
  }

  @Test
  void aFileIsSignedAndLoggedByBothVersions() throws Exception {
    holdsLater(sign(signer(1, false)));
    holdsLater(sign(signer(1, true)));
    holdsLater(sign(signer(2, true)));
    assertEquals(
        List.of("hashedrekord 0.0.1", "hashedrekord 0.0.1", "hashedrekord 0.0.2"),
        services.logged());
  }

  @Test
  void aStatementIsSignedAndLoggedByBothVersions() throws Exception {
    byte[] payload = STATEMENT.getBytes(StandardCharsets.UTF_8);
    holdsLater(signer(1, false).attest(TYPE, payload));
    holdsLater(signer(2, true).attest(TYPE, payload));
    // As cosign has it, which takes no envelope of the second version.
    assertEquals(List.of("dsse 0.0.1", "hashedrekord 0.0.2"), services.logged());
  }

  @Test
  void eachSignatureHasAKeyOfItsOwn() throws Exception {
    KeylessSigner signer = signer(1, false);
    Bundle first = BundleReader.read("a", sign(signer).json().toArray()).get(0);
    Bundle second = BundleReader.read("b", sign(signer).json().toArray()).get(0);
    assertFalse(first.certificates().equals(second.certificates()));
  }

  @Test
  void aConfigNamesTheServices() throws Exception {
    for (int version = 1; version <= 2; version++) {
      byte[] config = services.signingConfig(version).getBytes(StandardCharsets.UTF_8);
      holdsLater(sign(signer(SigningServices.read("config.json", config, NOW), services.token())));
    }
  }

  @Test
  void whatTheServicesAnswerIsNotBelieved() throws Exception {
    services.certifiedBy(new VirtualSigstore());
    RefusedException stranger = assertThrows(RefusedException.class, () -> sign(signer(1, false)));
    assertEquals("certificate chain", stranger.check());
    services.certifiedBy(sigstore);
    RefusedException timeless = assertThrows(RefusedException.class, () -> sign(signer(2, false)));
    assertTrue(timeless.getMessage().contains("time"), timeless.getMessage());
    try (VirtualServices others = new VirtualServices(new VirtualSigstore(), directory, CLOCK)) {
      SigningServices mixed = SigningServices.of(services.url(), others.url(), 1, null);
      assertThrows(RefusedException.class, () -> sign(signer(mixed, services.token())));
    }
  }

  @Test
  void answersOfNoFormAreRefused() throws Exception {
    String certificates = "/api/v2/signingCert";
    for (String wrong :
        List.of(
            "",
            "[]",
            "{}",
            "{\"signedCertificateDetachedSct\":{}}",
            "{\"signedCertificateEmbeddedSct\":{\"chain\":{\"certificates\":[]}}}",
            "{\"signedCertificateEmbeddedSct\":{\"chain\":{\"certificates\":[\"x\"]}}}")) {
      services
          .server()
          .on(certificates, LoopbackProxy.body(wrong.getBytes(StandardCharsets.UTF_8)));
      RefusedException refused =
          assertThrows(RefusedException.class, () -> sign(signer(1, false)), wrong);
      assertEquals("certificate", refused.check(), wrong);
    }
  }

  @Test
  void anEntryOfNoFormIsRefused() throws Exception {
    for (String wrong : List.of("", "{}", "{\"a\":{},\"b\":{}}", "{\"a\":{\"body\":\"e30=\"}}")) {
      services
          .server()
          .on("/api/v1/log/entries", LoopbackProxy.body(wrong.getBytes(StandardCharsets.UTF_8)));
      RefusedException refused =
          assertThrows(RefusedException.class, () -> sign(signer(1, false)), wrong);
      assertEquals("log entry", refused.check(), wrong);
    }
  }

  @Test
  void noMessageSaysTheToken() throws Exception {
    services
        .server()
        .on(
            "/api/v2/signingCert",
            LoopbackProxy.status(401, "the token " + services.token() + " is not accepted"));
    IOException refused = assertThrows(IOException.class, () -> sign(signer(1, false)));
    String message = refused.getMessage();
    assertTrue(message.endsWith("HTTP 401: the token \u2026 is not accepted"), message);
    assertNull(refused.getCause());
    // As much of an answer is read that the token is cut.
    services
        .server()
        .on("/api/v2/signingCert", LoopbackProxy.status(401, "x".repeat(450) + services.token()));
    String cut = assertThrows(IOException.class, () -> sign(signer(1, false))).getMessage();
    assertTrue(cut.endsWith("xx\u2026"), cut);
    services
        .server()
        .on(
            "/api/v2/signingCert",
            LoopbackProxy.body(
                ("[\"" + services.token() + "\"]").getBytes(StandardCharsets.UTF_8)));
    String echoed = assertThrows(RefusedException.class, () -> sign(signer(1, false))).getMessage();
    assertFalse(echoed.contains(services.token().substring(0, 12)), echoed);
    IdentityToken token = IdentityToken.parse("test", services.token(), NOW);
    assertEquals("token of " + VirtualSigstore.ISSUER, token.toString());
  }

  @Test
  void aServiceThatFailsIsAskedAgainAndThenGivenUp() throws Exception {
    services.server().on("/api/v1/log/entries", LoopbackProxy.status(503, "busy"));
    IOException busy = assertThrows(IOException.class, () -> sign(signer(1, false)));
    assertTrue(busy.getMessage().endsWith("HTTP 503: busy"), busy.getMessage());
    assertEquals(
        3, services.server().asked().stream().filter("/api/v1/log/entries"::equals).count());
    services.close();
    IOException gone = assertThrows(IOException.class, () -> sign(signer(1, false)));
    assertTrue(gone.getMessage().contains("Check the connection"), gone.getMessage());
  }

  @Test
  void nothingIsSentOnToAnotherServer() throws Exception {
    services
        .server()
        .on("/api/v2/signingCert", LoopbackProxy.redirect(307, "https://example.com/"));
    IOException refused = assertThrows(IOException.class, () -> sign(signer(1, false)));
    assertTrue(refused.getMessage().contains("HTTP 307"), refused.getMessage());
  }

  @Test
  void buildServicesGiveTheirJobsATokenOfTheirOwn() throws Exception {
    IdentityToken gitHub = AmbientToken.find(services.gitHubVariables(), door, NOW);
    assertNotNull(gitHub);
    holdsLater(
        sign(
            new KeylessSigner(
                SigningServices.of(services.url(), services.url(), 1, null),
                door,
                gitHub,
                Keylessly.root(sigstore.trustedRoot()),
                CLOCK)));
    assertNotNull(
        AmbientToken.find(Map.of(AmbientToken.VARIABLE, services.token() + "\n"), door, NOW));
    assertNull(AmbientToken.find(Map.of(), door, NOW));
    Map<String, String> open =
        Map.of(
            "ACTIONS_ID_TOKEN_REQUEST_URL", "http://example.com/",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "secret");
    assertThrows(RefusedException.class, () -> AmbientToken.find(open, door, NOW));
    services.server().on("/token", LoopbackProxy.status(403, "no secret-of-the-job here"));
    IOException refused =
        assertThrows(
            IOException.class, () -> AmbientToken.find(services.gitHubVariables(), door, NOW));
    assertFalse(refused.getMessage().contains("secret-of-the-job"), refused.getMessage());
  }

  @Test
  void cosignVerifiesIt() throws Exception {
    String cosign = System.getenv("GOTRUST_COSIGN");
    if (cosign == null) {
      System.out.println("left out, GOTRUST_COSIGN is not set: whether cosign takes identities");
    }
    Assumptions.assumeTrue(cosign != null);
    sigstore.writeTrustedRoot(directory);
    Files.write(directory.resolve("file"), Keylessly.FILE);
    byte[] payload = STATEMENT.getBytes(StandardCharsets.UTF_8);
    for (int version = 1; version <= 2; version++) {
      KeylessSigner signer = signer(version, version == 2);
      Files.write(directory.resolve("b.json"), sign(signer).json().toArray());
      run(cosign, "verify-blob", "b.json");
      Files.write(directory.resolve("b.json"), signer.attest(TYPE, payload).json().toArray());
      run(cosign, "verify-blob-attestation", "b.json", "--type", "slsaprovenance1");
    }
  }

  private void run(String cosign, String command, String bundle, String... more) throws Exception {
    List<String> line =
        new java.util.ArrayList<>(
            List.of(
                cosign,
                command,
                "--trusted-root",
                "trusted_root.json",
                "--bundle",
                bundle,
                "--certificate-identity",
                VirtualSigstore.IDENTITY,
                "--certificate-oidc-issuer",
                VirtualSigstore.ISSUER));
    line.addAll(List.of(more));
    line.add("file");
    File output = directory.resolve("output").toFile();
    int code =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start()
            .waitFor();
    assertEquals(0, code, Files.readString(output.toPath()));
  }
}
