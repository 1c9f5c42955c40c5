package dev.gotrust.codesign;

import dev.gotrust.bytes.Limits;
import dev.gotrust.codesign.Cms.BadCmsException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * Kinds of keys that signatures are held by. Others, such as DSA, sign no code any more, and take
 * for ever where somebody made them large.
 */
final class SigningKeys {
  private SigningKeys() {}

  static boolean areOfKnownKind(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsa.getModulus().bitLength() <= Limits.CODE_KEY;
    }
    return key instanceof ECPublicKey || key instanceof EdECPublicKey;
  }

  static void expect(X509Certificate certificate) throws BadCmsException {
    PublicKey key = certificate.getPublicKey();
    if (!areOfKnownKind(key)) {
      throw new BadCmsException(
          "the key of "
              + certificate.getSubjectX500Principal().getName()
              + " is of a kind or size that is not accepted: "
              + key.getAlgorithm());
    }
  }
}
