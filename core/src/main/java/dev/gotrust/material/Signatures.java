package dev.gotrust.material;

import dev.gotrust.material.Material.Standing;
import dev.gotrust.signature.Bundle;
import dev.gotrust.signature.Signers;
import dev.gotrust.signature.Verified;
import dev.gotrust.keys.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying every signature and envelope that was given or found for an artifact.
 *
 * @param outcomes one for each signature, in the order of the files
 * @param signersChosen whether the user accepts anybody
 * @param carriers what may be signed for the artifact: itself first
 */
public record Signatures(
    List<SignatureOutcome> outcomes, boolean signersChosen, List<Carrier> carriers) {
  /**
   * Copies the lists.
   *
   * @param outcomes one for each signature; copied
   * @param signersChosen whether the user accepts anybody
   * @param carriers what may be signed for the artifact: itself first; copied
   */
  public Signatures {
    outcomes = List.copyOf(outcomes);
    carriers = List.copyOf(carriers);
  }

  /**
   * Verifies signatures.
   *
   * @param files what was given or found
   * @param signers who is accepted
   * @param carriers what may be signed for the artifact: itself first
   * @return what came of it
   * @throws IOException if the artifact can't be read
   */
  public static Signatures verify(
      List<SignatureFile> files, Signers signers, List<Carrier> carriers) throws IOException {
    List<SignatureOutcome> outcomes = new ArrayList<>();
    for (SignatureFile file : files) {
      Material material = file.material();
      if (file.malformed() != null) {
        outcomes.add(new SignatureOutcome(material, null, null, file.malformed(), null));
      }
      for (Bundle bundle : file.bundles()) {
        outcomes.add(verify(material, bundle, signers, carriers));
      }
    }
    return new Signatures(outcomes, signers.areChosen(), carriers);
  }

  /** Nobody is held against the kind of signer that he did not choose, unless he gave the file. */
  private static SignatureOutcome verify(
      Material material, Bundle bundle, Signers signers, List<Carrier> carriers)
      throws IOException {
    boolean given = material.standing() == Standing.GIVEN;
    if (!signers.areOfKindOf(bundle) && (!given || !signers.areChosen())) {
      return new SignatureOutcome(material, bundle, null, null, null);
    }
    RefusedException refused = null;
    for (Carrier carrier : carriers) {
      try {
        Verified verified = signers.verify(bundle, carrier.input());
        return new SignatureOutcome(
            material, bundle, verified, null, bundle.envelope() == null ? carrier : null);
      } catch (RefusedException wrong) {
        refused = refused == null ? wrong : refused;
      }
      if (bundle.envelope() != null) {
        break;
      }
    }
    return new SignatureOutcome(material, bundle, null, refused, null);
  }

  /**
   * {@return the outcomes of signatures, without envelopes}
   */
  public List<SignatureOutcome> ofFiles() {
    return only(false);
  }

  /** {@return the outcomes of envelopes} */
  public List<SignatureOutcome> ofEnvelopes() {
    return only(true);
  }

  private List<SignatureOutcome> only(boolean envelopes) {
    List<SignatureOutcome> some = new ArrayList<>();
    for (SignatureOutcome outcome : outcomes) {
      if (outcome.isEnvelope() == envelopes) {
        some.add(outcome);
      }
    }
    return some;
  }

  /**
   * {@return the best of some outcomes: one that holds, else the first that was given, else the
   * first; null of none}
   *
   * @param outcomes of one kind
   */
  public static @Nullable SignatureOutcome best(List<SignatureOutcome> outcomes) {
    for (SignatureOutcome outcome : outcomes) {
      if (outcome.verified() != null) {
        return outcome;
      }
    }
    return outcomes.isEmpty() ? null : outcomes.get(0);
  }
}
