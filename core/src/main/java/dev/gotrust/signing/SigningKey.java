package dev.gotrust.signing;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.bytes.Limits;
import dev.gotrust.keys.KeyAlgorithm;
import dev.gotrust.keys.Pem;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.security.auth.DestroyFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A private key that signs, as cosign does with one of its kind: ECDSA over the hash function of
 * the curve's size, RSA by PKCS#1 v1.5 over SHA-256, Ed25519 over the message itself. Its text
 * names the public key alone. Closing it lets go of the private one, which the JDK wipes where it
 * can. Thread-safe until it is closed.
 */
public final class SigningKey implements AutoCloseable {
  private static final String CHECK = "private key";
  private static final String PKCS8 = "PRIVATE KEY";
  private static final int CHUNK = 256 * 1024;
  private static final int LINE = 64;

  private final String location;
  private final PrivateKey key;
  private final PublicKey publicKey;
  private final KeyAlgorithm algorithm;

  private SigningKey(String location, PrivateKey key, PublicKey publicKey, KeyAlgorithm algorithm) {
    this.location = location;
    this.key = key;
    this.publicKey = publicKey;
    this.algorithm = algorithm;
  }

  /**
   * {@return a new key}
   *
   * @param kind which
   */
  public static SigningKey generate(KeyKind kind) {
    return of("new key", kind.generate(), kind);
  }

  static SigningKey of(String location, KeyPair pair, KeyKind kind) {
    return new SigningKey(location, pair.getPrivate(), pair.getPublic(), kind.algorithm());
  }

  /**
   * {@return whether the key of a file is encrypted, so that it takes a password}
   *
   * @param data the bytes of the file
   * @throws RefusedException if it holds no private key in PEM
   */
  public static boolean isEncrypted(byte[] data) throws RefusedException {
    return !block(data).label().equals(PKCS8);
  }

  /**
   * {@return the key of a file: cosign's encrypted form, or PKCS#8 as it is}
   *
   * @param location what messages call the file
   * @param data its bytes, in PEM
   * @param password opens an encrypted key; null for one that is not
   * @throws RefusedException if it holds no such key, one that is malformed or of a kind that is
   *     not accepted, or the password does not open it; says nothing of the key or the password
   */
  public static SigningKey read(String location, byte[] data, @Nullable Password password)
      throws RefusedException {
    Pem.Block block = block(data);
    byte[] pkcs8 = block.content();
    if (!block.label().equals(PKCS8)) {
      if (password == null) {
        throw new RefusedException(
            CHECK, "it is encrypted", "a password", null, "give the password that opens it");
      }
      pkcs8 = EncryptedKey.read(block.content(), password);
    }
    try {
      PrivateKey key = PrivateKeys.parse(pkcs8);
      PublicKey publicKey = PrivateKeys.publicKey(key);
      return new SigningKey(location, key, publicKey, KeyAlgorithm.of(publicKey));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static Pem.Block block(byte[] data) throws RefusedException {
    if (data.length > Limits.PEM) {
      throw new RefusedException(
          CHECK, "it has " + data.length + " bytes, more than the " + Limits.PEM + " read");
    }
    List<Pem.Block> blocks = Pem.read(data);
    for (Pem.Block block : blocks) {
      switch (block.label()) {
        case EncryptedKey.LABEL, EncryptedKey.OLD_LABEL, PKCS8 -> {
          return block;
        }
        case "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
            throw new RefusedException(
                CHECK,
                "it is in the form " + block.label() + ", which is not read",
                EncryptedKey.LABEL + " or " + PKCS8,
                block.label(),
                "cosign import-key-pair --key FILE, or openssl pkcs8 -topk8 -nocrypt -in FILE");
        default -> {
          // such as EC PARAMETERS, or the public key beside it
        }
      }
    }
    throw new RefusedException(
        CHECK,
        blocks.isEmpty()
            ? "it holds no key in PEM"
            : "it holds a " + blocks.get(0).label() + ", and no private key",
        "-----BEGIN " + EncryptedKey.LABEL + "-----",
        null,
        "gotrust generate-key-pair makes one");
  }

  /** {@return the algorithm of the key} */
  public KeyAlgorithm algorithm() {
    return algorithm;
  }

  /** {@return the public key, by which what it signs is verified} */
  public VerifyingKey verifyingKey() {
    return new VerifyingKey(publicKey, location);
  }

  /** {@return the public key in PEM, as cosign writes it} */
  public String publicPem() {
    return pem("PUBLIC KEY", publicKey.getEncoded());
  }

  /**
   * {@return the private key in PEM, in cosign's encrypted form}
   *
   * @param password opens it again
   */
  public String encryptedPem(Password password) {
    byte[] pkcs8 = key.getEncoded();
    try {
      return pem(EncryptedKey.LABEL, EncryptedKey.write(pkcs8, password));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static String pem(String label, byte[] content) {
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content) + '\n';
    return "-----BEGIN " + label + "-----\n" + text + "-----END " + label + "-----\n";
  }

  /**
   * The digest that a bundle states of a file: what is signed, but for Ed25519, which signs the
   * file itself; cosign wants a digest there all the same.
   */
  DigestAlgorithm digest() {
    return algorithm == KeyAlgorithm.ED25519 ? DigestAlgorithm.SHA256 : algorithm.digest();
  }

  /**
   * {@return a signature of bytes in memory, as {@code KeyCheck} verifies it}
   *
   * @param message what is signed, in full
   * @throws IllegalStateException if the key is closed
   */
  public Bytes sign(byte[] message) {
    try {
      Signature signature = begin();
      signature.update(message);
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("an accepted key", impossible);
    }
  }

  /**
   * Signs all bytes of a source.
   *
   * @param sha256 of the bytes that are meant: no others are signed
   */
  Bytes sign(ByteSource source, Bytes sha256) throws RefusedException, IOException {
    if (algorithm == KeyAlgorithm.ED25519 && source.size() > Limits.ED25519_MESSAGE) {
      throw new RefusedException(
          CHECK,
          "Ed25519 signs what fits into memory, at most "
              + Limits.ED25519_MESSAGE
              + " bytes, but the file has "
              + source.size(),
          null,
          null,
          "sign it by a key of ECDSA or RSA, or sign a statement on it");
    }
    try {
      Signature signature = begin();
      MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
      byte[] chunk = new byte[(int) Math.min(CHUNK, source.size())];
      for (long at = 0; at < source.size(); at += chunk.length) {
        int length = (int) Math.min(chunk.length, source.size() - at);
        source.read(at, chunk, 0, length);
        signature.update(chunk, 0, length);
        digest.update(chunk, 0, length);
      }
      if (!Bytes.of(digest.digest()).equals(sha256)) {
        throw new ByteSource.ChangedException("it was written to while it was read");
      }
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("an accepted key", impossible);
    }
  }

  private Signature begin() throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case P256 -> "SHA256withECDSA";
              case P384 -> "SHA384withECDSA";
              case P521 -> "SHA512withECDSA";
              case RSA -> "SHA256withRSA";
              case ED25519 -> "Ed25519";
            });
    signature.initSign(key);
    signature.update(new byte[0]); // of an empty message: the JDK's Ed25519 asks for it
    return signature;
  }

  @Override
  public void close() {
    try {
      key.destroy();
    } catch (DestroyFailedException unable) {
      // The JDK's keys can't be wiped: the heap lets go of them.
      return;
    }
  }

  /** Returns what names the public key; nothing of the private one. */
  @Override
  public String toString() {
    return algorithm.title() + ' ' + verifyingKey().fingerprint();
  }

  /** {@return a hint at the public key as cosign writes it into bundles} */
  String hint() {
    return new String(
        Base64.getEncoder().encode(Bytes.sha256(publicKey.getEncoded()).toArray()),
        StandardCharsets.US_ASCII);
  }
}
