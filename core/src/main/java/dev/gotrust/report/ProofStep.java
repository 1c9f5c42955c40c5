package dev.gotrust.report;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.checksumdb.InclusionProof;
import dev.gotrust.checksumdb.ProvenRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * One level of an inclusion proof: a hash beside the one that is known, and what both give.
 *
 * @param isLeft whether the sibling stands before the hash that is known
 * @param sibling the hash beside it
 * @param node the hash of the two
 */
record ProofStep(boolean isLeft, Bytes sibling, Bytes node) {
  /** Returns the levels from a record to the root, none if the proof is none. */
  static List<ProofStep> of(ProvenRecord record) {
    InclusionProof proof = record.proof();
    List<Bytes> nodes = proof.steps(record.leaf());
    List<ProofStep> steps = new ArrayList<>();
    long index = proof.index();
    long last = proof.size() - 1;
    for (int i = 0; nodes != null && i < proof.path().size(); i++) {
      boolean left = (index & 1) == 1 || index == last;
      // A node without a sibling is its own parent.
      int up = left && (index & 1) == 0 ? Long.numberOfTrailingZeros(index) : 0;
      steps.add(new ProofStep(left, proof.path().get(i), nodes.get(i + 1)));
      index >>= up + 1;
      last >>= up + 1;
    }
    return steps;
  }
}
