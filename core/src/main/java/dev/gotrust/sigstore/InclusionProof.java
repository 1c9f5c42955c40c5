package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import java.util.List;

/**
 * What a transparency log says of the place of an entry in its tree, as a bundle carries it and
 * before anything is checked. See RFC 6962, section 2.1.1.
 *
 * @param logIndex of the leaf in the tree
 * @param treeSize leaves of the tree
 * @param rootHash of the tree
 * @param hashes the audit path, from the leaf to the root
 * @param checkpoint the signed note that states the tree; empty where there is none
 */
public record InclusionProof(
    long logIndex, long treeSize, Bytes rootHash, List<Bytes> hashes, String checkpoint) {
  /**
   * Copies the list.
   *
   * @param logIndex of the leaf in the tree
   * @param treeSize leaves of the tree
   * @param rootHash of the tree
   * @param hashes the audit path; copied
   * @param checkpoint the signed note that states the tree; empty where there is none
   */
  public InclusionProof {
    hashes = List.copyOf(hashes);
  }
}
