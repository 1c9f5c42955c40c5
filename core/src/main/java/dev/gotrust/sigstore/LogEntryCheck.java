package dev.gotrust.sigstore;

import dev.gotrust.bytes.Base64Text;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.KeyCheck;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.keys.SignedInput;
import dev.gotrust.sigstore.TrustedRoot.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds an entry against the log that it names: its promise, its inclusion under a signed
 * checkpoint, and the time of the log's key. What the entry's body says is for {@link LogBody}.
 */
final class LogEntryCheck {
  private static final String PROMISE = "signed entry timestamp";
  private static final String TIME = "integrated time";
  private static final String INCLUSION = "inclusion proof";

  private LogEntryCheck() {}

  static VerifiedLogEntry verify(LogEntry entry, Log log, Instant now) throws RefusedException {
    Instant integratedAt = entry.promise() == null ? null : promised(entry, log, now);
    InclusionProof proof = entry.proof();
    if (proof != null) {
      included(entry, proof, log);
    }
    if (integratedAt == null && proof == null) {
      throw new RefusedException("log entry", "it has neither a promise nor an inclusion proof");
    }
    return new VerifiedLogEntry(entry, log.baseUrl(), integratedAt, proof != null);
  }

  private static Instant promised(LogEntry entry, Log log, Instant now) throws RefusedException {
    Bytes promise = entry.promise();
    if (promise == null) {
      throw new IllegalStateException("an entry with a promise");
    }
    SignedInput signed =
        SignedInput.of("the log entry", canonical(entry).getBytes(StandardCharsets.UTF_8));
    try {
      KeyCheck.check(log.key(), signed, promise);
    } catch (RefusedException refused) {
      throw new RefusedException(PROMISE, "it is not by the log " + log.baseUrl());
    } catch (IOException impossible) {
      throw new IllegalStateException("read from memory", impossible);
    }
    Instant at = instant(entry);
    if (at == null) {
      throw new RefusedException(
          TIME, "it is no time", null, Long.toString(entry.integratedTime()), null);
    }
    Past.require(TIME, at, now);
    if (!log.validity().contains(at)) {
      throw new RefusedException(
          TIME,
          "the log was not trusted at that time",
          log.validity().toString(),
          at.toString(),
          null);
    }
    return at;
  }

  private static @Nullable Instant instant(LogEntry entry) {
    try {
      return entry.integratedTime() <= 0 ? null : Instant.ofEpochSecond(entry.integratedTime());
    } catch (DateTimeException beyond) {
      return null;
    }
  }

  /**
   * The JSON that Rekor signs, in the canonical form of RFC 8785: nothing in it needs an escape.
   */
  private static String canonical(LogEntry entry) {
    return "{\"body\":\""
        + Base64Text.encode(entry.body().toArray())
        + "\",\"integratedTime\":"
        + entry.integratedTime()
        + ",\"logID\":\""
        + entry.logId().hex()
        + "\",\"logIndex\":"
        + entry.logIndex()
        + '}';
  }

  private static void included(LogEntry entry, InclusionProof proof, Log log)
      throws RefusedException {
    if (proof.logIndex() < 0 || entry.logIndex() < 0) {
      throw new RefusedException(INCLUSION, "a log index is negative");
    }
    if (isOfSecondRekor(entry) && entry.logIndex() != proof.logIndex()) {
      throw new RefusedException(
          INCLUSION,
          "it is of another entry",
          Long.toString(entry.logIndex()),
          Long.toString(proof.logIndex()),
          null);
    }
    if (proof.checkpoint().isEmpty()) {
      throw new RefusedException(INCLUSION, "it has no checkpoint, so that nobody signed its tree");
    }
    Checkpoint checkpoint = Checkpoint.verify(proof.checkpoint(), log);
    if (proof.treeSize() != checkpoint.treeSize()) {
      throw new RefusedException(
          INCLUSION,
          "its tree has another size than that of the checkpoint",
          Long.toString(checkpoint.treeSize()),
          Long.toString(proof.treeSize()),
          null);
    }
    if (!proof.rootHash().equals(checkpoint.rootHash())) {
      throw new RefusedException(
          INCLUSION,
          "its root hash is another than that of the checkpoint",
          checkpoint.rootHash().hex(),
          proof.rootHash().hex(),
          null);
    }
    Bytes root =
        MerklePath.root(entry.body(), proof.logIndex(), checkpoint.treeSize(), proof.hashes());
    if (root == null || !checkpoint.rootHash().equals(root)) {
      throw new RefusedException(
          INCLUSION,
          "the entry is not in the tree of the checkpoint",
          checkpoint.rootHash().hex(),
          root == null ? "a path of another length" : root.hex(),
          null);
    }
  }

  /** Its logs are of one tree, so that an entry has one index; those before are of several. */
  private static boolean isOfSecondRekor(LogEntry entry) {
    return entry.version().equals("0.0.2") && !entry.kind().equals("intoto");
  }
}
