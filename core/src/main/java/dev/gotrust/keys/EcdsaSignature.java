package dev.gotrust.keys;

import dev.gotrust.bytes.Bytes;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The ASN.1 form of an ECDSA signature (RFC 3279, section 2.2.3), of one spelling only: libraries
 * take others too.
 */
final class EcdsaSignature {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private final Bytes der;
  private int at;

  private EcdsaSignature(Bytes der) {
    this.der = der;
  }

  /** Returns what is wrong with a signature, null if it is well-formed. */
  static @Nullable String fault(Bytes der, BigInteger order) {
    return new EcdsaSignature(der).fault(order);
  }

  private @Nullable String fault(BigInteger order) {
    int length = header(SEQUENCE);
    if (length < 0 || at + length != der.length()) {
      return "an ASN.1 sequence of two integers was expected";
    }
    for (String part : new String[] {"r", "s"}) {
      BigInteger value = integer();
      if (value == null) {
        return part + " is no integer in DER";
      }
      if (value.signum() <= 0 || value.compareTo(order) >= 0) {
        return part + " is not between 1 and the order of the curve";
      }
    }
    return at == der.length() ? null : "bytes follow the two integers";
  }

  private @Nullable BigInteger integer() {
    int length = header(INTEGER);
    if (length < 1 || length > der.length() - at) {
      return null;
    }
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = der.at(at + i);
    }
    at += length;
    boolean padded = length > 1 && value[0] == 0 && value[1] >= 0;
    boolean filled = length > 1 && value[0] == -1 && value[1] < 0;
    return padded || filled ? null : new BigInteger(value);
  }

  /** Returns the length behind a tag, -1 where tag or length are others than DER would write. */
  private int header(int tag) {
    if (der.length() - at < 2 || (der.at(at) & 0xff) != tag) {
      return -1;
    }
    int length = der.at(at + 1) & 0xff;
    at += 2;
    if (length < 0x80) {
      return length;
    }
    if (length != 0x81 || at >= der.length() || der.at(at) >= 0) {
      return -1;
    }
    return der.at(at++) & 0xff;
  }
}
