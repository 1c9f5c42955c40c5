package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Digest;
import dev.gotrust.fixtures.SigstoreSamples;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.KeyFile;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigningCertificate.Claim;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real instances of Sigstore made is accepted, for what it is. */
class SigstoreSamplesTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-27T00:00:00Z"));
  private static final String NPM =
      "https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main";
  private static final String GITHUB = "https://token.actions.githubusercontent.com";
  private static final SignedInput NONE = SignedInput.of("nothing", new byte[0]);

  private static Bundle bundle(String name) throws RefusedException {
    return BundleReader.read(name, SigstoreSamples.bytes(name)).get(0);
  }

  private static TrustedRoot root(String name) throws JsonException {
    return TrustedRoot.read(name, SigstoreSamples.bytes(name));
  }

  private static Verified verify(
      String name, String identity, String issuer, TrustedRoot root, SignedInput input)
      throws RefusedException, IOException {
    return new KeylessVerifier(Keylessly.identity(identity, issuer), root, OptOuts.NONE, NOW)
        .verify(bundle(name), input);
  }

  private static String payload(Verified verified) {
    VerifiedEnvelope envelope = verified.envelope();
    assertNotNull(envelope);
    return new String(envelope.payload().toArray(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "npm-sigstore-1.3.0-provenance.json, 2023-04-18T17:45:12Z, pkg:npm/sigstore@1.3.0",
    "npm-sigstore-2.0.0-provenance.json, 2023-08-18T16:05:35Z, pkg:npm/sigstore@2.0.0"
  })
  void npmsProvenanceIsByItsWorkflow(String name, Instant signedAt, String subject)
      throws Exception {
    Verified verified = verify(name, NPM, GITHUB, TrustedRoot.publicGood(), NONE);
    assertEquals(signedAt, verified.signedAt());
    assertTrue(payload(verified).contains(subject));
    assertEquals(
        "sigstore/sigstore-js", certificate(verified).claim(Claim.GITHUB_WORKFLOW_REPOSITORY));
  }

  private static SigningCertificate certificate(Verified verified) {
    return ((Signer.CertificateHolder) verified.signer()).certificate();
  }

  @Test
  void theJarIsByItsReleaseWorkflow() throws Exception {
    SignedInput jar =
        SignedInput.of(
            Objects.requireNonNull(
                Digest.parse(
                    "sha256:f338c08740cdb2e663737abaf372fc3c442210ab7291c991e180797bd886cd61")));
    String name = "sigstore-java-2.0.0.jar.json";
    String identity =
        "https://github.com/sigstore/sigstore-java/.github/workflows/"
            + "release-sigstore-java-from-tag.yaml@refs/tags/v2.0.0";
    TrustedRoot root = TrustedRoot.publicGood();
    Verified verified = verify(name, identity, GITHUB, root, jar);
    assertEquals(711_312_233L, verified.logEntries().get(0).logIndex());
    assertEquals("refs/tags/v2.0.0", certificate(verified).claim(Claim.SOURCE_REPOSITORY_REF));
    assertEquals("github-hosted", certificate(verified).claim(Claim.RUNNER_ENVIRONMENT));
    RefusedException refused =
        assertThrows(RefusedException.class, () -> verify(name, NPM, GITHUB, root, jar));
    assertEquals(identity, refused.actual());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dsse.json", "two-signatures.json"})
  void envelopesOfOneAndTwoSignaturesAreByTheirAddress(String name) throws Exception {
    Verified verified =
        verify(
            name,
            "brian@dehamer.com",
            "https://github.com/login/oauth",
            TrustedRoot.publicGood(),
            NONE);
    assertEquals(Instant.parse("2022-11-09T23:00:36Z"), verified.signedAt());
  }

  @Test
  void userNamesStandInAnotherKindOfName() throws Exception {
    Bundle bundle = bundle("other-name.json");
    Digest digest = Objects.requireNonNull(((Bundle.MessageSignature) bundle.content()).digest());
    SigningCertificate certificate = SigningCertificate.parse(bundle.certificates().get(0));
    Verified verified =
        verify(
            "other-name.json",
            "foo!oidc.local",
            String.valueOf(certificate.issuer()),
            root("other-name.root.json"),
            SignedInput.of(digest));
    assertEquals("otherName", certificate(verified).identityType());
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                verify(
                    "other-name.json",
                    "foo!oidc.local",
                    String.valueOf(certificate.issuer()),
                    TrustedRoot.publicGood(),
                    SignedInput.of(digest)));
    assertEquals("log entry", refused.check());
  }

  @Test
  void logEntriesOfSignaturesByKeyAreHeldWhereARootIsGiven() throws Exception {
    Bundle bundle = bundle("npm-sigstore-1.3.0-publish.json");
    SigstoreCheck check = new SigstoreCheck(TrustedRoot.publicGood(), OptOuts.NONE, NOW);
    Verified verified =
        new KeyVerifier(KeyFile.read("npm.pub", SigstoreSamples.bytes("npm-publish.pub")), check)
            .verify(bundle, NONE);
    assertEquals(Instant.parse("2023-04-18T17:45:16Z"), verified.signedAt());
    assertTrue(payload(verified).contains("pkg:npm/sigstore@1.3.0"));
  }

  @Test
  void signaturesByKeyNeedNoRoot() throws Exception {
    SignedInput input = SignedInput.of("a file", "test content".getBytes(StandardCharsets.UTF_8));
    KeyVerifier verifier =
        new KeyVerifier(
            KeyFile.read("a.pub", SigstoreSamples.bytes("key-and-timestamp.pub")), null);
    Verified verified = verifier.verify(bundle("key-and-timestamp.json"), input);
    assertEquals(1, verified.remarks().size());
    // A certificate of nobody: the JDK reads none such.
    JsonException refused =
        assertThrows(JsonException.class, () -> root("key-and-timestamp.root.json"));
    assertTrue(refused.getMessage().contains("subject field is empty"), refused.getMessage());
  }

  @Test
  void theEmbeddedRootIsRead() {
    TrustedRoot root = TrustedRoot.publicGood();
    assertEquals(2, root.certificateAuthorities().size());
    assertEquals(2, root.certificateLogs().size());
    assertEquals(2, root.transparencyLogs().size());
    assertEquals(1, root.timestampAuthorities().size());
    assertTrue(root.location().contains(TrustedRoot.PUBLIC_GOOD_DATE));
  }

  @Test
  void identitiesAreOfGivenClaims() throws Exception {
    IdentityPolicy other =
        new CertificateIdentity(
            TextMatcher.exact(NPM),
            TextMatcher.exact(GITHUB),
            Map.of(Claim.GITHUB_WORKFLOW_REF, "refs/heads/other"));
    KeylessVerifier verifier =
        new KeylessVerifier(other, TrustedRoot.publicGood(), OptOuts.NONE, NOW);
    Bundle bundle = bundle("npm-sigstore-2.0.0-provenance.json");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> verifier.verify(bundle, NONE));
    assertEquals("refs/heads/main", refused.actual());
  }
}
