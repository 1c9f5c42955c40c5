package dev.gotrust.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.KeyVerifier;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * cosign, where it is installed, verifies what is signed here, reads the keys that are made here,
 * and makes keys and signatures that hold here.
 */
final class CosignSigningTest {
  private static final byte[] FILE = "bytes to sign\n".getBytes(StandardCharsets.UTF_8);
  private static final String NO_SERVICES =
      "{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\","
          + "\"rekorTlogConfig\":{},\"tsaConfig\":{}}";
  private static final String TYPE = "https://slsa.dev/verification_summary/v1";
  private static final String STATEMENT =
      "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"file\",\"digest\":"
          + "{\"sha256\":\""
          + Bytes.sha256(FILE).hex()
          + "\"}}],\"predicateType\":\""
          + TYPE
          + "\",\"predicate\":{}}";

  @TempDir Path directory;

  private static String cosign() {
    String named = System.getenv("GOTRUST_COSIGN");
    return named == null ? "cosign" : named;
  }

  @BeforeAll
  static void isThere() throws InterruptedException {
    boolean there;
    try {
      there =
          new ProcessBuilder(cosign(), "version")
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException missing) {
      there = false;
    }
    if (!there) {
      System.out.println("left out, no cosign here: whether it takes what is signed");
    }
    Assumptions.assumeTrue(there);
  }

  @BeforeEach
  void writeFile() throws IOException {
    Files.write(directory.resolve("file"), FILE);
    Files.writeString(directory.resolve("none.json"), NO_SERVICES);
  }

  private String run(boolean succeeds, String... line) throws Exception {
    List<String> command = new ArrayList<>(List.of(line));
    command.add(0, cosign());
    File output = directory.resolve("output").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("COSIGN_PASSWORD", "pw");
    int code = builder.redirectErrorStream(true).redirectOutput(output).start().waitFor();
    String said = Files.readString(output.toPath());
    assertEquals(succeeds, code == 0, said);
    return said;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void writePair(SigningKey key) throws IOException {
    write("our.key", key.encryptedPem(SigningKeys.password("pw")));
    write("our.pub", key.publicPem());
  }

  /** What cosign verifies with: its default is SHA-256 whatever the curve. */
  private static String digest(KeyKind kind) {
    return switch (kind) {
      case ECDSA_P384 -> "sha384";
      case ECDSA_P521 -> "sha512";
      default -> "sha256";
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_3072", "RSA_4096"},
      mode = EnumSource.Mode.EXCLUDE)
  void itVerifiesWhatWeSign(KeyKind kind) throws Exception {
    try (SigningKey key = SigningKey.generate(kind)) {
      writePair(key);
      KeySigner signer = new KeySigner(key);
      Files.write(
          directory.resolve("b.json"), signer.sign("file", new ArraySource(FILE)).json().toArray());
      Files.write(
          directory.resolve("a.json"),
          signer
              .attest("application/vnd.in-toto+json", STATEMENT.getBytes(StandardCharsets.UTF_8))
              .json()
              .toArray());
    }
    String hash = "--signature-digest-algorithm=" + digest(kind);
    String noLog = "--insecure-ignore-tlog";
    run(true, "verify-blob", "--key", "our.pub", "--bundle", "b.json", noLog, hash, "file");
    run(
        true,
        "verify-blob-attestation",
        "--type",
        TYPE,
        "--key",
        "our.pub",
        "--bundle",
        "a.json",
        noLog,
        hash,
        "file");
    write("file", "other bytes");
    run(false, "verify-blob", "--key", "our.pub", "--bundle", "b.json", noLog, hash, "file");
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_3072", "RSA_4096"},
      mode = EnumSource.Mode.EXCLUDE)
  void itReadsAndUsesOurKeys(KeyKind kind) throws Exception {
    try (SigningKey key = SigningKey.generate(kind)) {
      writePair(key);
      assertEquals(key.publicPem(), run(true, "public-key", "--key", "our.key"));
      run(
          true,
          "sign-blob",
          "--yes",
          "--key",
          "our.key",
          "--signing-config",
          "none.json",
          "--bundle",
          "theirs.json",
          "file");
      byte[] theirs = Files.readAllBytes(directory.resolve("theirs.json"));
      new KeyVerifier(List.of(key.verifyingKey()), null)
          .verify(BundleReader.read("theirs", theirs).get(0), SignedInput.of("file", FILE));
    }
  }

  @Test
  void weReadItsKeys() throws Exception {
    run(true, "generate-key-pair", "--output-key-prefix", "their");
    try (SigningKey key =
        SigningKey.read(
            "their.key",
            Files.readAllBytes(directory.resolve("their.key")),
            SigningKeys.password("pw"))) {
      assertEquals(Files.readString(directory.resolve("their.pub")), key.publicPem());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_3072", "RSA_4096"},
      mode = EnumSource.Mode.EXCLUDE)
  void weReadWhatItImports(KeyKind kind) throws Exception {
    try (SigningKey key = SigningKey.generate(kind)) {
      write("plain.pem", plain(key));
      run(true, "import-key-pair", "--key", "plain.pem", "--output-key-prefix", "imported");
      try (SigningKey imported =
          SigningKey.read(
              "imported.key",
              Files.readAllBytes(directory.resolve("imported.key")),
              SigningKeys.password("pw"))) {
        assertEquals(key.publicPem(), imported.publicPem());
        assertTrue(imported.algorithm() == kind.algorithm());
      }
    }
  }

  /** As PKCS#8, which this library never writes. */
  private static String plain(SigningKey key) throws Exception {
    byte[] encrypted = key.encryptedPem(SigningKeys.password("")).getBytes(StandardCharsets.UTF_8);
    byte[] json = dev.gotrust.keys.Pem.read(encrypted).get(0).content();
    byte[] pkcs8 = EncryptedKey.read(json, SigningKeys.password(""));
    return "-----BEGIN PRIVATE KEY-----\n"
        + java.util.Base64.getMimeEncoder().encodeToString(pkcs8)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
