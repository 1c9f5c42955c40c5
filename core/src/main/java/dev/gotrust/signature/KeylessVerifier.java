package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.KeyCheck;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.Bundle.MessageSignature;
import dev.gotrust.sigstore.Logged;
import dev.gotrust.sigstore.OptOuts;
import dev.gotrust.sigstore.SigningCertificate;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.SigstoreCheck.Witnessed;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/**
 * Verifies bundles by the identities in their certificates, offline. Immutable, thread-safe; one
 * serves any number of bundles.
 */
public final class KeylessVerifier implements Keyless {
  private static final String CHECK = "signature";

  private final IdentityPolicy identities;
  private final SigstoreCheck check;

  /**
   * Creates a verifier.
   *
   * @param identities who is accepted
   * @param root whom to trust
   * @param optOuts what is left unchecked
   * @param clock tells what lies in the future, and whether a certificate is valid now
   */
  public KeylessVerifier(
      IdentityPolicy identities, TrustedRoot root, OptOuts optOuts, InstantSource clock) {
    this(identities, new SigstoreCheck(root, optOuts, clock));
  }

  /**
   * Creates a verifier.
   *
   * @param identities who is accepted
   * @param check holds certificates, log entries and timestamps
   */
  public KeylessVerifier(IdentityPolicy identities, SigstoreCheck check) {
    this.identities = identities;
    this.check = check;
  }

  @Override
  public KeylessVerifier at(InstantSource clock) {
    return new KeylessVerifier(identities, check.at(clock));
  }

  @Override
  public Verified verify(Bundle bundle, SignedInput input) throws RefusedException, IOException {
    DsseEnvelope envelope = bundle.envelope();
    if (envelope == null) {
      return ofMessage(bundle, (MessageSignature) bundle.content(), input);
    }
    SignedInput signed = SignedInput.of("the payload", envelope.preAuthentication());
    SignedInput payload = SignedInput.of("the payload", envelope.payload().toArray());
    RefusedException last = null;
    for (DsseEnvelope.Signature signature : envelope.signatures()) {
      List<Bytes> certificates = certificates(bundle, signature);
      if (!certificates.isEmpty()) {
        try {
          return ofEnvelope(bundle, signed, payload, signature.signature(), certificates);
        } catch (RefusedException refused) {
          last = last == null ? refused : last;
        }
      }
    }
    throw last == null
        ? new RefusedException("certificate", "no signature of the envelope carries one")
        : last;
  }

  /** The bundle's own, or the one that stands beside the signature in an envelope alone. */
  private static List<Bytes> certificates(Bundle bundle, DsseEnvelope.Signature signature)
      throws RefusedException {
    if (!bundle.certificates().isEmpty() || signature.certificate() == null) {
      return bundle.certificates();
    }
    List<Bytes> certificates =
        CosignBundle.certificates(signature.certificate().getBytes(StandardCharsets.UTF_8));
    if (certificates == null) {
      throw new RefusedException("certificate", "it is no certificate in PEM");
    }
    return certificates;
  }

  private Verified ofMessage(Bundle bundle, MessageSignature message, SignedInput input)
      throws RefusedException, IOException {
    List<Bytes> certificates = bundle.certificates();
    if (certificates.isEmpty()) {
      throw new RefusedException("certificate", "the bundle carries none");
    }
    MessageDigests.compare(message, input);
    SigningCertificate certificate = SigningCertificate.parse(certificates.get(0));
    Logged logged =
        new Logged(
            input, null, message.signature(), certificate.der(), certificate.x509().getPublicKey());
    return verify(bundle, certificates, certificate, logged);
  }

  private Verified ofEnvelope(
      Bundle bundle,
      SignedInput signed,
      SignedInput payload,
      Bytes signature,
      List<Bytes> certificates)
      throws RefusedException, IOException {
    SigningCertificate certificate = SigningCertificate.parse(certificates.get(0));
    Logged logged =
        new Logged(
            signed, payload, signature, certificate.der(), certificate.x509().getPublicKey());
    return verify(bundle, certificates, certificate, logged);
  }

  private Verified verify(
      Bundle bundle, List<Bytes> certificates, SigningCertificate certificate, Logged logged)
      throws RefusedException, IOException {
    identities.check(certificate);
    String algorithm;
    try {
      algorithm = KeyCheck.check(logged.key(), logged.message(), logged.signature());
    } catch (RefusedException refused) {
      if (refused.isUndecided()) {
        throw refused;
      }
      throw new RefusedException(
          CHECK,
          refused.getMessage() + ": it is not by the key of the certificate",
          null,
          null,
          refused.next());
    }
    Witnessed seen = check.certified(certificates, logged, bundle.witnesses());
    return new Verified(
        bundle,
        new Signer.CertificateHolder(certificate),
        algorithm,
        seen.signedAt(),
        seen.logEntries(),
        seen.timestamps(),
        seen.remarks());
  }
}
