package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.module.ModuleVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds of a module at a version, with the proof that it does. Immutable,
 * thread-safe; only a proof that holds makes one.
 */
public final class ProvenRecord {
  private final ModuleVersion module;
  private final LookupAnswer answer;
  private final Bytes leaf;
  private final InclusionProof proof;
  private final TreeHead head;

  private ProvenRecord(
      ModuleVersion module, LookupAnswer answer, Bytes leaf, InclusionProof proof, TreeHead head) {
    this.module = module;
    this.answer = answer;
    this.leaf = leaf;
    this.proof = proof;
    this.head = head;
  }

  /**
   * Returns the record if the proof leads from it to the root of the head.
   *
   * @throws ChecksumDbException if it does not
   */
  static ProvenRecord of(
      ModuleVersion module, LookupAnswer answer, InclusionProof proof, TreeHead head)
      throws ChecksumDbException {
    Bytes leaf = Bytes.of(new Merkle().leaf(answer.record().toArray()));
    if (proof.index() != answer.id() || proof.size() != head.size()) {
      throw new IllegalStateException("the proof is of another record or tree");
    }
    if (!proof.proves(leaf, head.root())) {
      throw new ChecksumDbException(
          "what was answered as record "
              + answer.id()
              + " is not that record of the tree of "
              + head.size()
              + " records");
    }
    return new ProvenRecord(module, answer, leaf, proof, head);
  }

  /** {@return which module at which version} */
  public ModuleVersion module() {
    return module;
  }

  /** {@return the record's number in the tree, counted from 0} */
  public long id() {
    return answer.id();
  }

  /** {@return the record: lines as in go.sum, each with a newline} */
  public String text() {
    return new String(answer.record().toArray(), StandardCharsets.UTF_8);
  }

  /** {@return the h1 of the module's zip} */
  public String zipH1() {
    return answer.zipH1();
  }

  /** {@return the h1 of the module's go.mod, null if the record has none} */
  public @Nullable String goModH1() {
    return answer.goModH1();
  }

  /** {@return the hash of the record, 32 bytes} */
  public Bytes leaf() {
    return leaf;
  }

  /** {@return the hashes that lead from it to the root} */
  public InclusionProof proof() {
    return proof;
  }

  /** {@return the signed tree head that it was proven under} */
  public TreeHead head() {
    return head;
  }
}
