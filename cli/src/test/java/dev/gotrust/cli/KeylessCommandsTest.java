package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.material.LoopbackProxy;
import dev.gotrust.signature.VirtualServices;
import dev.gotrust.signature.VirtualSigstore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sign} and {@code attest} by an identity, from the token to the file that verifies. */
final class KeylessCommandsTest {
  private static final String BUNDLE = "hello.sigstore.json";
  private static final String ATTESTED = "hello.att.json";
  private static final String ROOT = "trusted_root.json";

  @TempDir Path directory;
  private VirtualSigstore sigstore;
  private VirtualServices services;

  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture hello hello");
    sigstore = new VirtualSigstore();
    services = new VirtualServices(sigstore, directory, InstantSource.system());
    sigstore.writeTrustedRoot(Path.of(""));
    Files.writeString(Path.of("token"), services.token() + "\n");
  }

  @AfterEach
  void stop() {
    services.close();
  }

  private Run run(int code, Map<String, String> environment, String... line) {
    Run run = new Run();
    environment.forEach(run::with);
    run.start(line);
    String said = run.err() + run.out();
    assertEquals(code, run.code(), said);
    assertFalse(said.contains(services.token()), "the token is shown");
    assertFalse(said.contains("secret-of-the-job"), "the secret of the job is shown");
    return run;
  }

  /** A line that signs, by version 1 of the log. */
  private String[] line(String command, String... more) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(
        List.of(
            "--trusted-root", ROOT, "--fulcio-url", services.url(), "--rekor-url", services.url()));
    line.addAll(List.of(more));
    line.add("hello");
    return line.toArray(new String[0]);
  }

  private void holds(String command, String bundle) {
    run(
        0,
        Map.of(),
        command,
        "--trusted-root",
        ROOT,
        "--certificate-identity",
        VirtualSigstore.IDENTITY,
        "--certificate-oidc-issuer",
        VirtualSigstore.ISSUER,
        "--bundle",
        bundle,
        "hello");
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void aFileIsSignedByTheIdentityOfAToken() throws Exception {
    Run signed = run(0, Map.of(), line("sign", "--identity-token", "token", "-v"));
    assertTrue(
        signed.out().startsWith(BUNDLE + "\n  signed by " + VirtualSigstore.IDENTITY),
        signed.out());
    assertTrue(signed.out().contains("  logged as entry "), signed.out());
    holds("verify-blob", BUNDLE);
    for (String version : List.of("1", "2")) {
      Files.writeString(Path.of("config.json"), services.signingConfig(Integer.parseInt(version)));
      Run stamped =
          run(
              0,
              Map.of(),
              "sign",
              "--force",
              "--trusted-root",
              ROOT,
              "--signing-config",
              "config.json",
              "--identity-token",
              services.token(),
              "hello");
      assertTrue(stamped.out().contains("  stamped at "), stamped.out());
      holds("verify-blob", BUNDLE);
    }
    assertEquals(
        List.of("hashedrekord 0.0.1", "hashedrekord 0.0.1", "hashedrekord 0.0.2"),
        services.logged());
  }

  @Test
  void aProgramIsAttestedByTheIdentityOfABuild() throws Exception {
    String[] line = line("attest", "--type", "vsa", "--no-discovery", "--force");
    run(0, Map.of("SIGSTORE_ID_TOKEN", services.token()), line);
    holds("verify-blob-attestation", ATTESTED);
    run(0, services.gitHubVariables(), line);
    holds("verify-blob-attestation", ATTESTED);
    assertEquals(List.of("dsse 0.0.1", "dsse 0.0.1"), services.logged());
  }

  @Test
  void whatTheServicesMakeUpIsNoFile() throws Exception {
    String[] line = line("sign", "--identity-token", "token");
    services.certifiedBy(new VirtualSigstore());
    Run stranger = run(1, Map.of(), line);
    assertTrue(
        stranger.err().startsWith("gotrust: nothing was written: certificate chain: "),
        stranger.err());
    String echo = "[\"" + services.token() + "\"]";
    services
        .server()
        .on("/api/v2/signingCert", LoopbackProxy.body(echo.getBytes(StandardCharsets.UTF_8)));
    run(1, Map.of(), line);
    services
        .server()
        .on(
            "/api/v2/signingCert",
            LoopbackProxy.body(
                ("{\"signedCertificateEmbeddedSct\":" + echo.replaceAll("[\\[\\]]", "") + "}")
                    .getBytes(StandardCharsets.UTF_8)));
    Run echoed = run(1, Map.of(), line);
    assertFalse(echoed.err().contains(services.token().substring(0, 20)), echoed.err());
    assertEquals(List.of("hello", "token", ROOT), files());
  }
}
