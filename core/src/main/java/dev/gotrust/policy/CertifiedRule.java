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
  /** More than two positions lie apart, and little enough for as many lines as there are. */
  private static final long LINES = 10_000_000_000_000L;

  /** Whether this line means that version, expired or not. */
  boolean admits(String claim, @Nullable GoRelease release) {
    if (exact != null) {
      return claim.equals(exact);
    }
    return release != null
        && release.position() >= low
        && release.position() <= high
        && (prerelease || !release.isPrerelease());
  }

  /** How far a position lies from those that are allowed: lines first, releases then. */
  long distance(long position) {
    long nearest = Math.min(Math.max(position, low), high);
    long lines = Math.abs(GoRelease.line(nearest) - GoRelease.line(position));
    return lines * LINES + Math.abs(nearest - position);
  }

  boolean isExpired(Instant now) {
    return until != null
        && !now.isBefore(until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
