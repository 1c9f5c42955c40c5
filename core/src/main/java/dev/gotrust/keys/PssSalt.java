package dev.gotrust.keys;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * The length of the salt in a signature of RSASSA-PSS with SHA-256, which the JDK wants to be told
 * and no format of signatures says; whoever signs may choose it (RFC 8017, section 9.1.2, steps 4
 * to 11). It proves nothing by itself: the JDK judges the signature with it.
 */
final class PssSalt {
  private static final DigestAlgorithm HASH = DigestAlgorithm.SHA256;
  private static final int TRAILER = 0xbc;
  private static final int COUNTER = 4;

  private PssSalt() {}

  /**
   * {@return the length in bytes, -1 if it is no such signature}
   *
   * @param key the key
   * @param signature as long as the key's modulus
   */
  static int length(RSAPublicKey key, byte[] signature) {
    BigInteger number = new BigInteger(1, signature);
    BigInteger modulus = key.getModulus();
    if (number.compareTo(modulus) >= 0) {
      return -1;
    }
    int bits = modulus.bitLength() - 1;
    byte[] encoded = number.modPow(key.getPublicExponent(), modulus).toByteArray();
    return ofEncoded(atLength(encoded, (bits + 7) / 8), bits);
  }

  /** Big-endian, without the byte of the sign; empty if the number needs more bytes. */
  private static byte[] atLength(byte[] number, int length) {
    int first = number[0] == 0 && number.length > 1 ? 1 : 0;
    int used = number.length - first;
    if (used > length) {
      return new byte[0];
    }
    byte[] all = new byte[length];
    System.arraycopy(number, first, all, length - used, used);
    return all;
  }

  private static int ofEncoded(byte[] encoded, int bits) {
    int masked = encoded.length - HASH.length() - 1;
    if (masked < 1 || (encoded[encoded.length - 1] & 0xff) != TRAILER) {
      return -1;
    }
    byte[] hash = Arrays.copyOfRange(encoded, masked, encoded.length - 1);
    byte[] block = unmasked(Arrays.copyOf(encoded, masked), hash);
    block[0] &= (byte) (0xff >>> (8 * encoded.length - bits));
    int at = 0;
    while (at < masked && block[at] == 0) {
      at++;
    }
    return at < masked && block[at] == 1 ? masked - at - 1 : -1;
  }

  /** Takes MGF1 off, the mask generation function of RFC 8017, appendix B.2.1. */
  private static byte[] unmasked(byte[] block, byte[] seed) {
    byte[] input = Arrays.copyOf(seed, seed.length + COUNTER);
    for (int from = 0, count = 0; from < block.length; from += HASH.length(), count++) {
      // A modulus has at most 512 bytes: the counter stays within one byte.
      input[input.length - 1] = (byte) count;
      Bytes mask = Digest.of(HASH, input).value();
      for (int i = 0; i < mask.length() && from + i < block.length; i++) {
        block[from + i] ^= mask.at(i);
      }
    }
    return block;
  }
}
