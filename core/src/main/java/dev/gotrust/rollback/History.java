package dev.gotrust.rollback;

import dev.gotrust.module.Semver;
import dev.gotrust.rollback.Entry.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a log says of one program in one channel. The version tells what is older; where it does not
 * exist, or is the same, the time of the commit does; where it does not exist, the time of the
 * signature. What was allowed to fall back is the newest from then on. Immutable, thread-safe.
 */
public final class History {
  /** What told an order: the times of the commits. */
  public static final String COMMIT_TIME = "commit time";

  /** What told an order: the times of the signatures. */
  public static final String LOG_TIME = "log time";

  private final Acceptance program;
  private @Nullable Entry last;
  private @Nullable Entry sameBuild;
  private @Nullable Entry sameBytes;
  private @Nullable Entry newestVersion;
  private @Nullable Entry newestCommit;
  private @Nullable Entry newestLog;

  private History(Acceptance program) {
    this.program = program;
  }

  /** How a program stands to what was accepted before. */
  public enum Relation {
    /** Nothing of it was accepted before. */
    FIRST,
    /** These very bytes were accepted, and nothing newer. */
    SAME,
    /** It is not older. */
    NOT_OLDER,
    /** It is older. */
    OLDER,
    /** It has the version of another file that was accepted. */
    OTHER_BYTES,
    /** Nothing tells. */
    UNTOLD
  }

  /**
   * What came of a comparison.
   *
   * @param relation how the program stands to what was accepted before
   * @param with the line that decided it, null for {@link Relation#FIRST}
   * @param by what told it: {@code version}, {@code commit time} or {@code log time}; null where
   *     nothing of that kind did
   */
  public record Comparison(Relation relation, @Nullable Entry with, @Nullable String by) {}

  /**
   * Compares a program with what a log holds.
   *
   * @param program what is to be accepted
   * @param entries the lines of an intact log
   * @return how it stands to them
   */
  public static Comparison compare(Acceptance program, List<Entry> entries) {
    History history = new History(program);
    for (Entry entry : entries) {
      if (entry.kind() != Kind.INIT && entry.program().isOfProgram(program)) {
        history.add(entry);
      }
    }
    return history.compare();
  }

  private void add(Entry entry) {
    Acceptance accepted = entry.program();
    if (entry.kind() == Kind.ROLLBACK) {
      newestVersion = null;
      newestCommit = null;
      newestLog = null;
      sameBytes = null;
    }
    last = entry;
    if (accepted.isSameBuild(program)) {
      sameBuild = entry;
    }
    if (accepted.sha256().equals(program.sha256())) {
      sameBytes = entry;
    }
    if (accepted.hasVersion() && isNewer(entry, newestVersion, History::byVersion)) {
      newestVersion = entry;
    }
    if (isToldByVersion(accepted)) {
      return;
    }
    if (accepted.commitTime() != null && isNewer(entry, newestCommit, History::byCommit)) {
      newestCommit = entry;
    }
    if (accepted.logTime() != null && isNewer(entry, newestLog, History::byLog)) {
      newestLog = entry;
    }
  }

  /** Then no time counts: a patch of an old line may be of a later day than the next release. */
  private boolean isToldByVersion(Acceptance accepted) {
    return accepted.hasVersion() && program.hasVersion() && byVersion(accepted, program) != 0;
  }

  private static boolean isNewer(
      Entry entry, @Nullable Entry newest, Comparator<Acceptance> order) {
    return newest == null || order.compare(entry.program(), newest.program()) >= 0;
  }

  private static int byVersion(Acceptance one, Acceptance other) {
    return Semver.compare(one.version(), other.version());
  }

  private static int byCommit(Acceptance one, Acceptance other) {
    return time(one.commitTime()).compareTo(time(other.commitTime()));
  }

  private static int byLog(Acceptance one, Acceptance other) {
    return time(one.logTime()).compareTo(time(other.logTime()));
  }

  private static Instant time(@Nullable Instant time) {
    return Objects.requireNonNull(time, "a time that is compared");
  }

  private Comparison compare() {
    if (last == null) {
      return new Comparison(Relation.FIRST, null, null);
    }
    if (sameBuild != null && !sameBuild.program().sha256().equals(program.sha256())) {
      return new Comparison(Relation.OTHER_BYTES, sameBuild, "version");
    }
    int byVersion = 0;
    if (program.hasVersion() && newestVersion != null) {
      byVersion = byVersion(program, newestVersion.program());
      if (byVersion != 0) {
        return told(byVersion, newestVersion, "version");
      }
    }
    if (program.commitTime() != null && newestCommit != null) {
      return told(byCommit(program, newestCommit.program()), newestCommit, COMMIT_TIME);
    }
    boolean equal = program.hasVersion() && newestVersion != null;
    // The files of one release are signed one behind the other.
    if (!equal && program.logTime() != null && newestLog != null) {
      return told(byLog(program, newestLog.program()), newestLog, LOG_TIME);
    }
    if (equal || sameBytes != null && sameBytes.equals(last)) {
      return told(0, newestVersion != null && equal ? newestVersion : last, "version");
    }
    return new Comparison(Relation.UNTOLD, last, null);
  }

  /** The same bytes are never older than themselves, though another signature may be. */
  private Comparison told(int order, Entry with, String by) {
    if (order < 0 && !with.program().sha256().equals(program.sha256())) {
      return new Comparison(Relation.OLDER, with, by);
    }
    return sameBytes == null
        ? new Comparison(Relation.NOT_OLDER, with, by)
        : new Comparison(Relation.SAME, sameBytes, by);
  }
}
