package dev.gotrust.signing;

import dev.gotrust.keys.KeyAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.jspecify.annotations.Nullable;

/** The kinds of keys that can be made. */
public enum KeyKind {
  /** ECDSA on P-256, as cosign makes them. */
  ECDSA_P256("ecdsa-p256", KeyAlgorithm.P256, "EC", new ECGenParameterSpec("secp256r1")),
  /** ECDSA on P-384. */
  ECDSA_P384("ecdsa-p384", KeyAlgorithm.P384, "EC", new ECGenParameterSpec("secp384r1")),
  /** ECDSA on P-521. */
  ECDSA_P521("ecdsa-p521", KeyAlgorithm.P521, "EC", new ECGenParameterSpec("secp521r1")),
  /** Ed25519. */
  ED25519("ed25519", KeyAlgorithm.ED25519, "Ed25519", null),
  /** RSA of 2048 bits. */
  RSA_2048("rsa-2048", KeyAlgorithm.RSA, "RSA", rsa(2048)),
  /** RSA of 3072 bits. */
  RSA_3072("rsa-3072", KeyAlgorithm.RSA, "RSA", rsa(3072)),
  /** RSA of 4096 bits. */
  RSA_4096("rsa-4096", KeyAlgorithm.RSA, "RSA", rsa(4096));

  private final String id;
  private final KeyAlgorithm algorithm;
  private final String family;
  private final @Nullable AlgorithmParameterSpec parameters;

  KeyKind(
      String id,
      KeyAlgorithm algorithm,
      String family,
      @Nullable AlgorithmParameterSpec parameters) {
    this.id = id;
    this.algorithm = algorithm;
    this.family = family;
    this.parameters = parameters;
  }

  private static AlgorithmParameterSpec rsa(int bits) {
    return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
  }

  /** {@return the name that options use, such as {@code ecdsa-p256}} */
  public String id() {
    return id;
  }

  /** {@return the algorithm of the public key} */
  public KeyAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * {@return the kind of that name, null if there is none}
   *
   * @param id as options spell it
   */
  public static @Nullable KeyKind of(String id) {
    for (KeyKind kind : values()) {
      if (kind.id.equals(id)) {
        return kind;
      }
    }
    return null;
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (parameters != null) {
        generator.initialize(parameters);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("an algorithm of every JDK", impossible);
    }
  }
}
