package dev.gotrust;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.facts.ContentId;
import dev.gotrust.facts.GoBinary;
import dev.gotrust.facts.Inspection;
import dev.gotrust.facts.Reading;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import dev.gotrust.samples.SparseSource;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files, cut and damaged: what a linker wrote has more in it than a crafted sample. */
@Tag("hostile")
final class HostileFixturesTest {
  private static final Duration HANG = Duration.ofSeconds(300);

  /** Header tables of real files end before that. */
  private static final int HEADERS = 0x800;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elf-amd64-go1.27-embed",
        "elf-s390x-go1.17",
        "elf-386-go1.13-deps",
        "elf-amd64-go1.24-cgo",
        "pe-amd64-go1.26-signed",
        "macho-arm64-go1.26-resigned",
        "macho-fat64",
        "wasm-wasip1-go1.21",
        "plan9-386-go1.17",
        "xcoff-ppc64-go1.20"
      })
  void cutAndDamaged(String name) {
    byte[] seed = Fixtures.bytes(name);
    Stream<Variant> variants =
        Stream.of(
                Hostile.truncations(seed, 0, HEADERS, 64),
                Hostile.truncations(seed, HEADERS, seed.length, seed.length / 12),
                Hostile.truncations(seed, seed.length - 40, seed.length, 13),
                Hostile.mutations(seed, 0, HEADERS, 30, 1),
                Hostile.mutations(seed, seed.length - HEADERS, seed.length, 10, 2))
            .flatMap(each -> each);
    assertTimeoutPreemptively(
        HANG,
        () -> {
          for (Variant variant : Hostile.each(variants)) {
            survives(name, variant);
          }
        });
  }

  private static void survives(String name, Variant variant) {
    Reading reading;
    try {
      reading = Outcome.of(new ArraySource(variant.bytes()));
    } catch (RuntimeException | Error broken) {
      throw new AssertionError(name + ": " + variant.label(), broken);
    }
    if (variant.label().startsWith("cut") && reading instanceof Inspection inspection) {
      for (GoBinary binary : inspection.binaries()) {
        // Whole slices of a fat file may be left in front of the cut.
        boolean whole = name.startsWith("macho-fat");
        assertTrue(
            whole || binary.contentId().state() != ContentId.State.MATCH,
            () -> name + ": " + variant.label() + " matches");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"elf-amd64-go1.27-embed", "pe-amd64-go1.26", "wasm-wasip1-go1.21"})
  void whatIsReadOfARealFileIsAFewTimesItsSize(String name) {
    byte[] bytes = Fixtures.bytes(name);
    SparseSource source = new SparseSource(bytes.length).put(0, bytes);
    Outcome.read(source);
    assertTrue(source.bytesRead() < 8L * bytes.length, () -> "read " + source.bytesRead());
  }
}
