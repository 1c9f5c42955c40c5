package dev.gotrust.material;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long to wait before a request is repeated. */
final class Pauses {
  private Pauses() {}

  /** Waits; tests do not. */
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  /**
   * A pause that doubles from repetition to repetition, with chance in it: many that were turned
   * away together must not come back together.
   *
   * @param repetition from 0 on
   */
  static Duration backOff(Duration first, int repetition) {
    long most = first.toNanos() << Math.min(repetition, 10);
    return Duration.ofNanos(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  /** What a server asks for with Retry-After, seconds or a date; null if it is neither. */
  static @Nullable Duration asked(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    if (isNumber(text)) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration pause = Duration.between(now, date.toInstant());
      return pause.isNegative() ? Duration.ZERO : pause;
    } catch (DateTimeException neither) {
      return null;
    }
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < 10;
  }
}
