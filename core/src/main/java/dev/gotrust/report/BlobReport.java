package dev.gotrust.report;

import dev.gotrust.bytes.Digest;
import dev.gotrust.chain.Link;
import dev.gotrust.material.Material;
import java.util.List;

/**
 * What came of verifying any file by signatures or attestations. It says nothing of what the file
 * is. Immutable.
 *
 * @param asked what had to hold: {@code signature}, {@code attestation} or {@code provenance}
 * @param file what it is called
 * @param digest of the file
 * @param size in bytes, -1 where a digest alone was named
 * @param link PROVEN, ATTESTED, CONTRADICTED, ABSENT or UNDECIDED, with reason and evidence
 * @param materials what it was judged by
 * @param toolVersion the version of gotrust that judged
 */
public record BlobReport(
    String asked,
    String file,
    Digest digest,
    long size,
    Link link,
    List<Material> materials,
    String toolVersion) {
  /**
   * Copies the list.
   *
   * @param asked what had to hold
   * @param file what it is called
   * @param digest of the file
   * @param size in bytes, -1 where a digest alone was named
   * @param link with state, reason and evidence
   * @param materials what it was judged by; copied
   * @param toolVersion the version of gotrust that judged
   */
  public BlobReport {
    materials = List.copyOf(materials);
  }
}
