package dev.gotrust.checksumdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 key that signs notes. */
public final class TestSigner {
  private final String name;
  private final KeyPair pair;
  private final byte[] publicKey;

  /** Makes a new key. */
  public TestSigner(String name) {
    this.name = name;
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    byte[] encoded = pair.getPublic().getEncoded();
    publicKey = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
    publicKey[0] = 1;
  }

  /** Returns the first 4 bytes of the key's hash. */
  public byte[] hash() {
    byte[] words = (name + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(words, words.length + publicKey.length);
    System.arraycopy(publicKey, 0, all, words.length, publicKey.length);
    return Arrays.copyOf(PlainTree.sha256(all), 4);
  }

  /** Returns the key as GOSUMDB writes it. */
  public VerifierKey key() {
    return VerifierKey.parse(
        name
            + '+'
            + HexFormat.of().formatHex(hash())
            + '+'
            + Base64.getEncoder().encodeToString(publicKey));
  }

  /** Returns the 64 bytes of the signature. */
  public byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns the signature line of a text, with its newline. */
  public String line(String text) {
    return line(name, hash(), sign(text));
  }

  /** Returns a signature line. */
  public static String line(String name, byte[] hash, byte[] signature) {
    byte[] all = ByteBuffer.allocate(4 + signature.length).put(hash).put(signature).array();
    return "\u2014 " + name + ' ' + Base64.getEncoder().encodeToString(all) + '\n';
  }

  /** Returns the signed note of a text. */
  public byte[] note(String text) {
    return (text + '\n' + line(text)).getBytes(StandardCharsets.UTF_8);
  }
}
