package dev.gotrust.material;

import dev.gotrust.attestation.ProvenanceExpectations;

/**
 * What attestations must say. Immutable, thread-safe.
 *
 * @param predicateType the type that their predicates must have; empty for any
 * @param provenance what SLSA provenance must say
 * @param verifierId whose summaries are accepted; empty to accept none
 * @param minimumLevel the lowest build level that a summary must state; 0 for any
 * @param subjects whether the artifact must be a subject; if not, the signature of the statement
 *     alone is checked
 */
public record AttestationRequest(
    String predicateType,
    ProvenanceExpectations provenance,
    String verifierId,
    int minimumLevel,
    boolean subjects) {
  /** Any attestation that speaks of the artifact. */
  public static final AttestationRequest ANY =
      new AttestationRequest("", ProvenanceExpectations.NONE, "", 0, true);
}
