package dev.gotrust.attestation;

import dev.gotrust.components.Sbom;
import dev.gotrust.components.SbomReader;
import dev.gotrust.keys.RefusedException;

/** The SBOM that a verified statement holds. Stateless, thread-safe. */
public final class SbomStatement {
  private SbomStatement() {}

  /**
   * {@return the SBOM that is the predicate of a statement}
   *
   * @param statement whose envelope was verified, and whose {@linkplain PredicateTypes#isSbom type}
   *     is that of an SBOM
   * @throws RefusedException if it is malformed or too large; {@linkplain
   *     RefusedException#isUndecided undecided} if it is of a kind that is not read
   */
  public static Sbom read(Statement statement) throws RefusedException {
    return SbomReader.predicate(statement.predicate());
  }
}
