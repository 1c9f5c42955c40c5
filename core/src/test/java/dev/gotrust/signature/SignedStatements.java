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
import java.util.Base64;
import java.util.List;

/** Envelopes of any payload, signed by a key of this process and verified by it. */
public final class SignedStatements {
  private static final String IN_TOTO = "application/vnd.in-toto+json";
  private static final KeyPair KEY = key();
  private static final KeyPair OTHER = key();

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
    return of(IN_TOTO, payload);
  }

  /** Returns a verified envelope of a statement on some other file. */
  public static VerifiedEnvelope ofPredicate(String type, String predicate) {
    return of(
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":"
            + "{\"sha1\":\"ab\"}}],\"predicateType\":\""
            + type
            + "\",\"predicate\":"
            + predicate
            + '}');
  }

  /** Returns a verified envelope. */
  public static VerifiedEnvelope of(String type, String payload) {
    try {
      Bundle bundle =
          new Bundle(
              Bundle.Form.ENVELOPE,
              "test",
              new Bundle.NoMaterial(),
              List.of(),
              List.of(),
              new Bundle.Envelope(envelope(type, payload, KEY)));
      return verifier().verify(bundle, SignedInput.of("none", new byte[0])).envelope();
    } catch (RefusedException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyVerifier verifier() {
    return new KeyVerifier(List.of(new VerifyingKey(KEY.getPublic(), "test")), null);
  }

  /** Returns signers of which the one is accepted that {@link #json} signs by. */
  public static Signers signers() {
    return Signers.of(verifier(), null);
  }

  /** Returns an envelope as a file of attestations holds it, on one line. */
  public static String json(String payload) {
    return json(payload, KEY);
  }

  /** Returns an envelope by a signer whom nobody accepts. */
  public static String jsonOfAnother(String payload) {
    return json(payload, OTHER);
  }

  private static String json(String payload, KeyPair key) {
    DsseEnvelope envelope = envelope(IN_TOTO, payload, key);
    Base64.Encoder base64 = Base64.getEncoder();
    return "{\"payloadType\":\""
        + IN_TOTO
        + "\",\"payload\":\""
        + base64.encodeToString(envelope.payload().toArray())
        + "\",\"signatures\":[{\"sig\":\""
        + base64.encodeToString(envelope.signatures().get(0).signature().toArray())
        + "\"}]}";
  }

  private static DsseEnvelope envelope(String type, String payload, KeyPair key) {
    Bytes bytes = Bytes.of(payload.getBytes(StandardCharsets.UTF_8));
    DsseEnvelope unsigned = new DsseEnvelope(type, bytes, List.of());
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key.getPrivate());
      signature.update(unsigned.preAuthentication());
      return new DsseEnvelope(
          type, bytes, List.of(new DsseEnvelope.Signature(Bytes.of(signature.sign()), "", null)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
