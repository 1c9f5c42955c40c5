package dev.gotrust.signing;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.BundleReader;
import dev.gotrust.signature.DsseEnvelope;
import dev.gotrust.signature.KeylessVerifier;
import dev.gotrust.signature.Verified;
import dev.gotrust.sigstore.LogEntry;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs by an identity: a key that lives as long as one signature, a certificate by which an
 * authority binds it to the identity of a token, and logs and timestamps that show when. Nothing
 * that the services answer is believed: the bundle is verified against the trusted root, as whoever
 * gets it will. Thread-safe.
 */
public final class KeylessSigner implements BundleSigner {
  private final SigningServices services;
  private final ServiceClients clients;
  private final IdentityToken token;
  private final TrustedRoot root;
  private final InstantSource clock;

  /**
   * Creates a signer.
   *
   * @param services whom to ask
   * @param transport carries what is asked
   * @param token says who signs
   * @param root whom to trust
   * @param clock tells whether what is answered lies in the future
   */
  public KeylessSigner(
      SigningServices services,
      Transport transport,
      IdentityToken token,
      TrustedRoot root,
      InstantSource clock) {
    this.services = services;
    this.clients = new ServiceClients(transport);
    this.token = token;
    this.root = root;
    this.clock = clock;
  }

  @Override
  public Signed sign(String name, ByteSource source) throws RefusedException, IOException {
    SignedInput input = SignedInput.of(name, source);
    Digest digest = input.known();
    try (Once once = new Once()) {
      Bytes signature = once.key.sign(source, digest.value());
      source.confirmUnchanged();
      Bundle bundle = witnessed(once, signature, digest.value(), null, content(digest, signature));
      return verified(bundle, SignedInput.of(name, source, digest.value()));
    }
  }

  private static Bundle.Content content(Digest digest, Bytes signature) {
    if (digest.algorithm() != DigestAlgorithm.SHA256) {
      throw new IllegalStateException("the digest of bytes at hand is of SHA-256");
    }
    return new Bundle.MessageSignature(digest, signature);
  }

  @Override
  public Signed attest(String payloadType, byte[] payload) throws RefusedException, IOException {
    DsseEnvelope unsigned = new DsseEnvelope(payloadType, Bytes.of(payload), List.of());
    try (Once once = new Once()) {
      byte[] message = unsigned.preAuthentication();
      Bytes signature = once.key.sign(message);
      DsseEnvelope envelope =
          new DsseEnvelope(
              payloadType,
              unsigned.payload(),
              List.of(new DsseEnvelope.Signature(signature, "", null)));
      Bundle bundle =
          witnessed(
              once, signature, Bytes.sha256(message), envelope, new Bundle.Envelope(envelope));
      return verified(bundle, SignedInput.of("no file", new byte[0]));
    }
  }

  /** A key for one signature, with its certificate. */
  private final class Once implements AutoCloseable {
    private final SigningKey key;
    private final Bytes certificate;

    Once() throws RefusedException, IOException {
      var pair = KeyKind.ECDSA_P256.generate();
      key = SigningKey.of("a key for one signature", pair, KeyKind.ECDSA_P256);
      certificate = clients.certificate(services.fulcio(), token, pair);
    }

    @Override
    public void close() {
      key.close();
    }
  }

  private Bundle witnessed(
      Once once,
      Bytes signature,
      Bytes sha256,
      @Nullable DsseEnvelope envelope,
      Bundle.Content content)
      throws RefusedException, IOException {
    List<Bytes> timestamps = new ArrayList<>();
    for (String authority : services.timestampAuthorities()) {
      timestamps.add(clients.timestamp(authority, signature));
    }
    List<LogEntry> entries = new ArrayList<>();
    for (SigningServices.Log log : services.logs()) {
      entries.add(
          clients.log(
              log, new ServiceClients.Entry(signature, sha256, envelope, once.certificate)));
    }
    return new Bundle(
        Bundle.Form.BUNDLE_0_3,
        "the new bundle",
        new Bundle.Certificates(List.of(once.certificate)),
        entries,
        timestamps,
        content);
  }

  /** Whoever the certificate names is who signed: the key is held against it. */
  private Signed verified(Bundle bundle, SignedInput input) throws RefusedException, IOException {
    Bytes json = BundleWriter.write(bundle);
    Bundle read = BundleReader.read("the new bundle", json.toArray()).get(0);
    Verified verified =
        new KeylessVerifier(anybody -> {}, root, OptOuts.NONE, clock).verify(read, input);
    return new Signed(json, verified);
  }
}
