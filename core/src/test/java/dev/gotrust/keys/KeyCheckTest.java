package dev.gotrust.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.bytes.Limits;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import java.security.KeyPair;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each algorithm holds for what was signed, and for nothing else. */
class KeyCheckTest {
  private static final byte[] MESSAGE = "message".getBytes(US_ASCII);
  private static final SignedInput INPUT = SignedInput.of("message", MESSAGE);

  private static String check(KeyPair pair, SignedInput input, byte[] signature) throws Exception {
    return KeyCheck.check(pair.getPublic(), input, Bytes.of(signature));
  }

  private static RefusedException refused(KeyPair pair, SignedInput input, byte[] signature) {
    return assertThrows(RefusedException.class, () -> check(pair, input, signature));
  }

  @Test
  void eachKindOfKeyHolds() throws Exception {
    List<String> algorithms =
        List.of(
            "ECDSA P-256 SHA-256",
            "ECDSA P-384 SHA-384",
            "ECDSA P-521 SHA-512",
            "RSA 2048 PKCS#1 v1.5 SHA-256",
            "Ed25519");
    List<KeyPair> pairs = TestKeys.all();
    for (int i = 0; i < pairs.size(); i++) {
      KeyPair pair = pairs.get(i);
      assertEquals(algorithms.get(i), check(pair, INPUT, TestKeys.sign(pair, MESSAGE)));
      byte[] empty = TestKeys.sign(pair, new byte[0]);
      SignedInput nothing = SignedInput.of("nothing", new byte[0]);
      assertEquals(algorithms.get(i), check(pair, nothing, empty));
      refused(pair, INPUT, empty);
      refused(pairs.get((i + 1) % pairs.size()), INPUT, TestKeys.sign(pair, MESSAGE));
    }
  }

  @Test
  void everyChangedOrMissingByteIsRefused() {
    for (KeyPair pair : TestKeys.all()) {
      byte[] signature = TestKeys.sign(pair, MESSAGE);
      Stream<Variant> variants =
          Stream.concat(
              Hostile.truncations(signature, 0, signature.length, 7),
              Hostile.bumps(signature, 0, Math.min(signature.length, 40)));
      for (Variant variant : Hostile.each(variants)) {
        refused(pair, INPUT, variant.bytes());
      }
      refused(pair, INPUT, java.util.Arrays.copyOf(signature, signature.length + 1));
      refused(pair, INPUT, new byte[Limits.SIGNATURE]);
    }
  }

  @Test
  void sha256WillDoWithLongerCurves() throws Exception {
    for (String curve : List.of("secp384r1", "secp521r1")) {
      KeyPair pair = TestKeys.ec(curve);
      byte[] signature = TestKeys.sign("SHA256withECDSA", pair.getPrivate(), null, MESSAGE);
      assertTrue(check(pair, INPUT, signature).endsWith(" SHA-256"));
    }
    KeyPair shorter = TestKeys.ec("secp256r1");
    refused(shorter, INPUT, TestKeys.sign("SHA512withECDSA", shorter.getPrivate(), null, MESSAGE));
  }

  @Test
  void pssHoldsWithASaltOfAnyLength() throws Exception {
    for (int bits : new int[] {2048, 2049, 3072, 4096}) {
      KeyPair pair = TestKeys.rsa(bits);
      for (int salt : new int[] {0, 1, 20, 32, 64, (bits + 6) / 8 - 34}) {
        assertEquals("RSA " + bits + " PSS SHA-256", check(pair, INPUT, pss(pair, salt)));
        refused(pair, SignedInput.of("other", new byte[1]), pss(pair, salt));
      }
    }
  }

  @Test
  void otherHashFunctionsThanSha256AreRefusedWithRsa() {
    KeyPair pair = TestKeys.rsa(2048);
    PSSParameterSpec longer =
        new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);
    refused(pair, INPUT, TestKeys.sign("RSASSA-PSS", pair.getPrivate(), longer, MESSAGE));
    refused(pair, INPUT, TestKeys.sign("SHA1withRSA", pair.getPrivate(), null, MESSAGE));
    refused(pair, INPUT, TestKeys.sign("SHA512withRSA", pair.getPrivate(), null, MESSAGE));
  }

  private static byte[] pss(KeyPair pair, int salt) {
    PSSParameterSpec parameters =
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1);
    return TestKeys.sign("RSASSA-PSS", pair.getPrivate(), parameters, MESSAGE);
  }

  @Test
  void ed25519HoldsPureAndPrehashed() throws Exception {
    KeyPair pair = TestKeys.ed25519();
    EdDSAParameterSpec prehashed = new EdDSAParameterSpec(true);
    byte[] signature = TestKeys.sign("Ed25519", pair.getPrivate(), prehashed, MESSAGE);
    assertEquals("Ed25519ph", check(pair, INPUT, signature));
  }

  @Test
  void aLongMessageIsStreamed() throws Exception {
    KeyPair pair = TestKeys.ed25519();
    byte[] message = new byte[(int) Limits.ED25519_MESSAGE + 1];
    byte[] signature = TestKeys.sign(pair, message);
    assertEquals("Ed25519", check(pair, SignedInput.of("long", message), signature));
    message[message.length - 1]++;
    refused(pair, SignedInput.of("long", message), signature);
  }

  @Test
  void aDigestIsEnoughForWhatSignsADigest() throws Exception {
    for (KeyPair pair : TestKeys.all()) {
      byte[] signature = TestKeys.sign(pair, MESSAGE);
      DigestAlgorithm algorithm = KeyAlgorithm.of(pair.getPublic()).digest();
      SignedInput digest = SignedInput.of(Digest.of(algorithm, MESSAGE));
      if (pair.getPublic().getAlgorithm().equals("EdDSA")) {
        assertTrue(String.valueOf(refused(pair, digest, signature).next()).contains("file itself"));
      } else {
        check(pair, digest, signature);
      }
    }
  }
}
