package dev.gotrust;

/**
 * Hears how far a verification is, for whoever waits. It returns soon. What it throws ends the
 * verification and comes out of it.
 */
public interface VerificationListener {
  /** Hears nothing. */
  VerificationListener NONE = new VerificationListener() {};

  /** What is done of a verification, in this order; what a request does not ask for is left out. */
  enum Phase {
    /** The file is parsed and hashed. */
    READ,
    /** The checksum database is asked. */
    CHECKSUM_DATABASE,
    /** A GOROOT is held against the published toolchain. */
    GOROOT,
    /** Files of modules are hashed. */
    MODULES,
    /** Signatures and attestations are looked for and verified. */
    SIGNATURES,
    /** The links are judged, and the policy applied. */
    JUDGE
  }

  /**
   * A phase begins. Called on the thread that verifies.
   *
   * @param phase which
   */
  default void begins(Phase phase) {}

  /**
   * More of the artifact was read. Called on the thread that verifies and on threads of the
   * executor, also at once.
   *
   * @param bytes read up to now; parts are read twice, so that it may come to exceed the size
   * @param size of the artifact, in bytes
   */
  default void read(long bytes, long size) {}
}
