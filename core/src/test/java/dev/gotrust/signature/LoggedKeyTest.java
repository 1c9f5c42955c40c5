package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Log entries and timestamps of signatures by keys: held against a trusted root where one is given.
 */
class LoggedKeyTest {
  private static VirtualSigstore sigstore;
  private static TrustedRoot root;
  private static KeyPair key;

  @BeforeAll
  static void start() throws Exception {
    sigstore = new VirtualSigstore();
    root = Keylessly.root(sigstore.trustedRoot());
    key = VirtualAuthority.keys("P-256");
  }

  private static Verified verify(ObjectNode bundle, @Nullable TrustedRoot held)
      throws RefusedException, IOException {
    SigstoreCheck check =
        held == null
            ? null
            : new SigstoreCheck(held, OptOuts.NONE, InstantSource.fixed(VirtualSigstore.LATER));
    return new KeyVerifier(List.of(new VerifyingKey(key.getPublic(), "the key")), check)
        .verify(
            BundleReader.read("bundle", Keylessly.bytes(bundle)).get(0),
            SignedInput.of("the file", Keylessly.FILE));
  }

  private static void refused(String check, ObjectNode bundle, TrustedRoot held) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> verify(bundle, held), check);
    assertEquals(check, refused.check(), refused.getMessage());
  }

  private static ArrayNode entries(ObjectNode bundle) {
    return (ArrayNode) bundle.at("/verificationMaterial/tlogEntries");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashedrekord 0.0.1", "hashedrekord 0.0.2"})
  void theEntryIsOfTheKeyAndDatesTheSignature(String logged) throws Exception {
    Verified verified =
        verify(sigstore.ofFile(Keylessly.FILE).key(key).logged(logged).mint(), root);
    assertEquals(VirtualSigstore.SIGNED_AT, verified.signedAt());
    assertEquals(1, verified.logEntries().size());
    assertEquals(List.of(), verified.remarks());
  }

  @Test
  void envelopesAreLoggedToo() throws Exception {
    ObjectNode bundle = sigstore.ofStatement("{}").key(key).mint();
    assertEquals(1, verify(bundle, root).logEntries().size());
  }

  @Test
  void withoutARootNothingOfItIsHeld() throws Exception {
    ObjectNode bundle = sigstore.ofFile(Keylessly.FILE).key(key).mint();
    ((ObjectNode) entries(bundle).get(0)).put("integratedTime", "1");
    Verified verified = verify(bundle, null);
    assertNull(verified.signedAt());
    assertEquals(1, verified.remarks().size());
    refused("signed entry timestamp", bundle, root);
  }

  @Test
  void withoutAnEntryTheKeyAloneVouches() throws Exception {
    ObjectNode bundle = sigstore.ofFile(Keylessly.FILE).key(key).mint();
    entries(bundle).removeAll();
    Verified verified = verify(bundle, root);
    assertNull(verified.signedAt());
    assertEquals(List.of(), verified.logEntries());
  }

  @Test
  void anEntryOfAnotherKeyOrSignatureIsRefused() throws Exception {
    ObjectNode bundle = sigstore.ofFile(Keylessly.FILE).key(key).mint();
    ObjectNode again = sigstore.ofFile(Keylessly.FILE).key(key).mint();
    entries(bundle).set(0, entries(again).get(0));
    refused("log entry", bundle, root);
    ObjectNode other = sigstore.ofFile(Keylessly.FILE).key(VirtualAuthority.keys("P-256")).mint();
    refused("signature", other, root);
  }

  @Test
  void anEntryOfAStrangersLogIsRefused() throws Exception {
    VirtualSigstore stranger = new VirtualSigstore();
    ObjectNode bundle = stranger.ofFile(Keylessly.FILE).key(key).mint();
    refused("log entry", bundle, root);
  }

  @Test
  void keysAreNeverTakenFromTheBundle() throws Exception {
    ObjectNode bundle = sigstore.ofFile(Keylessly.FILE).key(VirtualAuthority.keys("P-256")).mint();
    refused("signature", bundle, root);
    ObjectNode keyless = sigstore.ofFile(Keylessly.FILE).mint();
    refused("signature", keyless, root);
  }
}
