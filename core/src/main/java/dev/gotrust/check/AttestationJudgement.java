package dev.gotrust.check;

import dev.gotrust.attestation.Comparison;
import dev.gotrust.attestation.PredicateTypes;
import dev.gotrust.attestation.Provenance;
import dev.gotrust.attestation.ProvenanceExpectations;
import dev.gotrust.attestation.SourceUri;
import dev.gotrust.attestation.Statement;
import dev.gotrust.attestation.VerificationSummary;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.AttestationRequest;
import dev.gotrust.signature.Signer;
import dev.gotrust.signature.Signer.CertificateHolder;
import dev.gotrust.sigstore.SigningCertificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified statement says, held against what was expected and, for a Go binary, against what
 * that says of itself.
 *
 * @param says what it says, in a phrase; empty where it is neither provenance nor a summary that
 *     was asked for
 * @param comparisons all that was compared
 * @param refused why its predicate can't be read, null where it can
 */
record AttestationJudgement(
    String says, List<Comparison> comparisons, @Nullable RefusedException refused) {
  /** Nothing is asked of what a statement says. */
  static final AttestationJudgement NONE = new AttestationJudgement("", List.of(), null);

  /**
   * Copies the list.
   *
   * @param says what it says, in a phrase
   * @param comparisons all that was compared; copied
   * @param refused why its predicate can't be read, null where it can
   */
  AttestationJudgement {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * {@return the judgement of a statement}
   *
   * @param statement whose signature holds
   * @param wanted what it must say
   * @param facts of the Go binary that it is of, null for any other file
   */
  static AttestationJudgement of(
      Statement statement, AttestationRequest wanted, @Nullable Inspection facts) {
    try {
      if (PredicateTypes.isProvenance(statement.predicateType())) {
        return provenance(statement, wanted, facts);
      }
      if (PredicateTypes.isSummary(statement.predicateType()) && wanted.summaries().isAsked()) {
        return summary(statement, wanted);
      }
      return NONE;
    } catch (RefusedException refused) {
      return new AttestationJudgement("", List.of(), refused);
    }
  }

  private static AttestationJudgement provenance(
      Statement statement, AttestationRequest wanted, @Nullable Inspection facts)
      throws RefusedException {
    Provenance provenance = Provenance.read(statement);
    Signer signer = statement.envelope().verified().signer();
    SigningCertificate certificate =
        signer instanceof CertificateHolder holder ? holder.certificate() : null;
    // The slices of a fat file say the same for the most part.
    Set<Comparison> all = new LinkedHashSet<>(wanted.provenance().compare(provenance, certificate));
    for (List<ProvenanceExpectations> any : wanted.alternatives()) {
      all.addAll(best(any, provenance, certificate));
    }
    if (facts != null) {
      for (GoBinary binary : facts.binaries()) {
        BuildInfo info = binary.buildInfo();
        if (info != null) {
          all.addAll(GoProvenance.compare(provenance, info));
        }
      }
    }
    return new AttestationJudgement(words(provenance), List.copyOf(all), null);
  }

  /** The comparisons of the first that is met, else of that which differs least. */
  private static List<Comparison> best(
      List<ProvenanceExpectations> any,
      Provenance provenance,
      @Nullable SigningCertificate certificate) {
    List<Comparison> best = List.of();
    long fewest = Long.MAX_VALUE;
    for (ProvenanceExpectations one : any) {
      List<Comparison> all = one.compare(provenance, certificate);
      long differences =
          all.stream().filter(each -> each.result() == Comparison.Result.DIFFERS).count();
      if (differences < fewest) {
        fewest = differences;
        best = all;
      }
    }
    return best;
  }

  private static String words(Provenance provenance) {
    StringBuilder text = new StringBuilder("built by ").append(provenance.builderId());
    if (!provenance.sourceUri().isEmpty()) {
      text.append(" from ").append(SourceUri.shown(provenance.sourceUri()));
    }
    if (!provenance.commit().isEmpty()) {
      text.append(" at commit ").append(provenance.commit());
    }
    return text.toString();
  }

  private static AttestationJudgement summary(Statement statement, AttestationRequest wanted)
      throws RefusedException {
    VerificationSummary summary = VerificationSummary.read(statement);
    StringBuilder says = new StringBuilder(summary.verifierId()).append(" says that it verified ");
    says.append(summary.resourceUri().isEmpty() ? "it" : SourceUri.shown(summary.resourceUri()));
    if (!summary.levels().isEmpty()) {
      says.append(" to ").append(String.join(", ", summary.levels()));
    }
    if (!summary.slsaVersion().isEmpty()) {
      says.append(", by SLSA ").append(summary.slsaVersion());
    }
    if (!summary.policyUri().isEmpty()) {
      says.append(", by the policy ").append(SourceUri.shown(summary.policyUri()));
    }
    return new AttestationJudgement(says.toString(), summary.compare(wanted.summaries()), null);
  }
}
