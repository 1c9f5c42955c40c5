package dev.gotrust.codesign;

import dev.gotrust.codesign.Cms.BadCmsException;
import java.security.MessageDigest;
import org.bouncycastle.tsp.TimeStampToken;

/** What a timestamp is of. */
final class Imprint {
  private Imprint() {}

  /** Asks that a timestamp is of a signature. */
  static void check(TimeStampToken token, byte[] signature) throws BadCmsException {
    String algorithm = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
    String name = Digests.name(algorithm);
    if (name == null) {
      throw new BadCmsException("the hash function of its timestamp is not accepted: " + algorithm);
    }
    byte[] digest = Digests.of(name).digest(signature);
    if (!MessageDigest.isEqual(digest, token.getTimeStampInfo().getMessageImprintDigest())) {
      throw new BadCmsException("its timestamp is of another signature");
    }
  }
}
