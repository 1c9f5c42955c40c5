package dev.gotrust.material;

import dev.gotrust.signature.Signers;
import java.util.List;

/**
 * Whose signatures are accepted, and where they are. Immutable, thread-safe: many artifacts can be
 * judged by one.
 *
 * @param signers who is accepted
 * @param given files of signatures and attestations that the user named; where there is one, none
 *     is looked for
 * @param attestations what attestations must say
 */
public record SignatureRequest(
    Signers signers, List<SignatureFile> given, AttestationRequest attestations) {
  /** Nobody is accepted, nothing was given. */
  public static final SignatureRequest NONE =
      new SignatureRequest(Signers.NONE, List.of(), AttestationRequest.ANY);

  /**
   * Copies the list.
   *
   * @param signers who is accepted
   * @param given files that the user named; copied
   * @param attestations what attestations must say
   */
  public SignatureRequest {
    given = List.copyOf(given);
  }
}
