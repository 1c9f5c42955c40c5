package dev.gotrust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.Verdict;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.material.SignatureFile;
import dev.gotrust.material.SignatureRequest;
import dev.gotrust.policy.Policy;
import dev.gotrust.policy.PolicyDocument;
import dev.gotrust.policy.PolicyOutcome;
import dev.gotrust.signature.VirtualSigstore;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identities that a policy accepts, and the age of signatures that a log proves. */
final class PolicySignersTest {
  private static final String IDENTITY =
      "signers: {identities: [{identity: '"
          + VirtualSigstore.IDENTITY
          + "', issuer: '"
          + VirtualSigstore.ISSUER
          + "'}]}\n";

  private static VirtualSigstore sigstore;

  @TempDir Path temp;

  @BeforeAll
  static void found() throws Exception {
    sigstore = new VirtualSigstore();
  }

  private Path program() throws Exception {
    return Fixtures.writeTo(temp, "hello");
  }

  /** Judges a program that the virtual Sigstore's user signed, days after that. */
  private PolicyOutcome judge(String rules, int days, boolean found) throws Exception {
    Path program = program();
    Path bundle = sigstore.ofFile(Files.readAllBytes(program)).writeTo(temp.resolve("b.json"));
    Instant now = VirtualSigstore.SIGNED_AT.plus(Duration.ofDays(days));
    InstantSource clock = InstantSource.fixed(now);
    TrustedRoot root =
        TrustedRoot.read(
            "trusted_root.json",
            Files.readAllBytes(sigstore.writeTrustedRoot(Files.createTempDirectory(temp, "r"))));
    PolicyDocument document =
        PolicyDocument.parse(
            "p.yaml", ("schema: gotrust.dev/policy/v1\nsigned: true\n" + rules).getBytes(UTF_8));
    SignatureRequest none = SignatureRequest.NONE;
    VerificationRequest request =
        VerificationRequest.of(program)
            .signatures(
                new SignatureRequest(
                    none.signers(),
                    List.of(SignatureFile.given(bundle)),
                    none.checksums(),
                    none.attestations(),
                    none.platforms()))
            .sigstore(new SigstoreCheck(root, OptOuts.NONE, clock), false)
            .policy(Policy.builder().clock(clock).build())
            .policyDocument(found ? document.asFound() : document)
            .build();
    Judgement judgement = GoTrust.verify(request);
    return assertInstanceOf(Judgement.Judged.class, judgement).report().outcome();
  }

  @Test
  void anIdentityOfThePolicySigns() throws Exception {
    PolicyOutcome outcome = judge(IDENTITY, 1, false);
    assertEquals(Verdict.PASS, outcome.verdict(), outcome.line());
    assertEquals(List.of(LinkId.SIGNATURE), outcome.proven());
    PolicyOutcome other = judge(IDENTITY.replace("identity: '", "identity: 'x"), 1, false);
    assertTrue(other.verdict() != Verdict.PASS, other.line());
    assertEquals(List.of(), other.proven());
  }

  @Test
  void oneThatWasFoundAcceptsNobody() throws Exception {
    PolicyOutcome outcome = judge(IDENTITY, 1, true);
    assertTrue(outcome.verdict() != Verdict.PASS, outcome.line());
    assertEquals(List.of(), outcome.proven());
  }

  @Test
  void theAgeOfASignatureIsThatWhichTheLogProves() throws Exception {
    String rules = IDENTITY + "max-age: {signature: 30}\n";
    PolicyOutcome young = judge(rules, 30, false);
    assertEquals(Verdict.PASS, young.verdict(), young.line());
    PolicyOutcome old = judge(rules, 31, false);
    assertEquals(Verdict.FAIL, old.verdict(), old.line());
    assertTrue(old.line().contains("was made at 2026-03-01T12:00:00Z, more than 30"), old.line());
    String excused =
        rules + "exceptions: [{excuse: signature-age, reason: r, until: 2026-12-31}]\n";
    assertEquals(Verdict.PASS, judge(excused, 31, false).verdict());
  }
}
