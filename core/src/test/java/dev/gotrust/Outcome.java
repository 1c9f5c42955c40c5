package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteSource;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.facts.Refusal;
import dev.gotrust.facts.Scope;
import java.time.Duration;

/** What may come of hostile bytes: facts, or a refusal of one of the kinds, and soon. */
final class Outcome {
  /** Ten times what the slowest case takes on a slow machine. */
  private static final Duration HANG = Duration.ofSeconds(120);

  private Outcome() {}

  static Reading of(byte[] bytes) {
    return of(new ArraySource(bytes));
  }

  static Reading of(ByteSource source) {
    Reading reading = GoTrust.inspect(source, "hostile", 1, Scope.CODE);
    if (reading instanceof Refusal refusal) {
      assertNotEquals(Refusal.Kind.UNREADABLE, refusal.kind(), refusal::toString);
      assertFalse(refusal.message().isEmpty());
      assertEquals(source.size(), refusal.size());
    }
    return reading;
  }

  /** Returns the one Go image of a source that is read. */
  static GoBinary read(ByteSource source) {
    Reading reading = assertTimeoutPreemptively(HANG, () -> of(source));
    Inspection inspection = assertInstanceOf(Inspection.class, reading, reading::toString);
    assertEquals(1, inspection.binaries().size());
    return inspection.first();
  }

  static GoBinary read(byte[] bytes) {
    return read(new ArraySource(bytes));
  }

  /** Returns the refusal, of that kind, of a source that is refused. */
  static Refusal refused(String kind, ByteSource source) {
    Reading reading = assertTimeoutPreemptively(HANG, () -> of(source));
    Refusal refusal = assertInstanceOf(Refusal.class, reading, "an inspection, not " + kind);
    assertEquals(kind, refusal.kind().id(), refusal::message);
    return refusal;
  }

  static Refusal refused(String kind, byte[] bytes) {
    return refused(kind, new ArraySource(bytes));
  }
}
