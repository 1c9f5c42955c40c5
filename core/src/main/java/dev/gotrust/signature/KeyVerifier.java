package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.KeyCheck;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.keys.VerifyingKey;
import dev.gotrust.signature.Bundle.MessageSignature;
import dev.gotrust.sigstore.Logged;
import dev.gotrust.sigstore.SigstoreCheck;
import dev.gotrust.sigstore.SigstoreCheck.Witnessed;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies bundles by keys that the user gave. A key that a bundle brings is never used, its hint
 * only names it in messages. Needs no trusted root and no network.
 */
public final class KeyVerifier {
  private static final String CHECK = "signature";

  private final List<VerifyingKey> keys;
  private final @Nullable SigstoreCheck witnesses;

  /**
   * Creates a verifier.
   *
   * @param keys at least one; a signature by any of them will do
   * @param witnesses holds the log entries and timestamps that a bundle brings; null to leave them
   *     unchecked
   */
  public KeyVerifier(List<VerifyingKey> keys, @Nullable SigstoreCheck witnesses) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a verifier by key needs a key");
    }
    this.keys = List.copyOf(keys);
    this.witnesses = witnesses;
  }

  /**
   * {@return the same verifier by another clock}
   *
   * @param clock tells what lies in the future
   */
  public KeyVerifier at(InstantSource clock) {
    return witnesses == null ? this : new KeyVerifier(keys, witnesses.at(clock));
  }

  /**
   * Verifies a bundle: the file's signature against the file, an envelope's against its payload,
   * which then speaks for itself.
   *
   * @param bundle what was read
   * @param input the file
   * @return the signature that holds
   * @throws RefusedException if none does
   * @throws IOException if the file can't be read
   */
  public Verified verify(Bundle bundle, SignedInput input) throws RefusedException, IOException {
    DsseEnvelope envelope = bundle.envelope();
    if (envelope != null) {
      return ofEnvelope(bundle, envelope);
    }
    MessageSignature message = (MessageSignature) bundle.content();
    MessageDigests.compare(message, input);
    return verify(bundle, input, List.of(message.signature()), message.digest() != null);
  }

  private Verified ofEnvelope(Bundle bundle, DsseEnvelope envelope)
      throws RefusedException, IOException {
    List<Bytes> signatures = new ArrayList<>();
    for (DsseEnvelope.Signature signature : envelope.signatures()) {
      signatures.add(signature.signature());
    }
    SignedInput signed = SignedInput.of("the payload", envelope.preAuthentication());
    return verify(bundle, signed, signatures, false);
  }

  private Verified verify(
      Bundle bundle, SignedInput input, List<Bytes> signatures, boolean digestHolds)
      throws RefusedException, IOException {
    RefusedException last = null;
    for (Bytes signature : signatures) {
      for (VerifyingKey key : keys) {
        String algorithm;
        try {
          algorithm = KeyCheck.check(key.key(), input, signature);
        } catch (RefusedException refused) {
          last = last != null && last.isUndecided() ? last : refused;
          continue;
        }
        return verified(bundle, key, algorithm, witnessed(bundle, input, signature, key));
      }
    }
    throw refusal(bundle, last, digestHolds);
  }

  private Witnessed witnessed(Bundle bundle, SignedInput input, Bytes signature, VerifyingKey key)
      throws RefusedException, IOException {
    DsseEnvelope envelope = bundle.envelope();
    if (witnesses != null) {
      SignedInput payload =
          envelope == null ? null : SignedInput.of("the payload", envelope.payload().toArray());
      Logged logged = new Logged(input, payload, signature, null, key.key());
      return witnesses.keyed(logged, bundle.witnesses());
    }
    boolean bare = bundle.logEntries().isEmpty() && bundle.timestamps().isEmpty();
    return new Witnessed(
        null,
        List.of(),
        List.of(),
        bare
            ? List.of()
            : List.of("its log entries and timestamps are not checked: no trusted root was given"));
  }

  private static Verified verified(
      Bundle bundle, VerifyingKey key, String algorithm, Witnessed seen) {
    return new Verified(
        bundle,
        new Signer.KeyHolder(key),
        algorithm,
        seen.signedAt(),
        seen.logEntries(),
        seen.timestamps(),
        seen.remarks());
  }

  private RefusedException refusal(
      Bundle bundle, @Nullable RefusedException last, boolean digestHolds) {
    if (last != null && (last.isUndecided() || (last.next() != null && keys.size() == 1))) {
      return last;
    }
    String reason;
    String next;
    if (bundle.envelope() != null) {
      reason = "none of its signatures is by the key";
      next = "name the key that signed it";
    } else if (digestHolds) {
      reason = "it is of this very file, but by another key";
      next = "name the key that signed it";
    } else {
      reason = "the key did not sign these bytes: the file was changed, or another key signed it";
      next = "compare the file and the key with what the publisher names";
    }
    String detail =
        last == null || last.getMessage().equals("it does not hold") ? "" : last.getMessage();
    return new RefusedException(
        CHECK,
        detail.isEmpty() || keys.size() > 1 ? reason : reason + " (" + detail + ')',
        fingerprints(),
        hint(bundle),
        next);
  }

  private String fingerprints() {
    StringBuilder text = new StringBuilder();
    for (VerifyingKey key : keys) {
      text.append(text.isEmpty() ? "" : " or ").append(key.fingerprint());
    }
    return text.toString();
  }

  /** What the carrier says of its key, where it says it as cosign does. */
  private static @Nullable String hint(Bundle bundle) {
    if (!(bundle.material() instanceof Bundle.KeyHint hint) || hint.hint().isEmpty()) {
      return null;
    }
    try {
      byte[] digest = Base64.getDecoder().decode(hint.hint());
      return digest.length == 32 ? "SHA256:" + Bytes.of(digest).hex() + " (its hint)" : null;
    } catch (IllegalArgumentException text) {
      return hint.hint() + " (its hint)";
    }
  }
}
