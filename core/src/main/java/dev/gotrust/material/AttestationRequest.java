package dev.gotrust.material;

import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.attestation.SummaryExpectations;
import java.util.ArrayList;
import java.util.List;

/**
 * What attestations must say. Immutable, thread-safe.
 *
 * @param predicateType the type that their predicates must have; empty for any
 * @param provenance what SLSA provenance must say
 * @param summaries what verification summaries must say
 * @param subjects whether the artifact must be a subject; if not, the signature of the statement
 *     alone is checked
 * @param alternatives what SLSA provenance must say beside that: of each list one; none is empty
 */
public record AttestationRequest(
    String predicateType,
    ProvenanceExpectations provenance,
    SummaryExpectations summaries,
    boolean subjects,
    List<List<ProvenanceExpectations>> alternatives) {
  /** Any attestation that speaks of the artifact. */
  public static final AttestationRequest ANY =
      new AttestationRequest("", ProvenanceExpectations.NONE, SummaryExpectations.NONE, true);

  /**
   * Copies the lists.
   *
   * @param predicateType the type that their predicates must have; empty for any
   * @param provenance what SLSA provenance must say
   * @param summaries what verification summaries must say
   * @param subjects whether the artifact must be a subject
   * @param alternatives what SLSA provenance must say beside that; copied
   */
  public AttestationRequest {
    List<List<ProvenanceExpectations>> copies = new ArrayList<>();
    for (List<ProvenanceExpectations> any : alternatives) {
      copies.add(List.copyOf(any));
    }
    alternatives = List.copyOf(copies);
  }

  /**
   * Creates a request without alternatives.
   *
   * @param predicateType the type that their predicates must have; empty for any
   * @param provenance what SLSA provenance must say
   * @param summaries what verification summaries must say
   * @param subjects whether the artifact must be a subject
   */
  public AttestationRequest(
      String predicateType,
      ProvenanceExpectations provenance,
      SummaryExpectations summaries,
      boolean subjects) {
    this(predicateType, provenance, summaries, subjects, List.of());
  }

  /** {@return whether provenance is asked for anything} */
  public boolean asksProvenance() {
    return !provenance.isEmpty() || !alternatives.isEmpty();
  }

  /** {@return whether provenance is asked for a source} */
  public boolean namesSource() {
    boolean named = !provenance.sourceUri().isEmpty();
    for (List<ProvenanceExpectations> any : alternatives) {
      named |= any.stream().noneMatch(one -> one.sourceUri().isEmpty());
    }
    return named;
  }
}
