package dev.gotrust.keys;

import dev.gotrust.bytes.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Verifies Ed25519 (RFC 8032, section 5.1.7) without holding the message: the JDK keeps all of it,
 * and a copy. Nothing here is secret, so nothing takes constant time.
 */
final class Ed25519Stream {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger ROOT_OF_MINUS_1 =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger BASE_Y =
      BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P);
  private static final int LENGTH = 32;

  private Ed25519Stream() {}

  /** A point in extended homogeneous coordinates (section 5.1.4). */
  private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
    static Point of(BigInteger x, BigInteger y) {
      return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
    }

    Point plus(Point other) {
      BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
      BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
      BigInteger c = t.multiply(other.t).shiftLeft(1).multiply(D).mod(P);
      BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
      BigInteger e = b.subtract(a);
      BigInteger f = d.subtract(c);
      BigInteger g = d.add(c);
      BigInteger h = b.add(a);
      return new Point(
          e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
    }

    Point times(BigInteger scalar) {
      Point sum = of(BigInteger.ZERO, BigInteger.ONE);
      for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        if (scalar.testBit(bit)) {
          sum = sum.plus(this);
        }
      }
      return sum;
    }

    byte[] encoded() {
      BigInteger inverse = z.modInverse(P);
      BigInteger affine = y.multiply(inverse).mod(P);
      byte[] bytes = new byte[LENGTH];
      byte[] big = affine.toByteArray();
      for (int i = 0; i < big.length && i < LENGTH; i++) {
        bytes[i] = big[big.length - 1 - i];
      }
      if (x.multiply(inverse).mod(P).testBit(0)) {
        bytes[LENGTH - 1] |= (byte) 0x80;
      }
      return bytes;
    }
  }

  /** Returns whether a signature of 64 bytes, whose scalar is reduced, holds. */
  static boolean holds(EdECPublicKey key, SignedInput input, byte[] signature) throws IOException {
    EdECPoint encoded = key.getPoint();
    Point point = decoded(encoded.getY(), encoded.isXOdd());
    Point base = decoded(BASE_Y, false);
    if (point == null || base == null) {
      return false;
    }
    MessageDigest digest = DigestAlgorithm.SHA512.newDigest();
    digest.update(signature, 0, LENGTH);
    digest.update(point.encoded());
    input.feed((chunk, length) -> digest.update(chunk, 0, length));
    BigInteger challenge = little(digest.digest(), 0, 2 * LENGTH).mod(ORDER);
    BigInteger scalar = little(signature, LENGTH, LENGTH);
    Point negative = Point.of(P.subtract(point.x()).mod(P), point.y());
    byte[] commitment = base.times(scalar).plus(negative.times(challenge)).encoded();
    return MessageDigest.isEqual(commitment, Arrays.copyOf(signature, LENGTH));
  }

  /** Recovers x (section 5.1.3); null if there is none. */
  private static @Nullable Point decoded(BigInteger y, boolean odd) {
    if (y.signum() < 0 || y.compareTo(P) >= 0) {
      return null;
    }
    BigInteger square = y.multiply(y).mod(P);
    BigInteger u = square.subtract(BigInteger.ONE);
    BigInteger v = D.multiply(square).add(BigInteger.ONE);
    BigInteger wanted = u.multiply(v.modInverse(P)).mod(P);
    BigInteger x = wanted.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(wanted)) {
      x = x.multiply(ROOT_OF_MINUS_1).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(wanted) || (x.signum() == 0 && odd)) {
      return null;
    }
    return Point.of(x.testBit(0) == odd ? x : P.subtract(x), y);
  }

  private static BigInteger little(byte[] bytes, int from, int length) {
    byte[] big = new byte[length];
    for (int i = 0; i < length; i++) {
      big[i] = bytes[from + length - 1 - i];
    }
    return new BigInteger(1, big);
  }
}
