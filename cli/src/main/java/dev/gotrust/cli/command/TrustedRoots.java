package dev.gotrust.cli.command;

import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.CacheDirectory;
import dev.gotrust.material.TrustUpdate;
import dev.gotrust.sigstore.TrustedRoot;
import java.io.IOException;

/** The trusted root that stands where none is named: what was fetched last, or what came along. */
final class TrustedRoots {
  private final Surroundings surroundings;

  TrustedRoots(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Returns the root.
   *
   * @throws UsageException if the one that was fetched can't be used
   */
  TrustedRoot standing() throws UsageException {
    CacheDirectory cache;
    try {
      cache = CacheDirectory.open(null, surroundings.environment());
    } catch (IOException none) {
      // Nothing says where a fetched one would lie, or others may write there.
      return TrustedRoot.publicGood();
    }
    try {
      TrustedRoot kept = new TrustUpdate(cache).kept();
      return kept == null ? TrustedRoot.publicGood() : kept;
    } catch (IOException unusable) {
      throw new UsageException(
          "the trusted root that was fetched can't be used: "
              + unusable.getMessage()
              + "; run gotrust trust update, or name one with "
              + SignerOptions.TRUSTED_ROOT);
    }
  }
}
