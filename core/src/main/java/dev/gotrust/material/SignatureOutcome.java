package dev.gotrust.material;

import dev.gotrust.attestation.Statement;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.Verified;
import org.jspecify.annotations.Nullable;

/**
 * One signature or envelope, and what came of verifying it.
 *
 * @param material the file that it was read from
 * @param bundle what was read; null where the file is malformed
 * @param verified the signature that holds, null where none does
 * @param refused why it does not hold, or the statement is not of the artifact; null where all
 *     holds, or where nobody was accepted who could have signed it
 * @param carrier what the signature covers, or the statement is of: the artifact, or what vouches
 *     for it; null where it covers none
 * @param statement what a verified envelope says, null for a signature of the file itself, and
 *     where the payload can't be read
 */
public record SignatureOutcome(
    Material material,
    @Nullable Bundle bundle,
    @Nullable Verified verified,
    @Nullable RefusedException refused,
    @Nullable Carrier carrier,
    @Nullable Statement statement) {
  /** {@return whether it holds, and covers the artifact} */
  public boolean holds() {
    return verified != null && refused == null;
  }

  /** {@return whether it is refused only because it is of another file} */
  public boolean isOfAnother() {
    return refused != null
        && (refused.check().equals(RefusedException.SUBJECT)
            || refused.check().equals(RefusedException.DIGEST));
  }

  /** {@return whether it is an envelope, which speaks of files and signs none} */
  public boolean isEnvelope() {
    return bundle != null && bundle.envelope() != null;
  }

  /** {@return the file, and where that holds several the place in it} */
  public String location() {
    return bundle == null ? material.location() : bundle.location();
  }
}
