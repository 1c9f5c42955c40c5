package dev.gotrust.check;

import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.Link;
import dev.gotrust.chain.LinkId;
import dev.gotrust.chain.State;
import dev.gotrust.facts.Inspection;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.material.Carrier;
import dev.gotrust.material.ChecksumFile;
import dev.gotrust.material.Material;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials;
import dev.gotrust.material.SignatureOutcome;
import dev.gotrust.material.Signatures;
import dev.gotrust.signature.Verified;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does a signature by an accepted key or identity cover these bytes? Of several found ones one that
 * holds suffices; one that was given must hold. An envelope is no signature of the file.
 */
final class SignatureCheck {
  private static final String NAME_A_SIGNER =
      "name the signer that you trust, with --key or with --certificate-identity and"
          + " --certificate-oidc-issuer";

  private final Digest artifact;
  private final Signatures signatures;
  private final EvidenceList evidence = new EvidenceList();

  private SignatureCheck(Digest artifact, Signatures signatures) {
    this.artifact = artifact;
    this.signatures = signatures;
  }

  static Link judge(Inspection facts, Materials materials) {
    Signatures signatures = materials.signatures();
    return signatures == null
        ? link(State.ABSENT, "no signature was given or found", null, null, List.of())
        : judge(new Digest(DigestAlgorithm.SHA256, facts.sha256()), signatures);
  }

  static Link judge(Digest artifact, Signatures signatures) {
    return new SignatureCheck(artifact, signatures).link();
  }

  /**
   * Whether a signer or a signature was named that this link must come of.
   *
   * @param signedSbom whether an SBOM was named that the signer may be that of
   */
  static boolean isAsked(Signatures signatures, boolean signedSbom) {
    for (SignatureOutcome outcome : signatures.ofFiles()) {
      if (outcome.material().standing() == Standing.GIVEN) {
        return true;
      }
    }
    boolean envelopes = signedSbom || !signatures.ofEnvelopes().isEmpty();
    boolean any = !signatures.ofFiles().isEmpty() || !envelopes;
    return (signatures.signersChosen() || isListed(signatures)) && any;
  }

  private static boolean isListed(Signatures signatures) {
    for (Material material : signatures.materials()) {
      if (material.kind().equals(ChecksumFile.KIND)) {
        return true;
      }
    }
    return false;
  }

  private Link link() {
    List<SignatureOutcome> outcomes = signatures.ofFiles();
    if (outcomes.isEmpty()) {
      return nothing();
    }
    SignatureOutcome broken = null;
    int unchosen = 0;
    for (SignatureOutcome outcome : outcomes) {
      add(outcome);
      boolean given = outcome.material().standing() == Standing.GIVEN;
      boolean graver = broken == null || (given && broken.material().standing() != Standing.GIVEN);
      if (outcome.refused() != null && graver) {
        broken = outcome;
      }
      unchosen += outcome.verified() == null && outcome.refused() == null ? 1 : 0;
    }
    SignatureOutcome best = Signatures.best(outcomes);
    boolean givenOneFails = broken != null && broken.material().standing() == Standing.GIVEN;
    if (best != null && best.holds() && best.verified() != null && !givenOneFails) {
      return holds(best, best.verified(), outcomes.size());
    }
    if (broken != null) {
      return broken(broken, givenOneFails);
    }
    return unchosen(outcomes.get(0), unchosen);
  }

  private Link nothing() {
    boolean envelopes = !signatures.ofEnvelopes().isEmpty();
    String reason =
        signatures.signersChosen()
            ? "a signer was named, but no signature of this file was given or found"
            : "no signature was given or found";
    if (isListed(signatures)) {
      reason += "; a list of checksums proves nothing unless it is signed";
    }
    return link(
        State.ABSENT,
        envelopes ? reason + "; an attestation signs its own statement, not the file" : reason,
        null,
        signatures.signersChosen() || isListed(signatures)
            ? "name one with --bundle or --signature"
            : null,
        List.of());
  }

  private Link holds(SignatureOutcome outcome, Verified verified, int count) {
    String reason =
        "signed by "
            + SignerWords.signer(verified)
            + SignerWords.time(verified)
            + through(outcome.carrier())
            + (count == 1 ? "" : "; " + count + " signatures were given or found");
    String remark = verified.remarks().isEmpty() ? null : String.join("; ", verified.remarks());
    return link(State.PROVEN, reason, remark, null, evidence.toList());
  }

  private static String through(@Nullable Carrier carrier) {
    if (carrier == null || carrier.steps().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(", through ");
    for (Carrier.Step step : carrier.steps()) {
      text.append(text.length() == 10 ? "" : " and ").append(step.what());
    }
    return text.toString();
  }

  private Link broken(SignatureOutcome outcome, boolean given) {
    RefusedException refused = outcome.refused();
    if (refused == null) {
      throw new IllegalStateException("a signature that is refused");
    }
    boolean unusable = refused.isUndecided() || (outcome.bundle() == null && !given);
    return link(
        unusable ? State.UNDECIDED : State.CONTRADICTED,
        outcome.location() + SignerWords.refusal(refused),
        null,
        refused.next(),
        evidence.toList());
  }

  private Link unchosen(SignatureOutcome first, int count) {
    String what = count == 1 ? first.location() + " is there" : count + " signatures are there";
    String reason =
        signatures.signersChosen()
            ? what + ", signed by another kind of signer than the one that was named"
            : what + ": signed, no signer chosen";
    return link(State.UNDECIDED, reason, null, NAME_A_SIGNER, evidence.toList());
  }

  private void add(SignatureOutcome outcome) {
    RefusedException refused = outcome.refused();
    if (refused != null) {
      evidence.add(
          SignerWords.refused(
              refused,
              outcome.location(),
              outcome.bundle() == null || refused.isUndecided()
                  ? State.UNDECIDED
                  : State.CONTRADICTED));
    } else if (outcome.verified() == null) {
      evidence.add(SignerWords.unchecked("signature", outcome.location()));
    } else {
      SignerWords.add(outcome, artifact.toString(), State.PROVEN, evidence);
    }
  }

  private static Link link(
      State state,
      String reason,
      @Nullable String remark,
      @Nullable String next,
      List<Evidence> evidence) {
    return new Link(LinkId.SIGNATURE, state, reason, remark, next, null, evidence);
  }
}
