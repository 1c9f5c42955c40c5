package dev.gotrust.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The days on which an entry of a policy is in force, in UTC.
 *
 * @param from the first day, null where it always was
 * @param until the last day, null where it has no end
 */
public record Period(@Nullable LocalDate from, @Nullable LocalDate until) {
  /** Any day. */
  public static final Period ALWAYS = new Period(null, null);

  /** {@return whether it has a first or a last day, so that the answer depends on the time} */
  public boolean isDated() {
    return from != null || until != null;
  }

  /**
   * {@return whether a moment lies in it}
   *
   * @param now the moment
   */
  public boolean contains(Instant now) {
    return !isOver(now)
        && (from == null || !now.isBefore(from.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  /**
   * {@return whether its last day has passed}
   *
   * @param now the moment
   */
  public boolean isOver(Instant now) {
    return until != null
        && !now.isBefore(until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** {@return the days in words, with a blank before them; empty for any day} */
  String words() {
    return (from == null ? "" : " from " + from) + (until == null ? "" : " until " + until);
  }
}
