package dev.gotrust.check;

import dev.gotrust.attestation.Comparison;
import dev.gotrust.attestation.Comparison.Result;
import dev.gotrust.attestation.PredicateTypes;
import dev.gotrust.attestation.Statement;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.Inspection;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SignatureOutcome;
import dev.gotrust.material.Signatures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does a trusted builder's provenance name these bytes, that source, that commit? It is what the
 * builder says, whatever it says of itself, so it is ATTESTED at best. Every mismatch is named.
 */
final class ProvenanceCheck {
  private static final String NAME_A_SIGNER =
      "name whom you trust, with --key, --certificate-identity and --certificate-oidc-issuer, or"
          + " --source-uri";

  /** More than this is for machines to read. */
  private static final int MOST_SAID = 16;

  private final @Nullable Inspection facts;
  private final Signatures signatures;
  private final EvidenceList evidence = new EvidenceList();
  private final Set<Material> holding = new HashSet<>();
  private final List<String> different = new ArrayList<>();
  private final List<String> untold = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private @Nullable SignatureOutcome attested;
  private @Nullable SignatureOutcome other;
  private @Nullable SignatureOutcome refusedGiven;
  private @Nullable SignatureOutcome refusedFound;
  private @Nullable SignatureOutcome unchosen;
  private boolean any;
  private String attests = "";

  private ProvenanceCheck(@Nullable Inspection facts, Signatures signatures) {
    this.facts = facts;
    this.signatures = signatures;
    for (SignatureOutcome outcome : signatures.ofEnvelopes()) {
      if (outcome.holds()) {
        holding.add(outcome.material());
      }
    }
  }

  static Link judge(Inspection facts, Materials materials) {
    Signatures signatures = materials.signatures();
    return signatures == null
        ? link(State.ABSENT, "no attestation was given or found", null, null, List.of())
        : new ProvenanceCheck(facts, signatures).link();
  }

  /**
   * Judges attestations of any file.
   *
   * @param any whether any predicate will do, whatever it says, and not provenance alone
   */
  static Attested judge(Signatures signatures, boolean any) {
    ProvenanceCheck check = new ProvenanceCheck(null, signatures);
    check.any = any;
    for (SignatureOutcome outcome : signatures.outcomes()) {
      // What is malformed is nobody's signature; here it was given as an attestation.
      if (outcome.bundle() == null) {
        check.sort(outcome);
      }
    }
    Link link = check.link();
    if (any && link.state() == State.ABSENT && check.other != null) {
      return check.other(check.other);
    }
    SignatureOutcome attested = check.attested;
    return link.state() == State.ATTESTED && attested != null
        ? new Attested(link, attested.statement())
        : new Attested(link, null);
  }

  /** Any predicate will do. */
  private Attested other(SignatureOutcome outcome) {
    Link link =
        link(
            State.ATTESTED,
            String.join(", ", others)
                + (outcome.carrier() == null ? "" : " of this file")
                + ", signed by "
                + SignerWords.signer(outcome),
            remarks.isEmpty() ? null : String.join("; ", remarks),
            null,
            evidence.toList());
    return new Attested(link, outcome.statement());
  }

  private Link link() {
    for (SignatureOutcome outcome : signatures.ofEnvelopes()) {
      sort(outcome);
    }
    if (refusedGiven != null && refusedGiven.refused() != null) {
      return refused(State.CONTRADICTED, refusedGiven, refusedGiven.refused());
    }
    if (!different.isEmpty()) {
      return link(
          State.CONTRADICTED,
          "the attestation says otherwise: " + differences(),
          null,
          "compare what was expected with what the publisher names",
          evidence.toList());
    }
    if (attested != null && untold.isEmpty()) {
      return link(
          State.ATTESTED,
          attests,
          remarks.isEmpty() ? null : String.join("; ", remarks),
          null,
          evidence.toList());
    }
    return attested != null ? unlike() : nothing();
  }

  /** The evidence names the others. */
  private String differences() {
    int more = different.size() - MOST_SAID;
    return more <= 0
        ? String.join("; ", different)
        : String.join("; ", different.subList(0, MOST_SAID)) + "; and " + more + " more";
  }

  private Link unlike() {
    return link(
        State.UNDECIDED,
        attests + "; but " + String.join("; ", untold),
        null,
        "name the repository that you trust with --source-uri",
        evidence.toList());
  }

  private Link nothing() {
    if (unchosen != null) {
      String reason =
          unchosen.location()
              + (signatures.signersChosen()
                  ? " is signed by another kind of signer than the one that was named"
                  : " is there: signed, no signer chosen");
      return link(State.UNDECIDED, reason, null, NAME_A_SIGNER, evidence.toList());
    }
    if (refusedFound != null && refusedFound.refused() != null) {
      return refused(State.UNDECIDED, refusedFound, refusedFound.refused());
    }
    String reason =
        others.isEmpty()
            ? "no attestation was given or found"
            : "no provenance was given or found, only " + String.join(", ", others);
    return link(State.ABSENT, reason, null, null, evidence.toList());
  }

  private Link refused(State state, SignatureOutcome outcome, RefusedException refused) {
    return link(
        state,
        outcome.location() + SignerWords.refusal(refused),
        null,
        refused.next(),
        evidence.toList());
  }

  private void sort(SignatureOutcome outcome) {
    RefusedException refused = outcome.refused();
    Statement statement = outcome.statement();
    if (refused != null) {
      refuse(outcome, refused);
    } else if (statement == null) {
      unchosen = unchosen == null ? outcome : unchosen;
      evidence.add(SignerWords.unchecked("attestation", outcome.location()));
    } else {
      hold(outcome, statement);
    }
  }

  private void refuse(SignatureOutcome outcome, RefusedException refused) {
    boolean given = outcome.material().standing() == Standing.GIVEN && !isSpare(outcome);
    if (given && refusedGiven == null) {
      refusedGiven = outcome;
    } else if (!given && refusedFound == null) {
      refusedFound = outcome;
    }
    evidence.add(
        SignerWords.refused(
            refused, outcome.location(), given ? State.CONTRADICTED : State.UNDECIDED));
  }

  /**
   * A file of several may hold some by other signers, as Google Cloud Build signs each version of
   * its provenance by another key: they take nothing from the one that holds.
   */
  private boolean isSpare(SignatureOutcome outcome) {
    return outcome.isEnvelope()
        && outcome.verified() == null
        && holding.contains(outcome.material());
  }

  private void hold(SignatureOutcome outcome, Statement statement) {
    String location = outcome.location();
    SignerWords.add(outcome, statement.shownSubjects(), State.ATTESTED, evidence);
    evidence.add(Evidence.of("predicate type", null, statement.predicateType(), location));
    AttestationJudgement judged =
        any
            ? AttestationJudgement.NONE
            : AttestationJudgement.of(statement, signatures.attestations(), facts);
    for (Comparison comparison : judged.comparisons()) {
      add(comparison, location);
    }
    if (judged.refused() != null) {
      different.add(judged.refused().getMessage());
    } else if (judged.says().isEmpty()) {
      others.add(statement.predicateType());
      other = outcome;
      remarks.addAll(SignerWords.remarks(outcome));
    } else if (attested == null) {
      attested = outcome;
      attests = judged.says() + ", signed by " + SignerWords.signer(outcome);
      remarks.addAll(SignerWords.remarks(outcome));
    }
  }

  private void add(Comparison comparison, String location) {
    boolean differs = comparison.result() == Result.DIFFERS;
    if (differs) {
      different.add(comparison.toString());
    } else if (comparison.result() == Result.UNTOLD && isUnlike(comparison)) {
      untold.add(
          "the main module is "
              + comparison.expected()
              + ", the source repository "
              + comparison.actual());
    }
    evidence.add(
        new Evidence(
            comparison.what(),
            comparison.expected(),
            comparison.actual(),
            location,
            -1,
            -1,
            differs ? State.CONTRADICTED : null));
  }

  /** A repository that the user named needs no likeness to the module's path. */
  private boolean isUnlike(Comparison comparison) {
    return comparison.what().equals(GoProvenance.MAIN_MODULE)
        && !signatures.attestations().namesSource()
        && comparison.expected().startsWith("github.com/");
  }

  /** Whether an attestation was named that this link must come of. */
  static boolean isAsked(Signatures signatures) {
    if (signatures.attestations().asksProvenance()
        || signatures.attestations().summaries().isAsked()) {
      return true;
    }
    boolean alone = signatures.ofFiles().isEmpty();
    for (SignatureOutcome outcome : signatures.ofEnvelopes()) {
      Statement statement = outcome.statement();
      boolean given = outcome.material().standing() == Standing.GIVEN;
      if (statement != null
          && (given || alone)
          && (PredicateTypes.isProvenance(statement.predicateType())
              || PredicateTypes.isSummary(statement.predicateType()))) {
        return true;
      }
    }
    return false;
  }

  private static Link link(
      State state,
      String reason,
      @Nullable String remark,
      @Nullable String next,
      List<Evidence> evidence) {
    return new Link(LinkId.PROVENANCE, state, reason, remark, next, null, evidence);
  }
}
