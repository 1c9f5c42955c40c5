package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import dev.gotrust.samples.GoContent;
import dev.gotrust.samples.Samples;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One good file of each format, broken in every way. Each is read or refused; and whatever is read
 * of a file that was changed outside its build ID, its content ID is never said to match.
 *
 * <p>Tests with this tag run with a heap of 128 MiB (core/pom.xml), so that what is allocated
 * before it is bounded fails.
 */
@Tag("hostile")
final class HostileTest {
  private static final Duration HANG = Duration.ofSeconds(300);

  /** Headers and tables stand before that offset, but for the second level of a fat file. */
  private static final int HEADERS = 0x400;

  static Stream<String> samples() {
    return Samples.all().keySet().stream();
  }

  @Test
  void runsWithASmallHeap() {
    long most = Runtime.getRuntime().maxMemory();
    assertTrue(most <= 160L << 20, "run with -Xmx128m, as core/pom.xml does; here " + most);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyTruncation(String name) {
    byte[] seed = Samples.all().get(name);
    int step = name.equals("fat") ? 11 : 1; // two whole slices, each of them a sample of its own
    int read = survive(name, seed, Hostile.truncations(seed, 0, seed.length, step));
    assertTrue(read < seed.length, "the empty file was read");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyHeaderByteOff(String name) {
    byte[] seed = Samples.all().get(name);
    survive(name, seed, Hostile.bumps(seed, 0, HEADERS));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyHeaderFieldAtItsExtremes(String name) {
    byte[] seed = Samples.all().get(name);
    Stream<Variant> fields =
        Stream.of(2, 4, 8)
            .flatMap(width -> Hostile.extremesIn(seed, 0, width == 4 ? 0x300 : 0x100, width));
    survive(name, seed, fields);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyFieldOfTheBuildInfoAtItsExtremes(String name) {
    byte[] seed = Samples.all().get(name);
    int header = GoContent.indexOf(seed, GoContent.MAGIC, 0);
    int headers = header + GoContent.HEADERS;
    Stream<Variant> fields =
        Stream.of(1, 2, 4, 8)
            .flatMap(
                width ->
                    Stream.concat(
                        Hostile.extremesIn(seed, header + 8, header + 72, width),
                        Hostile.extremesIn(seed, headers, headers + 40, width)));
    survive(name, seed, fields);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void seededDamage(String name) {
    byte[] seed = Samples.all().get(name);
    int header = GoContent.indexOf(seed, GoContent.MAGIC, 0);
    Stream<Variant> damage =
        Stream.of(
                Hostile.mutations(seed, 0, 0x80, 500, 1),
                Hostile.mutations(seed, 0, HEADERS, 1500, 2),
                Hostile.mutations(seed, header, header + 0x100, 500, 3),
                Hostile.mutations(seed, 0, seed.length, 500, 4))
            .flatMap(variants -> variants);
    survive(name, seed, damage);
  }

  private static int survive(String name, byte[] seed, Stream<Variant> variants) {
    return assertTimeoutPreemptively(
        HANG,
        () -> {
          int read = 0;
          for (Variant variant : Hostile.each(variants)) {
            read += survives(name, seed, variant) ? 1 : 0;
          }
          return read;
        });
  }

  private static boolean survives(String name, byte[] seed, Variant variant) {
    byte[] bytes = variant.bytes();
    Reading reading;
    try {
      reading = Outcome.of(bytes);
    } catch (RuntimeException | Error broken) {
      throw new AssertionError(name + ": " + variant.label(), broken);
    }
    if (reading instanceof Inspection inspection && changed(seed, bytes)) {
      for (GoBinary binary : inspection.binaries()) {
        boolean hidden = binary.span().length() < bytes.length || binary.hostId() != null;
        assertTrue(
            hidden || binary.contentId().state() != ContentId.State.MATCH,
            () -> name + ": " + variant.label() + " matches: " + binary.contentId());
      }
    }
    return reading instanceof Inspection;
  }

  /** Whether bytes differ outside the build ID, which no content ID covers. */
  private static boolean changed(byte[] seed, byte[] bytes) {
    int id = GoContent.indexOf(seed, GoContent.latin1(GoContent.BUILD_ID.substring(0, 63)), 0);
    if (seed.length != bytes.length) {
      return true;
    }
    for (int i = 0; i < seed.length; i++) {
      boolean inId = i >= id && i < id + GoContent.BUILD_ID.length();
      if (seed[i] != bytes[i] && !inId) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theSamplesThemselvesMatch() {
    for (byte[] sample : Samples.all().values()) {
      Inspection inspection = (Inspection) Outcome.of(sample);
      assertEquals(ContentId.State.MATCH, inspection.first().contentId().state());
    }
  }
}
