package dev.gotrust.keys;

import dev.gotrust.bytes.DigestAlgorithm;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/** The kinds of public keys that signatures are accepted by. */
public enum KeyAlgorithm {
  /** ECDSA on P-256. */
  P256(
      "ECDSA P-256",
      DigestAlgorithm.SHA256,
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  /** ECDSA on P-384. */
  P384(
      "ECDSA P-384",
      DigestAlgorithm.SHA384,
      "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
          + "581a0db248b0a77aecec196accc52973"),
  /** ECDSA on P-521. */
  P521(
      "ECDSA P-521",
      DigestAlgorithm.SHA512,
      "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"),
  /** RSA, of 2048 to 4096 bits. */
  RSA("RSA", DigestAlgorithm.SHA256, ""),
  /** Ed25519. */
  ED25519("Ed25519", DigestAlgorithm.SHA512, "");

  private static final String CHECK = "public key";
  private static final int LEAST_RSA = 2048;
  private static final int MOST_RSA = 4096;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

  private final String title;
  private final DigestAlgorithm digest;
  private final String order;

  KeyAlgorithm(String title, DigestAlgorithm digest, String order) {
    this.title = title;
    this.digest = digest;
    this.order = order;
  }

  /** {@return what reports call it, such as {@code ECDSA P-256}} */
  public String title() {
    return title;
  }

  /** {@return the hash function that goes with the key} */
  public DigestAlgorithm digest() {
    return digest;
  }

  /**
   * {@return the algorithm of a key}
   *
   * @param key a public key
   * @throws RefusedException if the key is of none that is accepted, or not of an accepted size
   */
  public static KeyAlgorithm of(PublicKey key) throws RefusedException {
    if (key instanceof ECPublicKey ec) {
      return ofCurve(ec);
    }
    if (key instanceof RSAPublicKey rsa) {
      return ofRsa(rsa);
    }
    if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
      return ED25519;
    }
    throw new RefusedException(
        CHECK,
        "a key of " + key.getAlgorithm() + " is not accepted",
        "ECDSA P-256, P-384 or P-521, RSA of 2048 to 4096 bits, Ed25519",
        key.getAlgorithm(),
        null);
  }

  private static KeyAlgorithm ofCurve(ECPublicKey key) throws RefusedException {
    String order = key.getParams().getOrder().toString(16);
    for (KeyAlgorithm algorithm : new KeyAlgorithm[] {P256, P384, P521}) {
      if (algorithm.order.equals(order)) {
        if (!isOnCurve(key.getW(), key.getParams().getCurve())) {
          throw new RefusedException(CHECK, "the key is no point of its curve");
        }
        return algorithm;
      }
    }
    throw new RefusedException(
        CHECK, "the curve is not accepted", "P-256, P-384 or P-521", "another curve", null);
  }

  private static boolean isOnCurve(ECPoint point, EllipticCurve curve) {
    if (point.equals(ECPoint.POINT_INFINITY) || !(curve.getField() instanceof ECFieldFp field)) {
      return false;
    }
    BigInteger p = field.getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
    return y.multiply(y).subtract(right).mod(p).signum() == 0;
  }

  private static KeyAlgorithm ofRsa(RSAPublicKey key) throws RefusedException {
    int bits = key.getModulus().bitLength();
    if (bits < LEAST_RSA || bits > MOST_RSA) {
      throw new RefusedException(
          CHECK,
          "an RSA key of " + bits + " bits is not accepted",
          LEAST_RSA + " to " + MOST_RSA + " bits",
          bits + " bits",
          null);
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(LEAST_EXPONENT) < 0
        || !exponent.testBit(0)
        || exponent.bitLength() > Integer.SIZE) {
      throw new RefusedException(CHECK, "the exponent of the RSA key is not accepted: " + exponent);
    }
    return RSA;
  }
}
