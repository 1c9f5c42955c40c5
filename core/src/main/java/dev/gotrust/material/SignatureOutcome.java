package dev.gotrust.material;

import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.Verified;
import dev.gotrust.keys.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * One signature or envelope, and what came of verifying it.
 *
 * @param material the file that it was read from
 * @param bundle what was read; null where the file is malformed
 * @param verified the signature that holds, null where none does
 * @param refused why it does not hold, null where it does, or where nobody was accepted who could
 *     have signed it
 * @param carrier what the signature covers: the artifact, or what vouches for it; null for an
 *     envelope, whose payload says that
 */
public record SignatureOutcome(
    Material material,
    @Nullable Bundle bundle,
    @Nullable Verified verified,
    @Nullable RefusedException refused,
    @Nullable Carrier carrier) {
  /** {@return whether it is an envelope, which speaks of files and signs none} */
  public boolean isEnvelope() {
    return bundle != null && bundle.envelope() != null;
  }

  /** {@return the file, and where that holds several the place in it} */
  public String location() {
    return bundle == null ? material.location() : bundle.location();
  }
}
