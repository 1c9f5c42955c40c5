package dev.gotrust.checksumdb;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import java.util.Arrays;

/**
 * The size and root hash of a database's tree, as one of its verified notes says (golang.org/x/mod/
 * sumdb/tlog, {@code ParseTree}). Immutable, thread-safe; only a {@link VerifiedNote} makes one.
 */
public final class TreeHead {
  private static final String TITLE = "go.sum database tree\n";

  private final VerifiedNote note;
  private final long size;
  private final Bytes root;

  private TreeHead(VerifiedNote note, long size, Bytes root) {
    this.note = note;
    this.size = size;
    this.root = root;
  }

  /**
   * {@return the tree head that a note is}
   *
   * @param note a verified note
   * @throws ChecksumDbException if its text is no tree head
   */
  public static TreeHead of(VerifiedNote note) throws ChecksumDbException {
    String text = note.text();
    int first = TITLE.length();
    int second = text.startsWith(TITLE) ? text.indexOf('\n', first) : -1;
    int third = second < 0 ? -1 : text.indexOf('\n', second + 1);
    if (third < 0) {
      throw malformed("\"go.sum database tree\", a size and a root hash were expected");
    }
    long size = NoteText.number(text.substring(first, second));
    if (size < 0 || size > Limits.TREE_SIZE) {
      throw malformed("no size: \"" + NoteText.shown(text.substring(first, second)) + '"');
    }
    String hash = text.substring(second + 1, third);
    byte[] root = Base64Text.decode(hash);
    if (root == null || root.length != Merkle.HASH) {
      throw malformed("no root hash: \"" + NoteText.shown(hash) + '"');
    }
    if (size == 0 && !Arrays.equals(root, new Merkle().empty())) {
      throw malformed("the root hash of no records is that of no bytes, not " + hash);
    }
    return new TreeHead(note, size, Bytes.of(root));
  }

  private static ChecksumDbException malformed(String problem) {
    return new ChecksumDbException("malformed tree head: " + problem);
  }

  /** {@return the number of records in the tree} */
  public long size() {
    return size;
  }

  /** {@return the hash of its root, 32 bytes} */
  public Bytes root() {
    return root;
  }

  /** {@return the note that says so} */
  public VerifiedNote note() {
    return note;
  }

  /** {@return the key of the database} */
  public VerifierKey signer() {
    return note.signers().get(0);
  }
}
