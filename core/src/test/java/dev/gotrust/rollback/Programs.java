package dev.gotrust.rollback;

import dev.gotrust.bytes.Bytes;
import java.time.Instant;

/** Programs that tests accept. */
public final class Programs {
  public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private Programs() {}

  public static Acceptance of(String version, int bytes) {
    return of(version, bytes, null, null);
  }

  public static Acceptance of(String version, int bytes, String commitTime, String logTime) {
    return on("linux/amd64", version, bytes, commitTime, logTime);
  }

  public static Acceptance on(
      String platform, String version, int bytes, String commitTime, String logTime) {
    return new Acceptance(
        "default",
        "example.com/app",
        "example.com/app/cmd/app",
        platform,
        "CGO_ENABLED=0",
        version,
        commitTime == null ? null : Instant.parse(commitTime),
        logTime == null ? null : Instant.parse(logTime),
        Bytes.sha256(new byte[] {(byte) bytes, (byte) (bytes >> 8), (byte) (bytes >> 16)}));
  }
}
