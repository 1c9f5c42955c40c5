package dev.gotrust.sigstore;

import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Log;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds all entries of a bundle: each by a log of the trusted root must hold and be about the very
 * signature, those of other logs are passed over, one must be left. None counts twice.
 */
final class LogEntries {
  private static final String CHECK = "log entry";

  private LogEntries() {}

  static List<VerifiedLogEntry> verify(
      Witnesses witnesses, Logged logged, TrustedRoot root, Instant now)
      throws RefusedException, IOException {
    List<VerifiedLogEntry> verified = new ArrayList<>();
    Set<String> places = new HashSet<>();
    for (LogEntry entry : witnesses.logEntries()) {
      if (!places.add(entry.logId().hex() + ' ' + entry.logIndex())) {
        throw new RefusedException(CHECK, "it stands in the bundle twice");
      }
      checkNeed(entry, witnesses.need());
      Log log = TrustedRoot.find(root.transparencyLogs(), entry.logId());
      if (log != null) {
        LogBody.compare(entry, logged);
        verified.add(LogEntryCheck.verify(entry, log, now));
      }
    }
    if (verified.isEmpty()) {
      throw missing(witnesses, root);
    }
    return verified;
  }

  private static void checkNeed(LogEntry entry, Witnesses.Need need) throws RefusedException {
    if (need == Witnesses.Need.PROMISE && entry.promise() == null) {
      throw new RefusedException(CHECK, "it has no promise, which such a bundle needs");
    }
    if (need == Witnesses.Need.PROOF && entry.proof() == null) {
      throw new RefusedException(CHECK, "it has no inclusion proof, which such a bundle needs");
    }
  }

  private static RefusedException missing(Witnesses witnesses, TrustedRoot root) {
    if (witnesses.logEntries().isEmpty()) {
      return new RefusedException(
          CHECK,
          "the signature is in no transparency log",
          "an entry of a log of " + root.location(),
          null,
          "--insecure-ignore-tlog accepts signatures that nobody can look up");
    }
    return new RefusedException(
        CHECK,
        "no entry is of a log that the trusted root names",
        root.location(),
        "log " + witnesses.logEntries().get(0).logId().hex(),
        "name the trusted root of that log's instance, with --trusted-root");
  }

  /** An entry that no promise dates is held against the times of other witnesses. */
  static void checkTimes(List<VerifiedLogEntry> entries, List<Instant> times, TrustedRoot root)
      throws RefusedException {
    for (VerifiedLogEntry entry : entries) {
      Log log = TrustedRoot.find(root.transparencyLogs(), entry.entry().logId());
      for (Instant at : entry.integratedAt() == null ? times : List.<Instant>of()) {
        if (log != null && !log.validity().contains(at)) {
          throw new RefusedException(
              CHECK,
              "the log was not trusted at the time of the signature",
              log.validity().toString(),
              at.toString(),
              null);
        }
      }
    }
  }
}
