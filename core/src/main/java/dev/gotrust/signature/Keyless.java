package dev.gotrust.signature;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import java.io.IOException;
import java.time.InstantSource;

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

  /**
   * {@return the same verifier by another clock}
   *
   * @param clock tells whether certificates are valid, and what lies in the future
   */
  Keyless at(InstantSource clock);
}
