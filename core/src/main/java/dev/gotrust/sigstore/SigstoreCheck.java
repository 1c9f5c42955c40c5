package dev.gotrust.sigstore;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.keys.RefusedException;
import dev.gotrust.sigstore.TrustedRoot.Authority;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what witnesses a signature against a trusted root: log entries, timestamps, and at each
 * time that they state the certificate. That the signature is by the certificate's key, and who the
 * certificate names, is the caller's to check. Immutable, thread-safe. See {@code
 * specs/sigstore.md}.
 */
public final class SigstoreCheck {
  private final TrustedRoot root;
  private final OptOuts optOuts;
  private final InstantSource clock;
  private final boolean stamped;

  /**
   * Creates a check.
   *
   * @param root whom to trust
   * @param optOuts what is left unchecked
   * @param clock tells what lies in the future
   */
  public SigstoreCheck(TrustedRoot root, OptOuts optOuts, InstantSource clock) {
    this(root, optOuts, clock, false);
  }

  private SigstoreCheck(TrustedRoot root, OptOuts optOuts, InstantSource clock, boolean stamped) {
    this.root = root;
    this.optOuts = optOuts;
    this.clock = clock;
    this.stamped = stamped;
  }

  /** {@return the same, that asks every signature for a timestamp, beside what else there is} */
  public SigstoreCheck requiringTimestamp() {
    return new SigstoreCheck(root, optOuts, clock, true);
  }

  /**
   * {@return the same check by another clock}
   *
   * @param other tells what lies in the future
   */
  public SigstoreCheck at(InstantSource other) {
    return new SigstoreCheck(root, optOuts, other, stamped);
  }

  /**
   * What was found.
   *
   * @param signedAt a proven time at which the signature existed, null where none is
   * @param logEntries the entries that hold
   * @param timestamps the times of the timestamps that hold
   * @param remarks phrases on what was not checked
   */
  public record Witnessed(
      @Nullable Instant signedAt,
      List<VerifiedLogEntry> logEntries,
      List<Instant> timestamps,
      List<String> remarks) {
    /**
     * Copies the lists.
     *
     * @param signedAt a proven time at which the signature existed, null where none is
     * @param logEntries the entries that hold; copied
     * @param timestamps the times of the timestamps that hold; copied
     * @param remarks phrases on what was not checked; copied
     */
    public Witnessed {
      logEntries = List.copyOf(logEntries);
      timestamps = List.copyOf(timestamps);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Holds log entries and timestamps, and the signer's certificate at every time that they state.
   *
   * @param certificates what the bundle carries, in DER, the signer's own first
   * @param logged what log entries and timestamps must be about
   * @param witnesses what the bundle carries beside them
   * @return what was found
   * @throws RefusedException if one of them does not hold
   * @throws IOException if the file can't be read
   */
  public Witnessed certified(List<Bytes> certificates, Logged logged, Witnesses witnesses)
      throws RefusedException, IOException {
    CertificateChain.checkForm(certificates);
    X509Certificate leaf = Certificates.parse(certificates.get(0));
    List<String> remarks = new ArrayList<>();
    Witnessed seen = witnesses(logged, witnesses, optOuts.tlog(), remarks);
    List<Instant> times = times(seen);
    if (times.isEmpty()) {
      times = List.of(assumed(leaf, remarks));
    }
    X509Certificate issuer = leaf;
    for (Instant at : times) {
      issuer = CertificateChain.verify(leaf, root.certificateAuthorities(), at).get(0);
    }
    LogEntries.checkTimes(seen.logEntries(), times, root);
    if (optOuts.sct()) {
      remarks.add("that its certificate was logged is not checked (--insecure-ignore-sct)");
    } else {
      CertificateTimestamps.verify(leaf, issuer, root.certificateLogs());
    }
    return new Witnessed(seen.signedAt(), seen.logEntries(), seen.timestamps(), remarks);
  }

  /**
   * Holds the log entries and timestamps of a signature by a key. Where there are none, nothing is
   * asked for: the key alone vouches.
   *
   * @param logged what log entries and timestamps must be about
   * @param witnesses what the bundle carries beside them
   * @return what was found
   * @throws RefusedException if one of them does not hold
   * @throws IOException if the file can't be read
   */
  public Witnessed keyed(Logged logged, Witnesses witnesses) throws RefusedException, IOException {
    List<String> remarks = new ArrayList<>();
    boolean passOver = optOuts.tlog() || witnesses.logEntries().isEmpty();
    Witnessed seen = witnesses(logged, witnesses, passOver, remarks);
    LogEntries.checkTimes(seen.logEntries(), times(seen), root);
    return new Witnessed(seen.signedAt(), seen.logEntries(), seen.timestamps(), remarks);
  }

  private Witnessed witnesses(
      Logged logged, Witnesses witnesses, boolean passOver, List<String> remarks)
      throws RefusedException, IOException {
    Instant now = clock.instant();
    List<VerifiedLogEntry> entries = List.of();
    if (!passOver) {
      entries = LogEntries.verify(witnesses, logged, root, now);
    } else if (optOuts.tlog()) {
      remarks.add("that it is in a transparency log is not checked (--insecure-ignore-tlog)");
    }
    List<Instant> stamps = stamps(logged, witnesses, now, remarks);
    if (stamped && stamps.isEmpty()) {
      throw new RefusedException(
          "timestamp", "none of an authority that the trusted root names was found");
    }
    Witnessed seen = new Witnessed(null, entries, stamps, List.of());
    List<Instant> times = times(seen);
    return new Witnessed(times.isEmpty() ? null : times.get(0), entries, stamps, List.of());
  }

  /** The times of trusted authorities; others may have stamped it too, and are not counted. */
  private List<Instant> stamps(
      Logged logged, Witnesses witnesses, Instant now, List<String> remarks)
      throws RefusedException {
    List<Instant> stamps = new ArrayList<>();
    List<Authority> authorities = root.timestampAuthorities();
    if (authorities.isEmpty()) {
      if (!witnesses.timestamps().isEmpty()) {
        remarks.add("its timestamps are not checked: the trusted root names no authority for them");
      }
      return stamps;
    }
    for (Bytes timestamp : witnesses.timestamps()) {
      Instant at = TimestampToken.verify(timestamp, logged.signature(), authorities, now);
      if (at != null) {
        stamps.add(at);
      } else {
        remarks.add("a timestamp is not counted: the trusted root does not name its authority");
      }
    }
    return stamps;
  }

  /** Every time that is signed; those of timestamps first. */
  private static List<Instant> times(Witnessed seen) {
    List<Instant> times = new ArrayList<>(seen.timestamps());
    for (VerifiedLogEntry entry : seen.logEntries()) {
      if (entry.integratedAt() != null) {
        times.add(entry.integratedAt());
      }
    }
    return times;
  }

  /** The time by which a certificate is judged that no witness dates. */
  private Instant assumed(X509Certificate leaf, List<String> remarks) throws RefusedException {
    Instant now = clock.instant();
    boolean valid =
        !now.isBefore(leaf.getNotBefore().toInstant())
            && !now.isAfter(leaf.getNotAfter().toInstant());
    if (optOuts.tlog() && valid) {
      remarks.add("no witness dates it: its certificate is valid now");
      return now;
    }
    if (optOuts.expiry()) {
      remarks.add("signing time unproven (--insecure-ignore-expiry)");
      return leaf.getNotBefore().toInstant();
    }
    throw new RefusedException(
        "signing time",
        "no timestamp of an authority that the trusted root names and no promise of a log says when"
            + " it was signed, and its certificate is"
            + (valid ? " valid for minutes only" : " not valid now"),
        leaf.getNotBefore().toInstant() + " to " + leaf.getNotAfter().toInstant(),
        null,
        "--insecure-ignore-expiry judges the certificate as if it had signed when it was issued");
  }
}
