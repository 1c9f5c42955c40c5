package dev.gotrust.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify --vsa}: whose summaries are accepted, and what they must say. */
final class SummaryOptionsTest {
  private static final String TYPE = "application/vnd.in-toto+json";

  @BeforeEach
  void prepare() throws Exception {
    Sandbox.clean();
    Sandbox.prepare("fixture hello hello");
    String sha256 = Bytes.sha256(Files.readAllBytes(Path.of("hello"))).hex();
    String statement =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
            + sha256
            + "\"}}],\"predicateType\":\"https://slsa.dev/verification_summary/v1\",\"predicate\":"
            + "{\"verifier\":{\"id\":\"https://v\"},\"resourceUri\":\"pkg:hello\","
            + "\"verificationResult\":\"PASSED\",\"verifiedLevels\":[\"SLSA_BUILD_LEVEL_3\"]}}";
    sign(statement.getBytes(StandardCharsets.UTF_8));
  }

  private static void sign(byte[] payload) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    String head = "DSSEv1 " + TYPE.length() + ' ' + TYPE + ' ' + payload.length + ' ';
    signed.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(payload);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.toByteArray());
    Base64.Encoder base64 = Base64.getEncoder();
    Files.writeString(
        Path.of("vsa"),
        "{\"payloadType\":\""
            + TYPE
            + "\",\"payload\":\""
            + base64.encodeToString(payload)
            + "\",\"signatures\":[{\"sig\":\""
            + base64.encodeToString(signature.sign())
            + "\"}]}");
    Files.writeString(
        Path.of("key"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
  }

  private static Run verify(String more) {
    List<String> all = new ArrayList<>(List.of("verify", "--no-discovery", "--key", "key"));
    all.addAll(List.of("--vsa", "vsa"));
    all.addAll(List.of(more.split(" ")));
    all.add("hello");
    return Run.of(all.toArray(new String[0]));
  }

  /** options; exit code; what the report says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--verifier-id https://v; 0; says that it verified pkg:hello to SLSA_BUILD_LEVEL_3",
        "--verifier-id https://v --minimum-level 2; 0; SLSA_BUILD_LEVEL_3",
        "--verifier-id https://v --resource-uri pkg:hello; 0; SLSA_BUILD_LEVEL_3",
        "--verifier-id https://v --verified-level SLSA_BUILD_LEVEL_3; 0; SLSA_BUILD_LEVEL_3",
        "--verifier-id https://w; 1; verifier: expected https://w, found https://v",
        "--verifier-id https://v --minimum-level 4; 1; expected SLSA_BUILD_LEVEL_4 or above",
        "--verifier-id https://v --resource-uri pkg:x; 1; verified resource: expected pkg:x",
        "--verifier-id https://v --verified-level OWN; 1; verified level: expected OWN"
      })
  void theSummaryMustSayWhatIsAsked(String options, int code, String says) {
    Run run = verify(options);
    assertEquals(code, run.code(), run.out() + run.err());
    String said = run.out().replaceAll("\n +", " ");
    assertTrue(said.contains(says), said);
  }

  @Test
  void whatASummarySaysIsSomebodysWord() {
    for (String[] line :
        new String[][] {
          {"verify", "--resource-uri", "x", "hello"},
          {"verify", "--verified-level", "x", "hello"},
          {"verify", "--key", "key", "--vsa", "vsa", "hello"}
        }) {
      Run run = Run.of(line);
      assertEquals(2, run.code(), run.out());
      assertTrue(run.err().contains("name whose with --verifier-id"), run.err());
    }
  }

  @Test
  void anEmptyOptionAsksForNothingAndIsRefused() {
    for (String option :
        List.of(
            "--verifier-id", "--source-uri", "--source-tag", "--source-branch", "--builder-id")) {
      Run run = Run.of("verify", option, "", "hello");
      assertEquals(2, run.code(), option);
      assertTrue(run.err().contains(option + " is empty"), run.err());
    }
  }
}
