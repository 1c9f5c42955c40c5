package dev.gotrust.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One line of a certified list: the releases between two positions, or one exact text.
 *
 * @param line counted from 1
 * @param text as it stands there, without its date
 * @param exact the whole version text that alone is meant, null for releases
 * @param low the first position that is allowed
 * @param high the last one
 * @param prerelease whether pre-releases are meant too: only where the line names one
 * @param until the last day, UTC; null where the line has none
 */
record CertifiedRule(
    int line,
    String text,
    @Nullable String exact,
    long low,
    long high,
    boolean prerelease,
    @Nullable LocalDate until) {

  /** Whether this line means that version, expired or not. */
  boolean admits(String claim, @Nullable GoRelease release) {
    if (exact != null) {
      return claim.equals(exact);
    }
    return release != null
        && distance(release.position()) == 0
        && (prerelease || !release.isPrerelease());
  }

  /** How far a position lies from those that are allowed. */
  long distance(long position) {
    return position < low ? low - position : Math.max(position - high, 0);
  }

  boolean isExpired(Instant now) {
    return until != null
        && !now.isBefore(until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
