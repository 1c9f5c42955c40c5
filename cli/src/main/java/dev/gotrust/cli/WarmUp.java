package dev.gotrust.cli;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * Hashes a little, and checks a signature where a key is named, while the command line is still
 * being read: the JVM takes ten milliseconds to compile SHA-256 and several times that for a
 * signature, which another core can spend before the first file is open.
 */
final class WarmUp extends Thread {
  private static final int BLOCK = 8 * 1024;
  private static final int BLOCKS = 24;

  /** The base point of P-256 as a public key (SEC 2): a key that nobody holds in earnest. */
  private static final String POINT =
      "3059301306072a8648ce3d020106082a8648ce3d030107034200"
          + "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
          + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

  private final boolean key;

  private WarmUp(boolean key) {
    super(key ? "gotrust-warm-up-key" : "gotrust-warm-up");
    this.key = key;
    setDaemon(true);
  }

  /** Starts it where the command will hash something and a core is idle. */
  static void start(String[] args) {
    if (args.length > 1 && Runtime.getRuntime().availableProcessors() > 1) {
      new WarmUp(false).start();
      for (String arg : args) {
        if (arg.equals("--key")) {
          new WarmUp(true).start();
          return;
        }
      }
    }
  }

  @Override
  public void run() {
    if (key) {
      checkSignature();
    } else {
      hash();
    }
  }

  /** Loads and starts what checks ECDSA, with a signature that does not hold. */
  private static void checkSignature() {
    try {
      byte[] encoded = HexFormat.of().parseHex(POINT);
      PublicKey point =
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      Signature check = Signature.getInstance("NONEwithECDSA");
      check.initVerify(point);
      check.update(new byte[32]);
      check.verify(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1});
    } catch (GeneralSecurityException reportedLater) {
      return;
    }
  }

  private static void hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int i = 0; i < BLOCKS; i++) {
        digest.update(block);
      }
    } catch (NoSuchAlgorithmException reportedLater) {
      return;
    }
  }
}
