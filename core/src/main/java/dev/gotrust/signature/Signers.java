package dev.gotrust.signature;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures are accepted: holders of keys, identities of certificates, or nobody. Immutable,
 * thread-safe.
 */
public final class Signers {
  /** Nobody: no signature can be verified. */
  public static final Signers NONE = new Signers(null, null, List.of());

  private final @Nullable KeyVerifier keys;
  private final @Nullable Keyless identities;
  private final List<Signers> others;

  private Signers(@Nullable KeyVerifier keys, @Nullable Keyless identities, List<Signers> others) {
    this.keys = keys;
    this.identities = identities;
    this.others = List.copyOf(others);
  }

  /**
   * {@return signers of keys, of identities, or of both}
   *
   * @param keys null to accept no key
   * @param identities null to accept no certificate
   */
  public static Signers of(@Nullable KeyVerifier keys, @Nullable Keyless identities) {
    return new Signers(keys, identities, List.of());
  }

  /**
   * {@return these signers and others}
   *
   * @param more who is accepted too
   */
  public Signers or(Signers more) {
    if (!areChosen()) {
      return more;
    }
    if (!more.areChosen()) {
      return this;
    }
    List<Signers> all = new ArrayList<>(others);
    all.add(more);
    return new Signers(keys, identities, all);
  }

  /**
   * {@return the same signers by another clock}
   *
   * @param clock tells whether certificates are valid, and what lies in the future
   */
  public Signers at(InstantSource clock) {
    List<Signers> moved = new ArrayList<>();
    for (Signers other : others) {
      moved.add(other.at(clock));
    }
    return new Signers(
        keys == null ? null : keys.at(clock),
        identities == null ? null : identities.at(clock),
        moved);
  }

  /** {@return whether anybody is accepted} */
  public boolean areChosen() {
    return keys != null || identities != null;
  }

  /**
   * {@return whether signers of the kind that a bundle needs are accepted: what carries a
   * certificate is by an identity, everything else by a key}
   *
   * @param bundle what was read
   */
  public boolean areOfKindOf(Bundle bundle) {
    boolean are = hasCertificate(bundle) ? identities != null : keys != null;
    for (Signers other : others) {
      are |= other.areOfKindOf(bundle);
    }
    return are;
  }

  private static boolean hasCertificate(Bundle bundle) {
    if (!bundle.certificates().isEmpty()) {
      return true;
    }
    DsseEnvelope envelope = bundle.envelope();
    if (envelope != null) {
      for (DsseEnvelope.Signature signature : envelope.signatures()) {
        if (signature.certificate() != null) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Verifies a bundle.
   *
   * @param bundle what was read
   * @param input the file
   * @return the signature that holds
   * @throws RefusedException if none does, or no signer of its kind is accepted
   * @throws IOException if the file can't be read
   */
  public Verified verify(Bundle bundle, SignedInput input) throws RefusedException, IOException {
    RefusedException first;
    try {
      return verifyAlone(bundle, input);
    } catch (RefusedException refused) {
      first = refused;
    }
    boolean own = hasCertificate(bundle) ? identities != null : keys != null;
    for (Signers other : others) {
      try {
        return other.verify(bundle, input);
      } catch (RefusedException refused) {
        first = own || !other.areOfKindOf(bundle) ? first : refused;
        own |= other.areOfKindOf(bundle);
      }
    }
    throw first;
  }

  private Verified verifyAlone(Bundle bundle, SignedInput input)
      throws RefusedException, IOException {
    boolean certified = hasCertificate(bundle);
    if (certified && identities != null) {
      return identities.verify(bundle, input);
    }
    if (keys != null) {
      return keys.verify(bundle, input);
    }
    if (certified) {
      throw new RefusedException(
          "signer",
          "it is signed by an identity, and none was chosen",
          null,
          null,
          "name --certificate-identity and --certificate-oidc-issuer");
    }
    throw new RefusedException(
        "signer",
        "it carries no certificate, so that no identity can be told",
        "a certificate",
        null,
        "name the key that signed it with --key");
  }
}
