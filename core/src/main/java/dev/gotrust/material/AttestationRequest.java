package dev.gotrust.material;

import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.attestation.SummaryExpectations;

/**
 * What attestations must say. Immutable, thread-safe.
 *
 * @param predicateType the type that their predicates must have; empty for any
 * @param provenance what SLSA provenance must say
 * @param summaries what verification summaries must say
 * @param subjects whether the artifact must be a subject; if not, the signature of the statement
 *     alone is checked
 */
public record AttestationRequest(
    String predicateType,
    ProvenanceExpectations provenance,
    SummaryExpectations summaries,
    boolean subjects) {
  /** Any attestation that speaks of the artifact. */
  public static final AttestationRequest ANY =
      new AttestationRequest("", ProvenanceExpectations.NONE, SummaryExpectations.NONE, true);
}
