package dev.gotrust.checksumdb;

/** What came of asking a checksum database for one module at one version. */
public sealed interface Answer {
  /**
   * The database holds it.
   *
   * @param record with the proof
   */
  record Proven(ProvenRecord record) implements Answer {}

  /**
   * The database, or the proxy before it, says that it has no such record: the module is private,
   * withdrawn, or none.
   *
   * @param reason what was answered; may hold anything
   */
  record Unknown(String reason) implements Answer {}

  /**
   * Something that the proof needs could not be read.
   *
   * @param reason what, and why; may hold anything
   */
  record Unreachable(String reason) implements Answer {}

  /**
   * What was answered does not hold: it is malformed, or not what the signed tree holds.
   *
   * @param reason what was expected and found; may hold anything
   */
  record Refuted(String reason) implements Answer {}

  /**
   * It was not asked for, so that nobody learns of the module.
   *
   * @param reason which rule forbids it
   */
  record NotAsked(String reason) implements Answer {}
}
