package dev.gotrust.signature;

import dev.gotrust.sigstore.VerifiedLogEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature that holds: only verification makes one. Immutable, thread-safe.
 *
 * <p>For a signature of the file itself it says that the signer signed these bytes; for an envelope
 * that the signer signed the payload, whatever that says.
 */
public final class Verified {
  private final Bundle bundle;
  private final Signer signer;
  private final String algorithm;
  private final @Nullable Instant signedAt;
  private final List<VerifiedLogEntry> logEntries;
  private final List<Instant> timestamps;
  private final List<String> remarks;

  Verified(
      Bundle bundle,
      Signer signer,
      String algorithm,
      @Nullable Instant signedAt,
      List<VerifiedLogEntry> logEntries,
      List<Instant> timestamps,
      List<String> remarks) {
    this.bundle = bundle;
    this.signer = signer;
    this.algorithm = algorithm;
    this.signedAt = signedAt;
    this.logEntries = List.copyOf(logEntries);
    this.timestamps = List.copyOf(timestamps);
    this.remarks = List.copyOf(remarks);
  }

  /** {@return what was verified} */
  public Bundle bundle() {
    return bundle;
  }

  /** {@return the payload that was signed, null for a signature of the file itself} */
  public @Nullable VerifiedEnvelope envelope() {
    DsseEnvelope envelope = bundle.envelope();
    return envelope == null ? null : new VerifiedEnvelope(this, envelope);
  }

  /** {@return who signed} */
  public Signer signer() {
    return signer;
  }

  /** {@return the algorithm that the signature held by, such as {@code ECDSA P-256 SHA-256}} */
  public String algorithm() {
    return algorithm;
  }

  /** {@return a proven time at which the signature existed, null where none is proven} */
  public @Nullable Instant signedAt() {
    return signedAt;
  }

  /** {@return the log entries that hold, in the bundle's order} */
  public List<VerifiedLogEntry> logEntries() {
    return logEntries;
  }

  /** {@return the times of the timestamps that hold, in the bundle's order} */
  public List<Instant> timestamps() {
    return timestamps;
  }

  /** {@return phrases on what was not checked, for reports; none where all was} */
  public List<String> remarks() {
    return remarks;
  }
}
