package dev.gotrust.signing;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.DsseEnvelope;
import dev.gotrust.signature.KeyVerifier;
import dev.gotrust.signature.Verified;
import java.io.IOException;
import java.util.List;

/** Signs by a key, without any service. Thread-safe until the key is closed. */
public final class KeySigner implements BundleSigner {
  private final SigningKey key;

  /**
   * Creates a signer.
   *
   * @param key stays open
   */
  public KeySigner(SigningKey key) {
    this.key = key;
  }

  @Override
  public Signed sign(String name, ByteSource source) throws RefusedException, IOException {
    SignedInput input = SignedInput.of(name, source);
    Digest known = input.known();
    Digest digest = input.digest(key.digest());
    Bytes signature = key.sign(source, known.value());
    source.confirmUnchanged();
    Bundle bundle = bundle(new Bundle.MessageSignature(digest, signature));
    return verified(bundle, SignedInput.of(name, source, known.value()));
  }

  @Override
  public Signed attest(String payloadType, byte[] payload) throws RefusedException, IOException {
    DsseEnvelope unsigned = new DsseEnvelope(payloadType, Bytes.of(payload), List.of());
    Bytes signature = key.sign(unsigned.preAuthentication());
    DsseEnvelope envelope =
        new DsseEnvelope(
            payloadType,
            unsigned.payload(),
            List.of(new DsseEnvelope.Signature(signature, "", null)));
    return verified(bundle(new Bundle.Envelope(envelope)), SignedInput.of("no file", new byte[0]));
  }

  private Bundle bundle(Bundle.Content content) {
    return new Bundle(
        Bundle.Form.BUNDLE_0_3,
        "the new bundle",
        new Bundle.KeyHint(key.hint()),
        List.of(),
        List.of(),
        content);
  }

  /** Reads again what was written, as whoever gets it will. */
  private Signed verified(Bundle bundle, SignedInput input) throws RefusedException, IOException {
    Bytes json = BundleWriter.write(bundle);
    Bundle read = BundleReader.read("the new bundle", json.toArray()).get(0);
    Verified verified = new KeyVerifier(List.of(key.verifyingKey()), null).verify(read, input);
    return new Signed(json, verified);
  }
}
