package dev.gotrust.material;

import dev.gotrust.signature.Signers;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures are accepted, and where they are. Immutable, thread-safe: many artifacts can be
 * judged by one.
 *
 * @param signers who is accepted
 * @param given files of signatures and attestations that the user named; where there is one, none
 *     is looked for
 * @param checksums a list that may be signed in the place of the artifact, null for none
 * @param attestations what attestations must say
 * @param platforms whom to lead platform signatures to
 */
public record SignatureRequest(
    Signers signers,
    List<SignatureFile> given,
    @Nullable ChecksumFile checksums,
    AttestationRequest attestations,
    PlatformRoots platforms) {
  /** Nobody is accepted, nothing was given. */
  public static final SignatureRequest NONE =
      new SignatureRequest(
          Signers.NONE, List.of(), null, AttestationRequest.ANY, PlatformRoots.NONE);

  /**
   * Copies the list.
   *
   * @param signers who is accepted
   * @param given files that the user named; copied
   * @param checksums a list that may be signed in the place of the artifact, null for none
   * @param attestations what attestations must say
   * @param platforms whom to lead platform signatures to
   */
  public SignatureRequest {
    given = List.copyOf(given);
  }

  /**
   * {@return the same request by another clock}
   *
   * @param clock tells whether certificates are valid, and what lies in the future
   */
  public SignatureRequest at(InstantSource clock) {
    return new SignatureRequest(signers.at(clock), given, checksums, attestations, platforms);
  }
}
