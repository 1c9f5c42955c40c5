package dev.gotrust;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Digest;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.material.SignatureRequest;

/**
 * Which file is to be verified, by which signatures or attestations. Immutable, thread-safe.
 *
 * @param input the file, or a digest of it
 * @param asked what must hold
 * @param signatures who is accepted, what was given, and what attestations must say
 */
public record BlobRequest(SignedInput input, Asked asked, SignatureRequest signatures) {
  /** What must hold. */
  public enum Asked {
    /** A signature of the file itself. */
    SIGNATURE,
    /** A statement of any kind that is of the file. */
    ATTESTATION,
    /** SLSA provenance, or a summary, that is of the file. */
    PROVENANCE
  }

  /**
   * {@return a request for bytes}
   *
   * @param name what reports call them
   * @param source the bytes; stays open
   * @param asked what must hold
   * @param signatures who is accepted, what was given, and what attestations must say
   */
  public static BlobRequest of(
      String name, ByteSource source, Asked asked, SignatureRequest signatures) {
    return new BlobRequest(SignedInput.of(name, source), asked, signatures);
  }

  /**
   * {@return a request for bytes that are elsewhere}
   *
   * @param digest of the bytes
   * @param asked what must hold
   * @param signatures who is accepted, what was given, and what attestations must say
   */
  public static BlobRequest of(Digest digest, Asked asked, SignatureRequest signatures) {
    return new BlobRequest(SignedInput.of(digest), asked, signatures);
  }
}
