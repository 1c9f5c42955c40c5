package dev.gotrust.checksumdb;

import dev.gotrust.checksumdb.SignedNote.NoteSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A note of which at least one signature was verified. Immutable, thread-safe; only {@link
 * SignedNote#verify} makes one.
 */
public final class VerifiedNote {
  private final SignedNote note;
  private final List<VerifierKey> signers;
  private final List<NoteSignature> unknown;

  VerifiedNote(SignedNote note, List<VerifierKey> signers, List<NoteSignature> unknown) {
    this.note = note;
    this.signers = List.copyOf(signers);
    this.unknown = List.copyOf(unknown);
  }

  /** {@return the text that is signed, with its last newline} */
  public String text() {
    return note.text();
  }

  /** {@return the keys whose signatures hold; never empty} */
  public List<VerifierKey> signers() {
    return signers;
  }

  /** {@return the signatures by other keys, of which nothing is known} */
  public List<NoteSignature> unknown() {
    return unknown;
  }

  /** {@return a copy of the whole note, signatures and all} */
  public byte[] toBytes() {
    return note.toBytes();
  }

  /** Returns the whole note as text. */
  @Override
  public String toString() {
    return new String(note.toBytes(), StandardCharsets.UTF_8);
  }
}
