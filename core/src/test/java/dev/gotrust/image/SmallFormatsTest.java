package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** XCOFF, Plan 9 and wasm as Go's linker writes them, and the same damaged. */
final class SmallFormatsTest {
  private static final String XCOFF = "xcoff-ppc64-go1.20";
  private static final String PLAN9 = "plan9-386-go1.17";
  private static final String JS = "wasm-js-go1.13";
  private static final String WASI = "wasm-wasip1-go1.21";
  private static final Duration HANG = Duration.ofMinutes(2);

  static List<String> names() {
    return Fixtures.names();
  }

  private static Image read(byte[] file) throws Exception {
    ByteView view = ByteWriter.view(file);
    if (Xcoff.recognise(view)) {
      return Xcoff.read(view);
    }
    return Plan9.recognise(view) ? Plan9.read(view) : Wasm.read(view);
  }

  private static Image read(String name) throws Exception {
    return read(Fixtures.bytes(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void recognisesItsOwnFormatOnly(String name) throws Exception {
    ByteView view = ByteWriter.view(Fixtures.bytes(name));
    assertEquals(name.startsWith("xcoff"), Xcoff.recognise(view));
    assertEquals(name.startsWith("plan9"), Plan9.recognise(view));
    assertEquals(name.startsWith("wasm"), Wasm.recognise(view));
  }

  @ParameterizedTest
  @CsvSource({
    XCOFF + ", aix, ppc64, UNKNOWN",
    PLAN9 + ", plan9, 386, UNKNOWN",
    JS + ", js, wasm, UNKNOWN",
    WASI + ", wasip1, wasm, NONE"
  })
  void readsWhatTheLinkerWrote(String name, String os, String arch, Rewriter rewriter)
      throws Exception {
    Image image = read(name);
    assertEquals(os, image.os());
    assertEquals(arch, image.arch());
    assertEquals(rewriter, image.rewriter());
    assertEquals(image.view().size(), image.end());
    Span area = image.buildIdAreas().get(0);
    byte[] start = image.view().copy(area.offset(), area.length());
    String text = new String(start, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("\u00ff Go build ID: \""), "the area holds the build ID");
  }

  /** The blob stands where Go's reader looks, at an address that is a multiple of 16. */
  @ParameterizedTest
  @CsvSource({XCOFF, PLAN9})
  void findsTheBuildInfoAtAnAlignedAddress(String name) throws Exception {
    Image image = read(name);
    Region area = image.buildInfoArea();
    assertNotNull(area);
    byte[] magic = "\u00ff Go buildinf:".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    boolean found = false;
    for (long at = (area.address() + 15) / 16 * 16; area.maps(at, 32) && !found; at += 16) {
      found = image.atAddress("build info", at, 32).matches(0, magic);
    }
    assertTrue(found);
  }

  @Test
  void readsTheLinkage() throws Exception {
    Linkage xcoff = read(XCOFF).linkage();
    assertTrue(xcoff.libraries().contains("libc.a(shr_64.o)"), xcoff.toString());
    assertEquals(List.of("go"), read(JS).linkage().libraries());
    assertEquals(List.of("wasi_snapshot_preview1"), read(WASI).linkage().libraries());
    Linkage plan9 = read(PLAN9).linkage();
    assertTrue(plan9.isStatic());
    assertFalse(plan9.symbols(), "linked with -s");
    assertTrue(read(JS).linkage().symbols());
    assertFalse(read(WASI).linkage().symbols(), "linked with -s");
  }

  /** Go's linker leaves runs of eight zeros and more out, and sorts what is left. */
  @ParameterizedTest
  @CsvSource({JS, WASI})
  void listsTheDataSegments(String name) throws Exception {
    Image image = read(name);
    List<Region> segments = image.segments();
    assertTrue(segments.size() > 1_000);
    long free = 0;
    for (Region segment : segments) {
      assertTrue(segment.address() >= free);
      free = segment.address() + segment.size();
      byte[] held = image.view().copy(segment.offset(), segment.size());
      assertTrue(held[0] != 0 && held[held.length - 1] != 0);
    }
  }

  @Test
  void readsOrRefusesDamagedXcoff() {
    byte[] seed = Fixtures.bytes(XCOFF);
    int table = 24 + 120 + 10 * 72;
    Region loader = assertSection(seed, ".loader");
    int at = (int) loader.offset();
    survive(
        Stream.of(
            Hostile.truncations(seed, 0, table, 3),
            Hostile.truncations(seed, table, seed.length, 9_973),
            Hostile.extremesIn(seed, 0, table, 8),
            Hostile.mutationsIn(seed, 500, 1, 0, table, at, at + 56)));
  }

  private static Region assertSection(byte[] file, String name) {
    try {
      Region section = read(file).section(name);
      assertNotNull(section);
      return section;
    } catch (Exception unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Test
  void readsOrRefusesDamagedPlan9() {
    byte[] seed = Fixtures.bytes(PLAN9);
    survive(
        Stream.of(
            Hostile.truncations(seed, 0, 64, 1),
            Hostile.truncations(seed, 64, seed.length, 9_973),
            Hostile.extremesIn(seed, 0, 32, 4),
            Hostile.bumps(seed, 0, 32),
            Hostile.mutations(seed, 0, 32, 500, 1)));
  }

  /** The data section is left out: reading its thousands of segments again shows nothing new. */
  @Test
  void readsOrRefusesDamagedWasm() {
    byte[] file = Fixtures.bytes(WASI);
    byte[] seed = Arrays.copyOf(file, (int) assertSection(file, "code").offset() + 100);
    survive(
        Stream.of(
            Hostile.truncations(seed, 0, 900, 1),
            Hostile.bumps(seed, 0, 900),
            Hostile.extremesIn(seed, 0, 300, 4),
            Hostile.mutations(seed, 8, 900, 2_000, 1)));
  }

  private static void survive(Stream<Stream<Variant>> variants) {
    assertTimeoutPreemptively(
        HANG,
        () -> {
          int read = 0;
          int all = 0;
          for (Variant variant : Hostile.each(variants.flatMap(each -> each))) {
            all++;
            read += isRead(variant) ? 1 : 0;
          }
          assertTrue(read > 0 && read < all, read + " of " + all);
        });
  }

  private static boolean isRead(Variant variant) throws Exception {
    try {
      Image image = read(variant.bytes());
      assertTrue(image.end() > 0, variant::label);
      for (Span area : image.buildIdAreas()) {
        image.view().slice("area", area.offset(), area.length());
      }
      assertNotNull(image.rewriter(), variant::label);
      assertNotNull(image.sections(), variant::label);
      image.linkage();
      for (Region segment : image.segments()) {
        if (image.view().holds(segment.offset(), segment.size())) {
          image.atAddress("segment", segment.address(), segment.size());
        }
      }
      return true;
    } catch (FormatException refused) {
      return false;
    }
  }
}
