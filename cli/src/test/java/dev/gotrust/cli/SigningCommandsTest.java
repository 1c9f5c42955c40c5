package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code generate-key-pair}, {@code sign} and {@code attest}, end to end. */
final class SigningCommandsTest {
  private static final String PASSWORD = "correct-horse";
  private static final String FORCE = "--force";

  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture hello hello");
  }

  private static Run run(int code, String... args) {
    Run run = new Run().with("COSIGN_PASSWORD", PASSWORD).start(args);
    assertEquals(code, run.code(), run.err() + run.out());
    assertFalse((run.err() + run.out()).contains(PASSWORD), "the password is shown");
    return run;
  }

  private static void keys() {
    run(0, "generate-key-pair", FORCE);
  }

  private static JsonNode statement(String file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode bundle = mapper.readTree(Path.of(file).toFile());
    byte[] payload = Base64.getDecoder().decode(bundle.at("/dsseEnvelope/payload").asText());
    return mapper.readTree(payload);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void aKeyPairIsForItsOwnerAndReplacesNoOther() throws Exception {
    Run made = run(0, "generate-key-pair", "--output-key-prefix", "my");
    assertTrue(made.out().startsWith("my.key: the private key, encrypted\nmy.pub: "), made.out());
    assertEquals(List.of("hello", "my.key", "my.pub"), files());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of("my.key"))));
    byte[] before = Files.readAllBytes(Path.of("my.key"));
    Run again = run(2, "generate-key-pair", "--output-key-prefix", "my");
    assertEquals(
        "gotrust: my.key is there already; name another, or replace it with --force\n",
        again.err());
    Files.delete(Path.of("my.key"));
    run(2, "generate-key-pair", "--output-key-prefix", "my");
    assertEquals(List.of("hello", "my.pub"), files(), "half a pair is none");
    Files.write(Path.of("my.key"), before);
    run(0, "generate-key-pair", "--output-key-prefix", "my", FORCE);
    assertFalse(java.util.Arrays.equals(before, Files.readAllBytes(Path.of("my.key"))));
  }

  @Test
  void anEmptyPasswordMustBeSaid() throws Exception {
    Run unasked = Run.of("generate-key-pair");
    assertEquals(2, unasked.code());
    assertTrue(unasked.err().contains("nobody is there to be asked"), unasked.err());
    assertEquals(List.of("hello"), files());
    Files.writeString(Path.of("empty"), "\n");
    assertEquals(2, Run.of("generate-key-pair", "--password-file", "empty").code());
    assertEquals(0, new Run().with("COSIGN_PASSWORD", "").start("generate-key-pair").code());
  }

  @Test
  void aPasswordFileComesBeforeTheVariable() throws Exception {
    Files.writeString(Path.of("pw"), "other\nrest\n");
    run(0, "generate-key-pair", "--password-file", "pw");
    run(0, "sign", "--key", "cosign.key", "--password-file", "pw", "hello");
    Run wrong = run(2, "sign", "--key", "cosign.key", FORCE, "hello");
    assertEquals(
        "gotrust: --key cosign.key: the password does not open it, or it was changed; give the"
            + " password that it was made with\n",
        wrong.err());
  }

  @Test
  void whatIsSignedVerifies() throws Exception {
    keys();
    Run signed = run(0, "sign", "--key", "cosign.key", "hello");
    assertTrue(signed.out().startsWith("hello.sigstore.json\n  signed by key SHA256:"));
    run(0, "verify-blob", "--key", "cosign.pub", "--bundle", "hello.sigstore.json", "hello");
    run(0, "verify", "--key", "cosign.pub", "--require", "signature", "hello");
    byte[] before = Files.readAllBytes(Path.of("hello.sigstore.json"));
    run(2, "sign", "--key", "cosign.key", "hello");
    assertArrayEquals(before, Files.readAllBytes(Path.of("hello.sigstore.json")));
    run(2, "sign", "--key", "cosign.pub", "--output-file", "x", "hello");
    run(2, "sign", "--key", "cosign.key", "--output-file", "hello", FORCE, "hello");
    run(2, "sign", "--key", "cosign.key", "--output-file", "cosign.key", FORCE, "hello");
    run(4, "sign", "--key", "cosign.key", "nothing");
    run(2, "sign", "--key", "cosign.key", "-");
    assertEquals(List.of("cosign.key", "cosign.pub", "hello", "hello.sigstore.json"), files());
  }

  @Test
  void nothingElseIsReplaced() throws Exception {
    keys();
    Files.writeString(Path.of("pw"), PASSWORD);
    String[] line = {
      "sign", "--key", "cosign.key", "--password-file", "pw", "--output-file", "pw", FORCE, "hello"
    };
    run(2, line);
    assertEquals(PASSWORD, Files.readString(Path.of("pw")));
    String[] attest = {
      "attest", "--type", "vsa", "--key", "cosign.key", FORCE, "--output-file", "x", "", "", "hello"
    };
    String[][] readOrWritten = {
      {"--state", "x"}, {"--state-key", "x"}, {"--go-sum", "x"}, {"--output", "json=x"}
    };
    for (String[] option : readOrWritten) {
      Files.writeString(Path.of("x"), "");
      System.arraycopy(option, 0, attest, 8, 2);
      run(2, attest);
      assertEquals("", Files.readString(Path.of("x")), option[0]);
      Files.delete(Path.of("x"));
      run(2, attest);
      assertFalse(Files.exists(Path.of("x")), option[0]);
    }
    Files.createSymbolicLink(Path.of("device"), Path.of("/dev/null"));
    Run device = run(2, "sign", "--key", "cosign.key", "--output-file", "device", FORCE, "hello");
    assertEquals("gotrust: can't write device: it is a FIFO, socket or device\n", device.err());
    assertTrue(Files.isSymbolicLink(Path.of("device")));
  }

  @Test
  void whatCanNotWorkIsToldBefore() throws Exception {
    keys();
    Run nowhere = run(2, "sign", "--key", "cosign.key", "--output-file", "no/where.json", "hello");
    assertEquals("gotrust: can't write no/where.json: its directory is not there\n", nowhere.err());
    Files.writeString(Path.of("pw"), "x".repeat(65_537));
    Run long65 = run(2, "generate-key-pair", FORCE, "--password-file", "pw");
    assertEquals(
        "gotrust: --password-file pw: its first line has more than 65536 bytes\n", long65.err());
    String token = token(Instant.now().plusSeconds(60));
    String url = "http://127.0.0.1:1";
    Run timeless =
        run(
            2,
            "sign",
            "--identity-token",
            token,
            "--fulcio-url",
            url,
            "--rekor-url",
            url,
            "--rekor-version",
            "2",
            "hello");
    assertTrue(timeless.err().contains("a log of version 2 tells no time"), timeless.err());
    Run query = run(2, "sign", "--identity-token", token, "--fulcio-url", url + "/?a=b", "hello");
    assertTrue(query.err().contains("has a query or a fragment"), query.err());
    run(0, "generate-key-pair", "--type", "ed25519", "--output-key-prefix", "ed");
    try (RandomAccessFile large = new RandomAccessFile("large", "rw")) {
      large.setLength(Limits.ED25519_MESSAGE + 1L);
    }
    Run large = run(2, "sign", "--key", "ed.key", "large");
    assertTrue(large.err().contains("Ed25519 signs what fits into memory"), large.err());
  }

  @Test
  void aMistypedOptionIsNamedWithoutItsValue() {
    String token = token(Instant.now().plusSeconds(60));
    Run mistyped = run(2, "sign", "--identity-tokn=" + token, "hello");
    assertEquals(
        """
        gotrust: unknown option --identity-tokn; did you mean --identity-token?
        usage: gotrust sign [options] FILE
        """,
        mistyped.err());
  }

  @Test
  void whatWasVerifiedIsAttested() throws Exception {
    keys();
    for (String type : List.of("vsa", "svr", "report", "sbom")) {
      // An SBOM that may lack something is INCOMPLETE, as that command has it.
      int code = type.equals("sbom") ? Run.of("sbom", "hello").code() : 0;
      Run attested =
          run(
              code,
              "attest",
              "--type",
              type,
              "--key",
              "cosign.key",
              "--no-discovery",
              FORCE,
              "hello");
      assertTrue(attested.out().contains("\nhello.att.json\n  signed by key"), attested.out());
      run(
          0,
          "verify-blob-attestation",
          "--key",
          "cosign.pub",
          "--bundle",
          "hello.att.json",
          "hello");
      assertEquals(
          "https://in-toto.io/Statement/v1", statement("hello.att.json").get("_type").asText());
      assertEquals("hello", statement("hello.att.json").at("/subject/0/name").asText());
    }
    assertEquals(
        "https://cyclonedx.org/bom", statement("hello.att.json").get("predicateType").asText());
    int code = Run.of("sbom", "hello").code();
    String[] spdx = {
      "attest", "--type", "sbom", "--format", "spdx", "--key", "cosign.key", FORCE, "hello"
    };
    run(code, spdx);
    assertEquals(
        "https://spdx.dev/Document", statement("hello.att.json").get("predicateType").asText());
    assertEquals("SPDX-2.3", statement("hello.att.json").at("/predicate/spdxVersion").asText());
  }

  @Test
  void ofTwoProgramsNoneIsAttested() throws Exception {
    keys();
    byte[] hello = Files.readAllBytes(Path.of("hello"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(Path.of("two.zip")))) {
      for (String name : List.of("a", "b")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(hello);
      }
    }
    Run two = run(4, "attest", "--type", "vsa", "--key", "cosign.key", "two.zip");
    assertTrue(two.err().endsWith("nothing was attested: no one program was judged\n"), two.err());
    assertFalse(Files.exists(Path.of("two.zip.att.json")));
  }

  @Test
  void aSummarySaysWhoVerifiedWhat() throws Exception {
    keys();
    String[] line = {
      "attest",
      "--type",
      "vsa",
      "--key",
      "cosign.key",
      "--verifier-id",
      "https://v.example/1",
      "--resource-uri",
      "pkg:golang/example.com/m@v1.0.0",
      "--no-discovery",
      "hello"
    };
    run(0, line);
    JsonNode predicate = statement("hello.att.json").path("predicate");
    assertEquals("PASSED", predicate.path("verificationResult").asText());
    assertEquals("https://v.example/1", predicate.at("/verifier/id").asText());
    run(
        0,
        "verify",
        "--key",
        "cosign.pub",
        "--vsa",
        "hello.att.json",
        "--verifier-id",
        "https://v.example/1",
        "--resource-uri",
        "pkg:golang/example.com/m@v1.0.0",
        "--no-discovery",
        "hello");
    run(2, "attest", "--type", "vsa", "--key", "cosign.key", "--verifier-id", "nobody", "hello");
  }

  @Test
  void nothingIsPassedThatDidNotPass() throws Exception {
    keys();
    String[] vsa = {
      "attest", "--type", "vsa", "--key", "cosign.key", "--require", "signature", "hello"
    };
    run(3, vsa);
    JsonNode predicate = statement("hello.att.json").path("predicate");
    assertEquals("FAILED", predicate.path("verificationResult").asText());
    assertEquals("[\"FAILED\"]", predicate.path("verifiedLevels").toString());
    Files.delete(Path.of("hello.att.json"));
    Run svr =
        run(3, "attest", "--type", "svr", "--key", "cosign.key", "--require", "signature", "hello");
    assertTrue(svr.err().contains("nothing was attested"), svr.err());
    byte[] bytes = Files.readAllBytes(Path.of("hello"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(Path.of("changed"), bytes);
    run(1, "attest", "--type", "vsa", "--key", "cosign.key", "changed");
    assertEquals(
        "FAILED", statement("changed.att.json").at("/predicate/verificationResult").asText());
    Files.writeString(Path.of("text"), "no program");
    Run none = run(4, "attest", "--type", "sbom", "--key", "cosign.key", "text");
    assertTrue(none.err().contains("nothing was attested"), none.err());
    assertFalse(Files.exists(Path.of("text.att.json")));
  }

  /** Services that know whom they give what, and certify nobody. */
  private static HttpServer services(List<String> asked, String token) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          asked.add("token " + exchange.getRequestHeaders().getFirst("Authorization"));
          answer(exchange, 200, "{\"value\":\"" + token + "\"}");
        });
    server.createContext(
        "/api/v2/signingCert",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          JsonNode request = new ObjectMapper().readTree(body);
          asked.add("certificate " + request.at("/credentials/oidcIdentityToken").asText());
          answer(exchange, 401, "not accepted: " + token);
        });
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void theTokenGoesToTheAuthorityAndIntoNoMessage() throws Exception {
    String token = token(Instant.now().plusSeconds(300));
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = services(asked, token);
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      Files.writeString(Path.of("token"), token + "\n");
      String[] line = {"sign", "--fulcio-url", url, "--identity-token", "token", "hello"};
      refused(token, new Run(), line);
      line[4] = token;
      refused(token, new Run(), line);
      String[] ambient = {"attest", "--type", "vsa", "--fulcio-url", url, "hello"};
      refused(token, new Run().with("SIGSTORE_ID_TOKEN", token), ambient);
      refused(
          token,
          new Run()
              .with("ACTIONS_ID_TOKEN_REQUEST_URL", url + "/token?job=1")
              .with("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "secret-of-the-job"),
          ambient);
      String certificate = "certificate " + token;
      assertEquals(
          List.of(
              certificate, certificate, certificate, "token Bearer secret-of-the-job", certificate),
          asked);
    } finally {
      server.stop(0);
    }
    assertEquals(List.of("hello", "token"), files());
  }

  private static void refused(String token, Run run, String... line) {
    run.start(line);
    String said = run.out() + run.err();
    assertEquals(5, run.code(), said);
    assertTrue(said.contains("/api/v2/signingCert: HTTP 401: not accepted: \u2026"), said);
    assertFalse(said.contains(token), said);
    assertFalse(said.contains("secret-of-the-job"), said);
  }

  /** A token that expires then. */
  private static String token(Instant expires) {
    String claims = "{\"iss\":\"https://issuer.example\",\"exp\":" + expires.getEpochSecond() + "}";
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    return "e30."
        + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + '.'
        + url.encodeToString("signature".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void withoutAnybodyNothingIsSigned() throws Exception {
    Run nobody = run(2, "sign", "hello");
    assertTrue(nobody.err().contains("nobody is named who signs"), nobody.err());
    Files.writeString(Path.of("bad"), "a secret that is no token");
    Run bad = run(2, "sign", "--identity-token", "bad", "hello");
    assertFalse(bad.err().contains("a secret"), bad.err());
    Run literal = run(2, "sign", "--identity-token", "s3cret", "hello");
    assertFalse(literal.err().contains("s3cret"), literal.err());
    String expired = token(Instant.parse("2026-01-01T00:00:00Z"));
    Run late = run(2, "sign", "--identity-token", expired, "hello");
    assertTrue(late.err().contains("has expired"), late.err());
    assertFalse(late.err().contains(expired), late.err());
    run(2, "sign", "--key", "cosign.key", "--identity-token", expired, "hello");
    run(2, "sign", "--identity-token", expired, "--fulcio-url", "http://ca.example", "hello");
    assertEquals(List.of("bad", "hello"), files());
  }

  @Test
  void aServiceThatIsAwayIsNoSignature() throws Exception {
    String token = token(Instant.now().plusSeconds(60));
    Run away =
        run(5, "sign", "--identity-token", token, "--fulcio-url", "http://127.0.0.1:1", "hello");
    assertTrue(away.err().contains("nothing was written: http://127.0.0.1:1/"), away.err());
    assertFalse(Files.exists(Path.of("hello.sigstore.json")));
  }
}
