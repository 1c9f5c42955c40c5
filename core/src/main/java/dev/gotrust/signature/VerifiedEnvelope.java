package dev.gotrust.signature;

import dev.gotrust.bytes.Bytes;

/**
 * The payload of an envelope whose signature holds: only verification makes one. What it says is
 * read from these bytes and no others. Immutable, thread-safe.
 */
public final class VerifiedEnvelope {
  private final Verified verified;
  private final DsseEnvelope envelope;

  VerifiedEnvelope(Verified verified, DsseEnvelope envelope) {
    this.verified = verified;
    this.envelope = envelope;
  }

  /** {@return who signed it, and how that was checked} */
  public Verified verified() {
    return verified;
  }

  /** {@return what the payload is, such as {@code application/vnd.in-toto+json}} */
  public String payloadType() {
    return envelope.payloadType();
  }

  /** {@return the bytes that were signed} */
  public Bytes payload() {
    return envelope.payload();
  }
}
