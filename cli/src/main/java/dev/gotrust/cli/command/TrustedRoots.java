package dev.gotrust.cli.command;

import dev.gotrust.sigstore.TrustedRoot;

/** The trusted root that stands where none is named. */
final class TrustedRoots {
  /** Returns the root of the public-good instance. */
  TrustedRoot standing() {
    return TrustedRoot.publicGood();
  }
}
