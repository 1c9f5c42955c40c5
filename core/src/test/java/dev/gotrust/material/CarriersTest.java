package dev.gotrust.material;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.archive.ChecksumList;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.Carrier.Step;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.signature.CertificateIdentity;
import dev.gotrust.signature.KeylessVerifier;
import dev.gotrust.signature.Signers;
import dev.gotrust.signature.TextMatcher;
import dev.gotrust.signature.VirtualBundle;
import dev.gotrust.signature.VirtualSigstore;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.TrustedRoot;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures and statements of a list or an archive cover the program that it leads to. */
final class CarriersTest {
  private static final byte[] PROGRAM = bytes("a program");
  private static final byte[] ARCHIVE = bytes("an archive with the program");
  private static final SignedInput ARTIFACT = SignedInput.of("app.tar.gz: app", PROGRAM);
  private static final Container CONTAINER =
      new Container(SignedInput.of("dist/app.tar.gz", ARCHIVE), null, "app");

  private final VirtualSigstore sigstore = new VirtualSigstore();

  CarriersTest() throws Exception {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(DigestAlgorithm algorithm, byte[] data) {
    return Digest.of(algorithm, data).value().hex();
  }

  private static String line(byte[] data, String name) {
    return hex(DigestAlgorithm.SHA256, data) + "  " + name + '\n';
  }

  private static ChecksumFile list(String text) throws Exception {
    byte[] data = bytes(text);
    return new ChecksumFile(
        new Material(ChecksumFile.KIND, "sums", Bytes.sha256(data), Standing.GIVEN),
        null,
        SignedInput.of("sums", data),
        ChecksumList.parse("sums", data));
  }

  private SignatureOutcome keyless(VirtualBundle bundle, ChecksumFile list) throws Exception {
    byte[] json = bytes(bundle.mint().toString());
    TrustedRoot root = TrustedRoot.read("root", bytes(sigstore.trustedRoot().toString()));
    CertificateIdentity identity =
        new CertificateIdentity(
            TextMatcher.exact(VirtualSigstore.IDENTITY),
            TextMatcher.exact(VirtualSigstore.ISSUER),
            Map.of());
    InstantSource now = InstantSource.fixed(VirtualSigstore.LATER);
    Signers signers = Signers.of(null, new KeylessVerifier(identity, root, OptOuts.NONE, now));
    SignatureFile file = SignatureFile.of("sums.sigstore.json", json, Standing.GIVEN);
    SignatureRequest request =
        new SignatureRequest(
            signers, List.of(file), list, AttestationRequest.ANY, PlatformRoots.NONE);
    Signatures all = Signatures.verify(List.of(file), request, ARTIFACT, CONTAINER);
    return all.outcomes().get(all.outcomes().size() - 1);
  }

  private static List<String> steps(SignatureOutcome outcome) {
    assertTrue(outcome.holds(), String.valueOf(outcome.refused()));
    Carrier carrier = outcome.carrier();
    assertNotNull(carrier);
    List<String> steps = new ArrayList<>();
    for (Step step : carrier.steps()) {
      steps.add(step.what());
    }
    return steps;
  }

  @Test
  void aKeylessSignatureOfTheListCoversTheProgramInTheArchive() throws Exception {
    String text = line(bytes("other"), "other") + line(ARCHIVE, "app.tar.gz");
    SignatureOutcome outcome = keyless(sigstore.ofFile(bytes(text)), list(text));
    assertEquals(List.of("sums, line 2: app.tar.gz", "app"), steps(outcome));
    String itself = line(PROGRAM, "app_linux");
    assertEquals(
        List.of("sums, line 1: app_linux"),
        steps(keyless(sigstore.ofFile(bytes(itself)), list(itself))));
  }

  @Test
  void aKeylessSignatureOfAnotherListDoesNot() throws Exception {
    String text = line(ARCHIVE, "app.tar.gz");
    SignatureOutcome other = keyless(sigstore.ofFile(bytes(text + text)), list(text));
    assertFalse(other.holds());
    SignatureOutcome stranger =
        keyless(sigstore.ofFile(bytes(text)).identity("https://example.com/other"), list(text));
    assertFalse(stranger.holds());
  }

  @Test
  void aStatementMayBeOfTheListOrOfTheArchive() throws Exception {
    String text = line(ARCHIVE, "app.tar.gz");
    assertEquals(
        List.of("sums, line 1: app.tar.gz", "app"),
        steps(keyless(sigstore.ofStatement(statement(bytes(text))), list(text))));
    assertEquals(
        List.of("app"), steps(keyless(sigstore.ofStatement(statement(ARCHIVE)), list(text))));
    assertEquals(List.of(), steps(keyless(sigstore.ofStatement(statement(PROGRAM)), list(text))));
    assertFalse(keyless(sigstore.ofStatement(statement(bytes("x"))), list(text)).holds());
  }

  private static String statement(byte[] subject) {
    return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"s\",\"digest\":"
        + "{\"sha256\":\""
        + hex(DigestAlgorithm.SHA256, subject)
        + "\"}}],\"predicateType\":\"https://example.com/p\",\"predicate\":{}}";
  }

  private static RefusedException unlisted(String text, SignedInput artifact) throws Exception {
    return Carriers.of(artifact, null, list(text)).unlisted();
  }

  @Test
  void namesAndDigestsMustFit() throws Exception {
    SignedInput file = SignedInput.of("dist/app.tar.gz", ARCHIVE);
    assertNull(unlisted(line(ARCHIVE, "app.tar.gz"), file));
    assertNull(unlisted(line(ARCHIVE, "other.tar.gz"), file), "renamed");
    assertNull(unlisted(line(PROGRAM, "l/app.tar.gz") + line(ARCHIVE, "m/app.tar.gz"), file));
    assertNull(unlisted(line(ARCHIVE, "latest") + line(ARCHIVE, "app.tar.gz"), file));
    String sha512 = hex(DigestAlgorithm.SHA512, ARCHIVE) + "  app.tar.gz\n";
    assertNull(unlisted(sha512, file));
    assertNull(unlisted(sha512 + line(ARCHIVE, "app.tar.gz"), file));
    for (String wrong :
        List.of(
            line(PROGRAM, "app.tar.gz"),
            line(PROGRAM, "d/app.tar.gz"),
            line(ARCHIVE, "latest") + line(PROGRAM, "app.tar.gz"),
            line(PROGRAM, "app.tar.gz") + line(ARCHIVE, "latest"),
            sha512 + line(PROGRAM, "app.tar.gz"))) {
      RefusedException refused = unlisted(wrong, file);
      assertNotNull(refused, wrong);
      assertTrue(refused.getMessage().contains("is of another "), refused.getMessage());
      assertNotNull(refused.actual());
    }
    assertEquals("it does not list the file", unlisted(line(PROGRAM, "x"), file).getMessage());
  }

  @Test
  void aDigestAloneIsLookedUpByItsFunction() throws Exception {
    SignedInput digest = SignedInput.of(Digest.of(DigestAlgorithm.SHA512, ARCHIVE));
    assertNull(unlisted(hex(DigestAlgorithm.SHA512, ARCHIVE) + "  app.tar.gz\n", digest));
    RefusedException refused = unlisted(line(ARCHIVE, "app.tar.gz"), digest);
    assertNotNull(refused);
    assertTrue(refused.expected().startsWith("sha512:"), refused.expected());
  }
}
