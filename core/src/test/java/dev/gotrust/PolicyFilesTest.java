package dev.gotrust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.chain.Verdict;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.material.Discovery;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyFileException;
import dev.gotrust.policy.PolicySignature;
import dev.gotrust.report.TrustReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy files from end to end: drafted, found, signed, applied. */
final class PolicyFilesTest {
  private static final String HEAD = "schema: gotrust.dev/policy/v1\n";

  @TempDir Path directory;

  private TrustReport verify(String fixture, String policy) throws Exception {
    Path file = Fixtures.writeTo(directory, fixture);
    VerificationRequest.Builder request = VerificationRequest.of(file).name(fixture);
    if (policy != null) {
      request.policyDocument(PolicyDocument.parse("p.yaml", policy.getBytes(UTF_8)));
    }
    Judgement judgement = GoTrust.verify(request.build());
    return judgement instanceof Judgement.Judged judged ? judged.report() : null;
  }

  static List<String> fixtures() {
    return Fixtures.names();
  }

  /** Whatever a good program is, it passes the policy that is drafted from it. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void aProgramPassesItsDraft(String fixture) throws Exception {
    TrustReport report = verify(fixture, null);
    if (report == null) {
      return;
    }
    String obstacle = PolicyDraft.obstacle(report);
    if (obstacle != null) {
      assertTrue(report.outcome().verdict() != Verdict.PASS, obstacle);
      assertThrows(IllegalArgumentException.class, () -> PolicyDraft.of(report));
      return;
    }
    String draft = PolicyDraft.of(report);
    assertEquals(draft, PolicyDraft.of(report));
    assertTrue(draft.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), draft);
    TrustReport judged = verify(fixture, draft);
    assertEquals(Verdict.PASS, judged.outcome().verdict(), judged.outcome().line());
    assertEquals(Bytes.sha256(draft.getBytes(UTF_8)), judged.outcome().sha256());
    assertEquals("policy", judged.materials().get(0).kind());
  }

  @Test
  void draftsAreMadeOfMostFixtures() throws Exception {
    int drafts = 0;
    for (String fixture : Fixtures.names()) {
      TrustReport report = verify(fixture, null);
      drafts += report != null && PolicyDraft.obstacle(report) == null ? 1 : 0;
    }
    assertTrue(drafts * 2 > Fixtures.names().size(), drafts + " drafts");
  }

  private Path repository() throws IOException {
    Path root = Files.createDirectories(directory.resolve("repository"));
    Files.createDirectories(root.resolve(".git/objects"));
    Files.createDirectories(root.resolve(".git/refs"));
    Files.writeString(root.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(root.resolve("sub"));
    return root;
  }

  @Test
  void theNearestPolicyOfTheRepositoryIsFound() throws Exception {
    Path root = repository();
    assertNull(FoundPolicy.in(Discovery.from(root)).document());
    Files.writeString(directory.resolve(".gotrust.yaml"), HEAD + "name: outside\n");
    assertNull(FoundPolicy.in(Discovery.from(root.resolve("sub"))).document());
    Files.writeString(root.resolve(".gotrust.yaml"), HEAD + "name: root\naccept: [stripped]\n");
    FoundPolicy found = FoundPolicy.in(Discovery.from(root.resolve("sub")));
    assertEquals("root", found.document().name());
    assertTrue(found.document().isFound());
    assertEquals(1, found.document().setAside().size());
    Files.writeString(root.resolve("sub/.gotrust.yaml"), HEAD + "name: sub\n");
    assertEquals("sub", FoundPolicy.in(Discovery.from(root.resolve("sub"))).document().name());
    assertNull(FoundPolicy.in(Discovery.from(directory)).document());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
  void aPolicyThatOthersMayWriteIsNotUsed(String permissions) throws Exception {
    Path root = repository();
    Path file = Files.writeString(root.resolve(".gotrust.yaml"), HEAD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    FoundPolicy found = FoundPolicy.in(Discovery.from(root));
    assertNull(found.document());
    assertEquals(
        List.of(file.toRealPath() + " is not used: other users may write to it"), found.setAside());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(List.of(), FoundPolicy.in(Discovery.from(root)).setAside());
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertTrue(FoundPolicy.in(Discovery.from(root)).setAside().get(0).contains("its directory"));
  }

  @Test
  void aLinkIsNoPolicyAndABrokenOneIsAnError() throws Exception {
    Path root = repository();
    Path file = root.resolve(".gotrust.yaml");
    Files.createSymbolicLink(file, Files.writeString(directory.resolve("elsewhere"), HEAD));
    assertTrue(FoundPolicy.in(Discovery.from(root)).setAside().get(0).contains("no regular file"));
    Files.delete(file);
    Files.writeString(file, HEAD + "trees: clean\n");
    PolicyFileException wrong =
        assertThrows(PolicyFileException.class, () -> FoundPolicy.in(Discovery.from(root)));
    assertEquals(2, wrong.line());
  }

  private static KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static Bytes sign(KeyPair pair, byte[] data) throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(pair.getPrivate());
    signer.update(data);
    return Bytes.of(Base64.getEncoder().encode(signer.sign()));
  }

  @Test
  void aPolicyMustBeSignedByTheKey() throws Exception {
    KeyPair pair = pair();
    KeyPair other = pair();
    Bytes policy = Bytes.of(HEAD.getBytes(UTF_8));
    List<VerifyingKey> keys = List.of(new VerifyingKey(pair.getPublic(), "k.pub"));
    Map<String, Bytes> good = Map.of("p.sig", sign(pair, policy.toArray()));
    assertTrue(PolicySignature.verify("p.yaml", policy, good, keys).startsWith("key "));
    List<Map<String, Bytes>> bad =
        List.of(
            Map.of(),
            Map.of("p.sig", sign(other, policy.toArray())),
            Map.of("p.sig", sign(pair, "other".getBytes(UTF_8))),
            Map.of("p.sig", Bytes.of("{}".getBytes(UTF_8))));
    for (Map<String, Bytes> signatures : bad) {
      PolicyFileException wrong =
          assertThrows(
              PolicyFileException.class,
              () -> PolicySignature.verify("p.yaml", policy, signatures, keys));
      assertEquals(PolicyFileException.Kind.UNSIGNED, wrong.kind());
      assertTrue(wrong.getMessage().startsWith("p.yaml: the policy must be signed by the key"));
    }
  }

  @Test
  void keysOfThePolicyVerifySignatures() throws Exception {
    KeyPair pair = pair();
    String fixture = "hello";
    byte[] data = Fixtures.bytes(fixture);
    Files.write(directory.resolve(fixture + ".sig"), sign(pair, data).toArray());
    String pem =
        "    - |\n      -----BEGIN PUBLIC KEY-----\n      "
            + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n      -----END PUBLIC KEY-----\n";
    String policy = HEAD + "signed: true\nsigners:\n  keys:\n" + pem;
    assertEquals(State.PROVEN, signature(fixture, policy).chain().state(LinkId.SIGNATURE));
    assertEquals(Verdict.PASS, signature(fixture, policy).outcome().verdict());
    String other =
        HEAD
            + "signers:\n  keys:\n"
            + pem.replace(
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                Base64.getEncoder().encodeToString(pair().getPublic().getEncoded()));
    TrustReport refused = signature(fixture, other);
    assertFalse(refused.chain().state(LinkId.SIGNATURE).isStrength());
    assertTrue(refused.outcome().verdict() != Verdict.PASS);
    String ofAnother =
        HEAD + "others: allow\nrules:\n  - for: [example.org/x]\n    signers:\n      keys:\n";
    TrustReport none = signature(fixture, ofAnother + pem.replace("    ", "        "));
    assertFalse(none.chain().state(LinkId.SIGNATURE).isStrength());
  }

  private TrustReport signature(String fixture, String policy) throws Exception {
    Path file = Fixtures.writeTo(directory, fixture);
    VerificationRequest request =
        VerificationRequest.of(file)
            .name(fixture)
            .discoverFrom(directory)
            .policyDocument(PolicyDocument.parse("p.yaml", policy.getBytes(UTF_8)))
            .build();
    return ((Judgement.Judged) GoTrust.verify(request)).report();
  }
}
