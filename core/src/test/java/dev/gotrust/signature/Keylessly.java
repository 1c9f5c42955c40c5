package dev.gotrust.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotrust.json.JsonException;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/**
 * Verifies bundles of a virtual Sigstore as one user would.
 *
 * @param identities who is accepted
 * @param root whom to trust
 * @param optOuts what is left unchecked
 * @param now the time of judgement
 * @param input the file
 */
record Keylessly(
    IdentityPolicy identities, TrustedRoot root, OptOuts optOuts, Instant now, SignedInput input) {
  static final byte[] FILE = "bytes that are signed\n".getBytes(StandardCharsets.UTF_8);

  static Keylessly of(VirtualSigstore sigstore) {
    return new Keylessly(
        identity(VirtualSigstore.IDENTITY, VirtualSigstore.ISSUER),
        root(sigstore.trustedRoot()),
        OptOuts.NONE,
        VirtualSigstore.LATER,
        SignedInput.of("the file", FILE));
  }

  static IdentityPolicy identity(String identity, String issuer) {
    return new CertificateIdentity(
        TextMatcher.exact(identity), TextMatcher.exact(issuer), Map.of());
  }

  static TrustedRoot root(ObjectNode json) {
    try {
      return TrustedRoot.read("trusted_root.json", bytes(json));
    } catch (JsonException wrong) {
      throw new AssertionFailedError(wrong.getMessage(), wrong);
    }
  }

  Keylessly with(IdentityPolicy changed) {
    return new Keylessly(changed, root, optOuts, now, input);
  }

  Keylessly with(TrustedRoot changed) {
    return new Keylessly(identities, changed, optOuts, now, input);
  }

  Keylessly with(OptOuts changed) {
    return new Keylessly(identities, root, changed, now, input);
  }

  Keylessly at(Instant changed) {
    return new Keylessly(identities, root, optOuts, changed, input);
  }

  Keylessly with(SignedInput changed) {
    return new Keylessly(identities, root, optOuts, now, changed);
  }

  static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  Verified verify(byte[] bundle) throws RefusedException {
    try {
      return new KeylessVerifier(identities, root, optOuts, InstantSource.fixed(now))
          .verify(BundleReader.read("bundle", bundle).get(0), input);
    } catch (IOException impossible) {
      throw new IllegalStateException("read from memory", impossible);
    }
  }

  Verified accepted(JsonNode bundle) {
    try {
      return verify(bytes(bundle));
    } catch (RefusedException refused) {
      throw new AssertionFailedError(
          refused.check() + ": " + refused.getMessage() + "\n" + refused.actual(), refused);
    }
  }

  RefusedException refused(String check, JsonNode bundle) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> verify(bytes(bundle)), check);
    assertEquals(check, refused.check(), refused.getMessage());
    return refused;
  }
}
