package dev.gotrust.signature;

import dev.gotrust.bytes.Digest;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.Bundle.MessageSignature;
import java.io.IOException;

/**
 * Holds the digest that a bundle states against the file. Nobody signs it, so it proves nothing;
 * but it tells a changed file from a wrong signer, and a bundle that contradicts itself is refused.
 */
final class MessageDigests {
  private MessageDigests() {}

  static void compare(MessageSignature message, SignedInput input)
      throws RefusedException, IOException {
    Digest stated = message.digest();
    Digest actual = stated == null ? null : input.digest(stated.algorithm());
    if (stated != null && actual != null && !stated.equals(actual)) {
      throw new RefusedException(
          RefusedException.DIGEST,
          "it is of another file, or the file was changed",
          stated.toString(),
          actual.toString(),
          "name the file that was signed, or the signature of this one");
    }
  }
}
