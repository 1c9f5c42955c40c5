package dev.gotrust.material;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.keys.SignedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SBOMs that were given or found for an artifact, those in envelopes verified.
 *
 * @param artifact SHA-256 of the artifact
 * @param archive SHA-256 of the archive that it lies in, null if it lies in none
 * @param files in the order in which they were read
 */
public record Sboms(Bytes artifact, @Nullable Bytes archive, List<Held> files) {
  /**
   * Copies the list.
   *
   * @param artifact SHA-256 of the artifact
   * @param archive SHA-256 of the archive that it lies in, null if it lies in none
   * @param files in the order in which they were read; copied
   */
  public Sboms {
    files = List.copyOf(files);
  }

  /**
   * A file, and what came of verifying what is in it.
   *
   * @param file the file
   * @param outcomes one for each envelope; none where the SBOM is plain
   */
  public record Held(SbomFile file, List<SignatureOutcome> outcomes) {
    /**
     * Copies the list.
     *
     * @param file the file
     * @param outcomes one for each envelope; copied
     */
    public Held {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Verifies the envelopes of some files.
   *
   * @param files what was given or found
   * @param request who is accepted
   * @param artifact the file under judgement
   * @param sha256 of all its bytes
   * @param container the archive that it lies in, null if it lies in none
   * @return what came of it
   * @throws IOException if the artifact or the archive can't be read
   */
  public static Sboms verify(
      List<SbomFile> files,
      SignatureRequest request,
      SignedInput artifact,
      Bytes sha256,
      @Nullable Container container)
      throws IOException {
    // What is asked of provenance is not asked of an SBOM.
    SignatureRequest wanted =
        new SignatureRequest(
            request.signers(),
            List.of(),
            request.checksums(),
            AttestationRequest.ANY,
            PlatformRoots.NONE);
    List<Held> held = new ArrayList<>();
    for (SbomFile file : files) {
      SignatureFile envelope = file.envelope();
      List<SignatureOutcome> outcomes = List.of();
      if (envelope != null) {
        List<SignatureFile> one = List.of(envelope);
        outcomes = Signatures.verify(one, wanted, artifact, container).outcomes();
      }
      held.add(new Held(file, outcomes));
    }
    Digest archive = container == null ? null : container.archive().digest(DigestAlgorithm.SHA256);
    return new Sboms(sha256, archive == null ? null : archive.value(), held);
  }

  /** {@return the files themselves} */
  List<Material> materials() {
    List<Material> materials = new ArrayList<>();
    for (Held one : files) {
      materials.add(one.file().material());
    }
    return materials;
  }
}
