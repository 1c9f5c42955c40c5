package dev.gotrust.checksumdb;

/** Hears how far lookups are. Called from several threads, one call at a time. */
public interface LookupProgress {
  /** Hears nothing. */
  LookupProgress NONE = (done, expected) -> {};

  /**
   * One more file was read from the source.
   *
   * @param done how many were
   * @param expected how many are known to be needed so far; more may follow
   */
  void step(int done, int expected);
}
