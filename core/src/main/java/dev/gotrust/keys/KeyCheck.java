package dev.gotrust.keys;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.bytes.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Holds one signature against one key, in every way in which Sigstore's clients sign with such a
 * key. What the JDK would take in another spelling is refused before it sees it. See {@code
 * specs/signatures.md}.
 */
public final class KeyCheck {
  private static final String CHECK = "signature";
  private static final int ED25519_LENGTH = 64;
  private static final BigInteger ED25519_ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** The DigestInfo of RFC 8017, section 9.2, note 1, up to the digest. */
  private static final Bytes SHA256_INFO =
      Bytes.of(HexFormat.of().parseHex("3031300d060960864801650304020105000420"));

  private final PublicKey key;
  private final SignedInput input;
  private final byte[] signature;
  private boolean needsBytes;

  private KeyCheck(PublicKey key, SignedInput input, Bytes signature) {
    this.key = key;
    this.input = input;
    this.signature = signature.toArray();
  }

  /**
   * Checks a signature.
   *
   * @param key of an algorithm and a size that is accepted
   * @param input what is signed
   * @param signature as the key's algorithm writes it: ASN.1 for ECDSA
   * @return the algorithm that it holds by, such as {@code ECDSA P-256 SHA-256}
   * @throws RefusedException if it does not hold, or the key is not accepted
   * @throws IOException if the input can't be read
   */
  public static String check(PublicKey key, SignedInput input, Bytes signature)
      throws RefusedException, IOException {
    KeyAlgorithm algorithm = KeyAlgorithm.of(key);
    KeyCheck check = new KeyCheck(key, input, signature);
    String fault = check.fault(algorithm, signature);
    if (fault != null) {
      throw new RefusedException(
          CHECK, "it is no signature of " + algorithm.title() + ": " + fault);
    }
    String held =
        switch (algorithm) {
          case P256, P384, P521 -> check.ecdsa(algorithm);
          case RSA -> check.rsa();
          case ED25519 -> check.ed25519();
        };
    if (held == null) {
      throw check.refusal();
    }
    return held;
  }

  private RefusedException refusal() {
    return needsBytes
        ? RefusedException.undecided(
            CHECK,
            "a digest of this kind is not enough: such a key can sign another one, or the file",
            "name the file itself")
        : new RefusedException(CHECK, "it does not hold");
  }

  private @Nullable String fault(KeyAlgorithm algorithm, Bytes bytes) {
    return switch (algorithm) {
      case P256, P384, P521 ->
          EcdsaSignature.fault(bytes, ((ECPublicKey) key).getParams().getOrder());
      case RSA -> {
        int length = (((RSAPublicKey) key).getModulus().bitLength() + 7) / 8;
        yield bytes.length() == length ? null : wrongLength(length);
      }
      case ED25519 ->
          bytes.length() != ED25519_LENGTH
              ? wrongLength(ED25519_LENGTH)
              : isReduced() ? null : "its scalar is not below the order of the group";
    };
  }

  private String wrongLength(int expected) {
    return expected + " bytes were expected, but " + signature.length + " were found";
  }

  private boolean isReduced() {
    byte[] scalar = new byte[ED25519_LENGTH / 2];
    for (int i = 0; i < scalar.length; i++) {
      scalar[i] = signature[ED25519_LENGTH - 1 - i];
    }
    return new BigInteger(1, scalar).compareTo(ED25519_ORDER) < 0;
  }

  /** The hash function of the key's own size, or SHA-256, which cosign once used with every key. */
  private @Nullable String ecdsa(KeyAlgorithm algorithm) throws IOException {
    DigestAlgorithm own = algorithm.digest();
    if (overDigest("NONEwithECDSA", own, null)) {
      return algorithm.title() + ' ' + own.jca();
    }
    return own != DigestAlgorithm.SHA256
            && overDigest("NONEwithECDSA", DigestAlgorithm.SHA256, null)
        ? algorithm.title() + ' ' + DigestAlgorithm.SHA256.jca()
        : null;
  }

  private @Nullable String rsa() throws IOException {
    int bits = ((RSAPublicKey) key).getModulus().bitLength();
    String title = "RSA " + bits + ' ';
    if (overDigest("NONEwithRSA", DigestAlgorithm.SHA256, SHA256_INFO)) {
      return title + "PKCS#1 v1.5 SHA-256";
    }
    if (!input.hasBytes()) {
      needsBytes = true;
      return null;
    }
    int salt = PssSalt.length((RSAPublicKey) key, signature);
    return salt >= 0 && overBytes("RSASSA-PSS", pss(salt)) ? title + "PSS SHA-256" : null;
  }

  private static PSSParameterSpec pss(int salt) {
    return new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1);
  }

  private @Nullable String ed25519() throws IOException {
    if (!input.hasBytes()) {
      needsBytes = true;
      return null;
    }
    boolean pure =
        input.size() > Limits.ED25519_MESSAGE
            ? Ed25519Stream.holds((EdECPublicKey) key, input, signature)
            : overBytes("Ed25519", new EdDSAParameterSpec(false));
    if (pure) {
      return "Ed25519";
    }
    return overBytes("Ed25519", new EdDSAParameterSpec(true)) ? "Ed25519ph" : null;
  }

  private boolean overDigest(String name, DigestAlgorithm algorithm, @Nullable Bytes prefix)
      throws IOException {
    Digest digest = input.digest(algorithm);
    if (digest == null) {
      needsBytes = true;
      return false;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(prefix == null ? new byte[0] : prefix.toArray());
    message.writeBytes(digest.value().toArray());
    try {
      Signature check = Signature.getInstance(name);
      check.initVerify(key);
      check.update(message.toByteArray());
      return check.verify(signature);
    } catch (SignatureException | ProviderException refused) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("an accepted key", impossible);
    }
  }

  private boolean overBytes(String name, AlgorithmParameterSpec parameters) throws IOException {
    try {
      Signature check = Signature.getInstance(name);
      check.initVerify(key);
      check.setParameter(parameters);
      // Of an empty message: without it the JDK's Ed25519 refuses what never was updated.
      check.update(new byte[0]);
      input.feed((chunk, length) -> update(check, chunk, length));
      return check.verify(signature);
    } catch (SignatureException | ProviderException refused) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("an accepted key", impossible);
    }
  }

  private static void update(Signature check, byte[] chunk, int length) {
    try {
      check.update(chunk, 0, length);
    } catch (SignatureException impossible) {
      throw new IllegalStateException("it was initialised", impossible);
    }
  }
}
