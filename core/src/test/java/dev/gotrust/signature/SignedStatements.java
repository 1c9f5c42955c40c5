package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.keys.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/** Envelopes of any payload, signed by a key of this process and verified by it. */
public final class SignedStatements {
  private static final KeyPair KEY = key();

  private SignedStatements() {}

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns a verified envelope of in-toto's payload type. */
  public static VerifiedEnvelope of(String payload) {
    return of("application/vnd.in-toto+json", payload);
  }

  /** Returns a verified envelope. */
  public static VerifiedEnvelope of(String type, String payload) {
    try {
      Bundle bundle = bundle(type, payload);
      KeyVerifier verifier =
          new KeyVerifier(List.of(new VerifyingKey(KEY.getPublic(), "test")), null);
      return verifier.verify(bundle, SignedInput.of("none", new byte[0])).envelope();
    } catch (RefusedException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Bundle bundle(String type, String payload) {
    Bytes bytes = Bytes.of(payload.getBytes(StandardCharsets.UTF_8));
    DsseEnvelope unsigned = new DsseEnvelope(type, bytes, List.of());
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(KEY.getPrivate());
      signature.update(unsigned.preAuthentication());
      DsseEnvelope envelope =
          new DsseEnvelope(
              type,
              bytes,
              List.of(new DsseEnvelope.Signature(Bytes.of(signature.sign()), "", null)));
      return new Bundle(
          Bundle.Form.ENVELOPE,
          "test",
          new Bundle.NoMaterial(),
          List.of(),
          List.of(),
          new Bundle.Envelope(envelope));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
