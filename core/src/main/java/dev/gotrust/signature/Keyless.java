package dev.gotrust.signature;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import java.io.IOException;

/** Verifies bundles that carry a certificate, by the identities that the user accepts. */
public interface Keyless {
  /**
   * Verifies a bundle.
   *
   * @param bundle what was read; carries a certificate
   * @param input the file
   * @return the signature that holds
   * @throws RefusedException if it does not hold
   * @throws IOException if the file can't be read
   */
  Verified verify(Bundle bundle, SignedInput input) throws RefusedException, IOException;
}
