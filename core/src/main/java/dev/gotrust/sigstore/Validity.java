package dev.gotrust.sigstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a trusted root stands for a key or an authority, both ends included.
 *
 * @param start the first instant
 * @param end the last instant, null while it is in use
 */
public record Validity(Instant start, @Nullable Instant end) {
  /**
   * {@return whether an instant lies in it}
   *
   * @param at the instant
   */
  public boolean contains(Instant at) {
    return !at.isBefore(start) && (end == null || !at.isAfter(end));
  }

  /** Returns it as reports show it. */
  @Override
  public String toString() {
    return start + " to " + (end == null ? "now" : end);
  }
}
