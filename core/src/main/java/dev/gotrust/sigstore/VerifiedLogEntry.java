package dev.gotrust.sigstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry that a trusted log holds: only verification makes one. Immutable, thread-safe. */
public final class VerifiedLogEntry {
  private final LogEntry entry;
  private final String log;
  private final @Nullable Instant integratedAt;
  private final boolean included;

  VerifiedLogEntry(LogEntry entry, String log, @Nullable Instant integratedAt, boolean included) {
    this.entry = entry;
    this.log = log;
    this.integratedAt = integratedAt;
    this.included = included;
  }

  /** {@return the entry} */
  public LogEntry entry() {
    return entry;
  }

  /**
   * {@return the index that the log vouches for: that of its promise, else the one in the tree of
   * its checkpoint}
   */
  public long logIndex() {
    InclusionProof proof = entry.proof();
    return integratedAt == null && proof != null ? proof.logIndex() : entry.logIndex();
  }

  /** {@return the name of the log, such as its address} */
  public String log() {
    return log;
  }

  /** {@return the time that the log signed in its promise, null where it promised nothing} */
  public @Nullable Instant integratedAt() {
    return integratedAt;
  }

  /** {@return whether inclusion under a signed checkpoint was checked, else a promise alone} */
  public boolean included() {
    return included;
  }
}
