package dev.gotrust.signing;

import dev.gotrust.keys.KeyAlgorithm;
import dev.gotrust.keys.RefusedException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** Reads private keys in PKCS#8 (RFC 5958), and tells the public keys that belong to them. */
final class PrivateKeys {
  private static final String CHECK = "private key";
  private static final String[] CURVES = {"secp256r1", "secp384r1", "secp521r1"};

  /** What PKIX puts before the 32 bytes of a public key of Ed25519 (RFC 8410). */
  private static final String ED25519_IDENTIFIER = "302a300506032b6570032100";

  private PrivateKeys() {}

  /** Returns the key that PKCS#8 holds. */
  static PrivateKey parse(byte[] pkcs8) throws RefusedException {
    for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
      try {
        PrivateKey key =
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        boolean known = !(key instanceof EdECPrivateKey ed) || ed.getBytes().isPresent();
        if (known) {
          return key;
        }
      } catch (GeneralSecurityException | RuntimeException other) {
        // another algorithm may take it; if none does, it is refused
      }
    }
    throw new RefusedException(
        CHECK,
        "it is malformed or of a kind that is not accepted",
        "ECDSA P-256, P-384 or P-521, RSA of 2048 to 4096 bits, Ed25519",
        null,
        null);
  }

  /** Returns the public key that belongs to a private one. */
  static PublicKey publicKey(PrivateKey key) throws RefusedException {
    try {
      PublicKey belongs = belonging(key);
      if (belongs != null) {
        KeyAlgorithm.of(belongs);
        return belongs;
      }
    } catch (GeneralSecurityException | RuntimeException malformed) {
      // as where it is of another kind
    }
    throw new RefusedException(CHECK, "no public key can be told from it");
  }

  private static @Nullable PublicKey belonging(PrivateKey key)
      throws GeneralSecurityException, RefusedException {
    if (key instanceof ECPrivateKey ec) {
      return point(ec);
    }
    if (key instanceof RSAPrivateCrtKey rsa) {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }
    if (key instanceof EdECPrivateKey ed && ed.getBytes().isPresent()) {
      byte[] seed = ed.getBytes().get();
      byte[] encoded = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
      Arrays.fill(seed, (byte) 0);
      byte[] pkix = HexFormat.of().parseHex(ED25519_IDENTIFIER + HexFormat.of().formatHex(encoded));
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(pkix));
    }
    return null;
  }

  private static PublicKey point(ECPrivateKey key)
      throws GeneralSecurityException, RefusedException {
    BigInteger order = key.getParams().getOrder();
    for (String name : CURVES) {
      X9ECParameters curve = CustomNamedCurves.getByName(name);
      if (curve.getN().equals(order)) {
        BigInteger scalar = key.getS();
        if (scalar.signum() <= 0 || scalar.compareTo(order) >= 0) {
          throw new RefusedException(CHECK, "its number is none of its curve's");
        }
        ECPoint point = new FixedPointCombMultiplier().multiply(curve.getG(), scalar).normalize();
        return KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new java.security.spec.ECPoint(
                        point.getAffineXCoord().toBigInteger(),
                        point.getAffineYCoord().toBigInteger()),
                    key.getParams()));
      }
    }
    throw new RefusedException(
        CHECK, "the curve is not accepted", "P-256, P-384 or P-521", "another curve", null);
  }
}
