package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * The public key of a database, as GOSUMDB writes it: {@code NAME+HASH+KEY} (golang.org/x/mod/
 * sumdb/note, {@code NewVerifier}). Immutable, thread-safe. Ed25519 is the one algorithm that there
 * is.
 */
public final class VerifierKey {
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String text;
  private final String name;
  private final int hash;
  private final PublicKey key;

  private VerifierKey(String text, String name, int hash, PublicKey key) {
    this.text = text;
    this.name = name;
    this.hash = hash;
    this.key = key;
  }

  /**
   * {@return the key that a text spells}
   *
   * @param text {@code NAME+HASH+KEY}: a name without spaces, 8 hexadecimal digits, base64
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static VerifierKey parse(String text) {
    int first = text.indexOf('+');
    int second = text.indexOf('+', first + 1);
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException(
          "a verifier key is NAME+HASH+KEY, but \"" + NoteText.shown(text) + "\" was found");
    }
    String name = text.substring(0, first);
    if (!NoteText.isName(name)) {
      throw new IllegalArgumentException(
          "a verifier key's name is one word, but \"" + NoteText.shown(name) + "\" was found");
    }
    byte[] data = Base64Text.decode(text.substring(second + 1));
    if (data == null || data.length != 1 + KEY_BYTES || data[0] != ED25519) {
      throw new IllegalArgumentException(
          "the key of "
              + NoteText.shown(name)
              + " should be the base64 of byte 1 and a 32-byte Ed25519 key");
    }
    int hash = hash(name, data);
    String shown = HexFormat.of().toHexDigits(hash);
    if (!text.substring(first + 1, second).equals(shown)) {
      throw new IllegalArgumentException(
          "the hash of the key of "
              + NoteText.shown(name)
              + " is "
              + shown
              + ", but "
              + NoteText.shown(text.substring(first + 1, second))
              + " was found");
    }
    return new VerifierKey(text, name, hash, publicKey(name, data));
  }

  private static int hash(String name, byte[] key) {
    byte[] words = (name + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[words.length + key.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(key, 0, all, words.length, key.length);
    return NoteText.keyHash(Bytes.sha256(all).toArray());
  }

  private static PublicKey publicKey(String name, byte[] data) {
    byte[] encoded = new byte[PREFIX.length + KEY_BYTES];
    System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
    System.arraycopy(data, 1, encoded, PREFIX.length, KEY_BYTES);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      // Only here is it seen whether the bytes are a point of the curve.
      Signature.getInstance("Ed25519").initVerify(key);
      return key;
    } catch (GeneralSecurityException noPoint) {
      throw new IllegalArgumentException(
          "the key of " + NoteText.shown(name) + " is no Ed25519 key", noPoint);
    }
  }

  /** {@return the name of the database, such as {@code sum.golang.org}} */
  public String name() {
    return name;
  }

  /** {@return the first 4 bytes of the key's SHA-256, as 8 hexadecimal digits} */
  public String hash() {
    return HexFormat.of().toHexDigits(hash);
  }

  int hashNumber() {
    return hash;
  }

  /**
   * Whether a signature holds.
   *
   * @param message what was signed
   * @param signature 64 bytes; of any other length none holds, whatever the provider says
   */
  boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java 17 has Ed25519", impossible);
    }
  }

  /** Returns {@code NAME+HASH+KEY}. */
  @Override
  public String toString() {
    return text;
  }
}
