package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import java.util.List;

/**
 * What a bundle carries beside signature and certificate: who saw them, and when.
 *
 * @param logEntries entries of transparency logs
 * @param timestamps RFC 3161 responses
 * @param need which of a promise and an inclusion proof an entry must have
 */
public record Witnesses(List<LogEntry> logEntries, List<Bytes> timestamps, Need need) {
  /**
   * Copies the lists.
   *
   * @param logEntries entries of transparency logs; copied
   * @param timestamps RFC 3161 responses; copied
   * @param need which of a promise and an inclusion proof an entry must have
   */
  public Witnesses {
    logEntries = List.copyOf(logEntries);
    timestamps = List.copyOf(timestamps);
  }

  /** What an entry must have at least. */
  public enum Need {
    /** A promise, as bundles of version 0.1 and cosign's own do. */
    PROMISE,
    /** An inclusion proof, as bundles from version 0.2 on do. */
    PROOF
  }
}
