package dev.gotrust.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes a little while the command line is still being read: the JVM takes ten milliseconds to
 * compile SHA-256, which another core can spend before the first file is open.
 */
final class WarmUp extends Thread {
  private static final int BLOCK = 8 * 1024;
  private static final int BLOCKS = 24;

  private WarmUp() {
    super("gotrust-warm-up");
    setDaemon(true);
  }

  /** Starts it where the command will hash something and a core is idle. */
  static void start(String[] args) {
    if (args.length > 1 && Runtime.getRuntime().availableProcessors() > 1) {
      new WarmUp().start();
    }
  }

  @Override
  public void run() {
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
