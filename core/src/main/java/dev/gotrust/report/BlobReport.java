package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Digest;
import dev.gotrust.chain.Link;
import dev.gotrust.material.Material;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param statement the bytes of the statement by which the link is ATTESTED; null for any other
 *     state
 * @param toolVersion the version of gotrust that judged
 */
public record BlobReport(
    String asked,
    String file,
    Digest digest,
    long size,
    Link link,
    List<Material> materials,
    @Nullable Bytes statement,
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
   * @param statement the bytes of the statement by which the link is ATTESTED; null for any other
   *     state
   * @param toolVersion the version of gotrust that judged
   */
  public BlobReport {
    materials = List.copyOf(materials);
  }
}
