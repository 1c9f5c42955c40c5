package dev.gotrust.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.KeyVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is signed by a key holds, for the same bytes and the same key alone. */
final class KeySignerTest {
  private static final byte[] FILE = "bytes to sign\n".getBytes(StandardCharsets.UTF_8);
  private static final String TYPE = "application/vnd.in-toto+json";

  private static KeyVerifier verifier(SigningKey key) {
    return new KeyVerifier(List.of(key.verifyingKey()), null);
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aFileIsSigned(KeyKind kind) throws Exception {
    try (SigningKey key = SigningKey.generate(kind)) {
      Signed signed = new KeySigner(key).sign("file", new ArraySource(FILE));
      Bundle bundle = BundleReader.read("b", signed.json().toArray()).get(0);
      assertEquals(Bundle.Form.BUNDLE_0_3, bundle.form());
      assertNull(bundle.envelope());
      verifier(key).verify(bundle, SignedInput.of("file", FILE));
      SignedInput other = SignedInput.of("other", new byte[] {1});
      assertThrows(RefusedException.class, () -> verifier(key).verify(bundle, other));
      try (SigningKey stranger = SigningKey.generate(kind)) {
        SignedInput file = SignedInput.of("file", FILE);
        assertThrows(RefusedException.class, () -> verifier(stranger).verify(bundle, file));
      }
      Bundle.MessageSignature message = (Bundle.MessageSignature) bundle.content();
      boolean pure = kind == KeyKind.ED25519;
      assertEquals(
          pure ? DigestAlgorithm.SHA256 : kind.algorithm().digest(), message.digest().algorithm());
      assertTrue(
          signed.verified().algorithm().startsWith(kind.algorithm().title().substring(0, 3)));
    }
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aStatementIsSigned(KeyKind kind) throws Exception {
    byte[] payload = "{\"\u00fc\":1}".getBytes(StandardCharsets.UTF_8);
    try (SigningKey key = SigningKey.generate(kind)) {
      Signed signed = new KeySigner(key).attest(TYPE, payload);
      Bundle bundle = BundleReader.read("b", signed.json().toArray()).get(0);
      assertEquals(TYPE, bundle.envelope().payloadType());
      assertEquals(dev.gotrust.bytes.Bytes.of(payload), bundle.envelope().payload());
      verifier(key).verify(bundle, SignedInput.of("none", new byte[0]));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"ECDSA_P256", "ED25519", "RSA_2048"})
  void anEmptyFileIsAFile(KeyKind kind) throws Exception {
    try (SigningKey key = SigningKey.generate(kind)) {
      Signed signed = new KeySigner(key).sign("empty", new ArraySource(new byte[0]));
      assertFalse(signed.json().toArray().length == 0);
    }
  }

  @Test
  void aFileThatChangesMeanwhileIsNotSigned() throws Exception {
    try (SigningKey key = SigningKey.generate(KeyKind.ECDSA_P256)) {
      KeySigner signer = new KeySigner(key);
      assertThrows(
          ByteSource.ChangedException.class, () -> signer.sign("file", new Changing(FILE)));
    }
  }

  /** Other bytes each time that they are read from the start. */
  private static final class Changing implements ByteSource {
    private final ArraySource first;
    private int reads;

    Changing(byte[] data) {
      first = new ArraySource(data);
    }

    @Override
    public long size() {
      return first.size();
    }

    @Override
    public void read(long offset, byte[] into, int from, int length) throws IOException {
      first.read(offset, into, from, length);
      into[from] = (byte) reads++;
    }

    @Override
    public Page page(long offset) throws IOException {
      return first.page(offset);
    }
  }
}
