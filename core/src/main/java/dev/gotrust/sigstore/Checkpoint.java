package dev.gotrust.sigstore;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.checksumdb.ChecksumDbException;
import dev.gotrust.checksumdb.SignedNote;
import dev.gotrust.checksumdb.SignedNote.NoteSignature;
import dev.gotrust.keys.KeyCheck;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.sigstore.TrustedRoot.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The signed note in which a log states its tree (C2SP tlog-checkpoint). Only a signature by the
 * log's own key counts; what cosigners add neither helps nor harms.
 */
final class Checkpoint {
  private static final String CHECK = "checkpoint";
  private static final int HINT = 4;

  private final long treeSize;
  private final Bytes rootHash;

  private Checkpoint(long treeSize, Bytes rootHash) {
    this.treeSize = treeSize;
    this.rootHash = rootHash;
  }

  long treeSize() {
    return treeSize;
  }

  Bytes rootHash() {
    return rootHash;
  }

  static Checkpoint verify(String envelope, Log log) throws RefusedException {
    SignedNote note;
    try {
      note = SignedNote.parse(envelope.getBytes(StandardCharsets.UTF_8));
    } catch (ChecksumDbException malformed) {
      throw new RefusedException(CHECK, String.valueOf(malformed.getMessage()));
    }
    String[] lines = note.text().split("\n", -1);
    // Origin, size, hash, and the empty text behind the last newline.
    if (lines.length < 4 || lines[0].isEmpty()) {
      throw new RefusedException(CHECK, "origin, tree size and root hash were expected");
    }
    if (!isSigned(note, lines[0], log)) {
      throw new RefusedException(
          CHECK,
          "no signature in it is by the log " + log.baseUrl(),
          log.baseUrl(),
          lines[0],
          null);
    }
    return new Checkpoint(size(lines[1]), hash(lines[2]));
  }

  private static boolean isSigned(SignedNote note, String origin, Log log) throws RefusedException {
    SignedInput signed =
        SignedInput.of("the checkpoint", note.text().getBytes(StandardCharsets.UTF_8));
    for (NoteSignature signature : note.signatures()) {
      // Rekor's first version puts the tree's number behind its name in the origin alone.
      boolean named =
          origin.equals(signature.name()) || origin.startsWith(signature.name() + " - ");
      if (named && signature.keyHash() == hint(log) && holds(log, signed, signature)) {
        return true;
      }
    }
    return false;
  }

  private static int hint(Log log) {
    int hint = 0;
    for (int i = 0; i < HINT && i < log.id().length(); i++) {
      hint = hint << 8 | log.id().at(i) & 0xff;
    }
    return hint;
  }

  private static boolean holds(Log log, SignedInput signed, NoteSignature signature) {
    try {
      KeyCheck.check(log.key(), signed, signature.signature());
      return true;
    } catch (RefusedException refused) {
      return false;
    } catch (IOException impossible) {
      throw new IllegalStateException("read from memory", impossible);
    }
  }

  private static long size(String line) throws RefusedException {
    try {
      long size = Long.parseLong(line);
      if (size > 0 && Long.toString(size).equals(line)) {
        return size;
      }
    } catch (NumberFormatException other) {
      // said below
    }
    throw new RefusedException(CHECK, "the tree size is no number above 0");
  }

  private static Bytes hash(String line) throws RefusedException {
    byte[] hash = Base64Text.decode(line);
    if (hash == null || hash.length != MerklePath.HASH) {
      throw new RefusedException(CHECK, "the root hash is no SHA-256 in base64");
    }
    return Bytes.of(hash);
  }
}
