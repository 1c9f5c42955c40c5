package dev.gotrust.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;

/** Keys that live in the tests, fresh at each call. */
final class TestKeys {
  private TestKeys() {}

  /** Returns a pair of each kind that signatures are accepted by. */
  static List<KeyPair> all() {
    return List.of(ec("secp256r1"), ec("secp384r1"), ec("secp521r1"), rsa(2048), ed25519());
  }

  static KeyPair ec(String curve) {
    return pair("EC", new ECGenParameterSpec(curve));
  }

  static KeyPair rsa(int bits) {
    return pair("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
  }

  static KeyPair ed25519() {
    return pair("Ed25519", NamedParameterSpec.ED25519);
  }

  static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signs as the key's own algorithm does by default: with PKCS#1 v1.5 and SHA-256 for RSA. */
  static byte[] sign(KeyPair pair, byte[] message) {
    PrivateKey key = pair.getPrivate();
    if (key instanceof ECKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      return sign("SHA" + (bits > 512 ? 512 : bits) + "withECDSA", key, null, message);
    }
    return sign(key instanceof EdECKey ? "Ed25519" : "SHA256withRSA", key, null, message);
  }

  static byte[] sign(
      String algorithm,
      PrivateKey key,
      @org.jspecify.annotations.Nullable AlgorithmParameterSpec parameters,
      byte[] message) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      if (parameters != null) {
        signature.setParameter(parameters);
      }
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns PEM with lines of 64 characters. */
  static String pem(String label, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }
}
