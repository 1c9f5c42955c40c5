package dev.gotrust.cli;

import dev.gotrust.GoTrust;
import dev.gotrust.VerificationListener;
import dev.gotrust.material.RequestListener;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run with {@code --verbose} tells of itself, through slf4j. Made for such a run alone, so
 * that no other loads slf4j. Addresses come without user, password and query.
 */
final class VerboseLog {
  private static final long MILLI = 1_000_000;

  private final Logger files = LoggerFactory.getLogger("gotrust.files");
  private final Logger requests = LoggerFactory.getLogger("gotrust.requests");
  private final Logger phases = LoggerFactory.getLogger("gotrust.phases");
  private final LongSupplier clock;
  private final long start;

  VerboseLog(LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
    files.info(
        "gotrust {}, JVM {}", GoTrust.version(), System.getProperty("java.vm.version", "unknown"));
  }

  void working(String name) {
    files.info("{}: begun at {} ms", name, millis());
  }

  void material(String origin, String kind, String location) {
    files.info("{} {}: {}", origin, kind, location);
  }

  private long millis() {
    return (clock.getAsLong() - start) / MILLI;
  }

  /** Returns a listener of one verification. */
  VerificationListener phases(String name) {
    return new VerificationListener() {
      @Override
      public void begins(Phase phase) {
        String words = phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        phases.debug("{}: {}, at {} ms", name, words, millis());
      }
    };
  }

  /** Returns a listener that also tells another one. */
  RequestListener requests(RequestListener other) {
    return new RequestListener() {
      @Override
      public void asked(String url) {
        requests.info("asked {}", url);
        other.asked(url);
      }

      @Override
      public void answered(String url, int status, long bytes) {
        requests.info("{} of {}, {} bytes, at {} ms", status, url, bytes, millis());
        other.answered(url, status, bytes);
      }

      @Override
      public void failed(String url, String reason) {
        requests.warn("no answer of {}: {}", url, reason);
        other.failed(url, reason);
      }

      @Override
      public void received(String url, long bytes) {
        other.received(url, bytes);
      }
    };
  }
}
