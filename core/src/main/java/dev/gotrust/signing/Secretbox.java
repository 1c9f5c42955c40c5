package dev.gotrust.signing;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/**
 * NaCl's {@code crypto_secretbox}: XSalsa20 encrypts, and Poly1305 over what comes out proves that
 * it is whole; its key is the first 32 bytes of the stream.
 */
final class Secretbox {
  static final int KEY = 32;
  static final int NONCE = 24;
  static final int TAG = 16;

  private Secretbox() {}

  /** Returns tag and ciphertext. */
  static byte[] seal(byte[] key, byte[] nonce, byte[] message) {
    XSalsa20Engine stream = stream(key, nonce);
    byte[] once = once(stream);
    byte[] box = new byte[TAG + message.length];
    stream.processBytes(message, 0, message.length, box, TAG);
    byte[] tag = tag(once, box);
    System.arraycopy(tag, 0, box, 0, TAG);
    Arrays.fill(once, (byte) 0);
    return box;
  }

  /** Returns the message, null where key or nonce are others, or a byte was changed. */
  static byte @Nullable [] open(byte[] key, byte[] nonce, byte[] box) {
    if (box.length < TAG) {
      return null;
    }
    XSalsa20Engine stream = stream(key, nonce);
    byte[] once = once(stream);
    boolean whole = MessageDigest.isEqual(tag(once, box), Arrays.copyOf(box, TAG));
    Arrays.fill(once, (byte) 0);
    if (!whole) {
      return null;
    }
    byte[] message = new byte[box.length - TAG];
    stream.processBytes(box, TAG, message.length, message, 0);
    return message;
  }

  private static XSalsa20Engine stream(byte[] key, byte[] nonce) {
    XSalsa20Engine stream = new XSalsa20Engine();
    stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    return stream;
  }

  private static byte[] once(XSalsa20Engine stream) {
    byte[] once = new byte[KEY];
    stream.processBytes(once, 0, KEY, once, 0);
    return once;
  }

  private static byte[] tag(byte[] once, byte[] box) {
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(once));
    mac.update(box, TAG, box.length - TAG);
    byte[] tag = new byte[TAG];
    mac.doFinal(tag, 0);
    return tag;
  }
}
