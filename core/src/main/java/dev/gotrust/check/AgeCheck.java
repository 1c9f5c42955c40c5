package dev.gotrust.check;

import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.LinkId;
import dev.gotrust.check.Finding.Grade;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.material.SignatureOutcome;
import dev.gotrust.material.Signatures;
import dev.gotrust.signature.Verified;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Are commit and signature recent enough? The time of the commit is what the build info claims,
 * that of a signature is proven by a log or a timestamp.
 */
final class AgeCheck {
  private static final String TIME = "vcs.time";

  private AgeCheck() {}

  static Finding ofCommit(GoBinary binary, int days, Instant now) {
    BuildInfo info = binary.buildInfo();
    String recorded = info == null ? null : info.setting(TIME);
    Instant time = recorded == null ? null : parse(recorded);
    if (time == null) {
      String reason =
          recorded == null
              ? "does not tell when the commit was made: vcs.time is not recorded"
              : "does not tell when the commit was made: vcs.time is no time";
      return finding(LinkId.BUILD_INFO, Grade.UNTOLD, reason, days, recorded, TIME);
    }
    Grade grade = grade(time, days, now);
    String reason = "names a commit of " + time + words(grade, days);
    return finding(
        LinkId.BUILD_INFO, grade, grade == Grade.HOLDS ? null : reason, days, recorded, TIME);
  }

  /** Of several signatures that hold the newest counts. */
  static Finding ofSignature(@Nullable Signatures signatures, int days, Instant now) {
    SignatureOutcome newest = null;
    Instant latest = null;
    boolean envelope = false;
    if (signatures != null) {
      for (SignatureOutcome outcome : signatures.outcomes()) {
        Verified verified = outcome.verified();
        if (!outcome.holds() || verified == null) {
          continue;
        }
        newest = newest == null ? outcome : newest;
        Instant time = verified.signedAt();
        if (time != null && (latest == null || time.isAfter(latest))) {
          newest = outcome;
          latest = time;
        }
      }
      envelope = newest != null && newest.isEnvelope();
    }
    LinkId link = envelope ? LinkId.PROVENANCE : LinkId.SIGNATURE;
    String place = newest == null ? "no signature holds" : newest.location();
    if (latest == null) {
      String reason =
          newest == null
              ? "has no age: no signature holds"
              : "has no proven age: neither log nor timestamp proves when it was made";
      return finding(link, Grade.UNTOLD, reason, days, null, place);
    }
    Grade grade = grade(latest, days, now);
    String reason = "was made at " + latest.truncatedTo(ChronoUnit.SECONDS) + words(grade, days);
    return finding(
        link, grade, grade == Grade.HOLDS ? null : reason, days, latest.toString(), place);
  }

  private static Grade grade(Instant time, int days, Instant now) {
    if (time.isAfter(now.plusSeconds(Limits.CLOCK_SKEW))) {
      return Grade.UNTOLD;
    }
    return Duration.between(time, now).compareTo(Duration.ofDays(days)) > 0
        ? Grade.BROKEN
        : Grade.HOLDS;
  }

  private static String words(Grade grade, int days) {
    return grade == Grade.UNTOLD
        ? ", which is yet to come: a clock is wrong"
        : ", more than " + days + (days == 1 ? " day ago" : " days ago");
  }

  private static @Nullable Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  private static Finding finding(
      LinkId link,
      Grade grade,
      @Nullable String reason,
      int days,
      @Nullable String actual,
      String place) {
    return new Finding(
        link, grade, reason, Evidence.of("maximum age", days + " days", actual, place));
  }
}
