package dev.gotrust.sigstore;

import dev.gotrust.bytes.Limits;
import dev.gotrust.keys.RefusedException;
import java.time.Instant;

/** Holds what others say of time against this machine's clock. */
final class Past {
  private Past() {}

  /**
   * Returns if a time has come, or will in seconds.
   *
   * @throws RefusedException if it lies in the future
   */
  static void require(String check, Instant at, Instant now) throws RefusedException {
    if (at.isAfter(now.plusSeconds(Limits.CLOCK_SKEW))) {
      throw new RefusedException(
          check,
          "it lies in the future",
          "up to " + now,
          at.toString(),
          "if it was signed just now, set this machine's clock");
    }
  }
}
