package dev.gotrust.codesign;

import dev.gotrust.codesign.Cms.BadCmsException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.tsp.TimeStampToken;

/** What a timestamp is of. */
final class Imprint {
  private Imprint() {}

  /** Asks that a timestamp is of a signature. */
  static void check(TimeStampToken token, byte[] signature) throws BadCmsException {
    String algorithm = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(signature);
      if (!MessageDigest.isEqual(digest, token.getTimeStampInfo().getMessageImprintDigest())) {
        throw new BadCmsException("its timestamp is of another signature");
      }
    } catch (NoSuchAlgorithmException unknown) {
      throw new BadCmsException("the hash function of its timestamp is not known: " + algorithm);
    }
  }
}
