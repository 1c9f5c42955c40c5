package dev.gotrust.material;

import dev.gotrust.keys.SignedInput;
import dev.gotrust.signature.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying every signature and envelope that was given or found for an artifact.
 *
 * @param outcomes one for each signature, in the order of the files
 * @param materials the files that they were read from, in their order
 * @param signersChosen whether the user accepts anybody
 * @param carriers what may be signed for the artifact: itself first
 * @param attestations what attestations must say
 */
public record Signatures(
    List<SignatureOutcome> outcomes,
    List<Material> materials,
    boolean signersChosen,
    List<Carrier> carriers,
    AttestationRequest attestations) {
  /**
   * Copies the lists.
   *
   * @param outcomes one for each signature; copied
   * @param materials the files that they were read from; copied
   * @param signersChosen whether the user accepts anybody
   * @param carriers what may be signed for the artifact: itself first; copied
   * @param attestations what attestations must say
   */
  public Signatures {
    outcomes = List.copyOf(outcomes);
    materials = List.copyOf(materials);
    carriers = List.copyOf(carriers);
  }

  /**
   * Verifies signatures.
   *
   * @param files what was given or found
   * @param request who is accepted, and what attestations must say
   * @param artifact the file under judgement
   * @param container the archive that it lies in, null if it lies in none
   * @return what came of it
   * @throws IOException if the artifact can't be read
   */
  public static Signatures verify(
      List<SignatureFile> files,
      SignatureRequest request,
      SignedInput artifact,
      @Nullable Container container)
      throws IOException {
    List<SignatureOutcome> outcomes = new ArrayList<>();
    List<Material> materials = new ArrayList<>();
    ChecksumFile checksums = request.checksums();
    Carriers found = Carriers.of(artifact, container, checksums);
    List<Carrier> carriers = found.all();
    if (checksums != null) {
      materials.add(checksums.material());
      if (found.unlisted() != null) {
        outcomes.add(
            new SignatureOutcome(checksums.material(), null, null, found.unlisted(), null, null));
      }
    }
    OneSignature one = new OneSignature(request, carriers);
    for (SignatureFile file : files) {
      Material material = file.material();
      materials.add(material);
      if (file.malformed() != null) {
        outcomes.add(new SignatureOutcome(material, null, null, file.malformed(), null, null));
      }
      List<SignatureOutcome> inside = new ArrayList<>();
      for (Bundle bundle : file.bundles()) {
        inside.add(one.verify(material, bundle));
      }
      outcomes.addAll(ofArtifact(inside));
    }
    return new Signatures(
        outcomes, materials, request.signers().areChosen(), carriers, request.attestations());
  }

  /** {@return the outcomes of signatures, without envelopes} */
  public List<SignatureOutcome> ofFiles() {
    return only(false);
  }

  /** A file of many bundles is of many artifacts: those of others count only where none is left. */
  private static List<SignatureOutcome> ofArtifact(List<SignatureOutcome> inside) {
    List<SignatureOutcome> some = new ArrayList<>();
    boolean any = false;
    for (SignatureOutcome outcome : inside) {
      if (outcome.holds() || !outcome.isOfAnother()) {
        some.add(outcome);
        any |= outcome.holds();
      }
    }
    return any || inside.isEmpty() ? some : some.isEmpty() ? inside.subList(0, 1) : some;
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
      if (outcome.holds()) {
        return outcome;
      }
    }
    return outcomes.isEmpty() ? null : outcomes.get(0);
  }
}
