package dev.gotrust.signing;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.keys.RefusedException;
import java.io.IOException;

/** Signs, and verifies what it signed before anybody gets it. */
public interface BundleSigner {
  /**
   * Signs a file: a bundle whose signature is of its bytes.
   *
   * @param name what messages call the file
   * @param source its bytes; stays open
   * @return the bundle
   * @throws RefusedException if it can't be signed so, or what came out does not hold
   * @throws IOException if the file can't be read, or a service can't be reached
   */
  Signed sign(String name, ByteSource source) throws RefusedException, IOException;

  /**
   * Signs a statement: a bundle with an envelope.
   *
   * @param payloadType what the payload is, such as {@code application/vnd.in-toto+json}
   * @param payload the statement's bytes, which are signed as they stand
   * @return the bundle
   * @throws RefusedException if what came out does not hold
   * @throws IOException if a service can't be reached
   */
  Signed attest(String payloadType, byte[] payload) throws RefusedException, IOException;
}
