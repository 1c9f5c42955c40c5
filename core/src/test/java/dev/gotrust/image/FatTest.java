package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.FormatException.Kind;
import dev.gotrust.bytes.Limits;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads fat Mach-O files, well-formed and hostile. */
final class FatTest {
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final int FIRST = 0x1000;
  private static final int SECOND = 0x4000;

  private static byte[] slice(int cpu) {
    return MachOFile.go(cpu, MachOFile.LINK_EDIT_SIZE).bytes();
  }

  /** A fat file of two slices; {@code wide} for 64-bit offsets. */
  private static byte[] fat(boolean wide, int second) {
    byte[] slice = slice(MachOFile.AMD64);
    ByteBuffer out = ByteBuffer.allocate(Math.max(SECOND, second) + slice.length);
    out.putInt(wide ? 0xcafebabf : 0xcafebabe).putInt(2);
    entry(out, wide, MachOFile.AMD64, FIRST, slice.length);
    entry(out, wide, MachOFile.ARM64, second, slice.length);
    out.put(FIRST, slice).put(second, slice(MachOFile.ARM64));
    return out.array();
  }

  private static void entry(ByteBuffer out, boolean wide, int cpu, int offset, int size) {
    out.putInt(cpu).putInt(0);
    if (wide) {
      out.putLong(offset).putLong(size).putInt(12).putInt(0);
    } else {
      out.putInt(offset).putInt(size).putInt(12);
    }
  }

  private static ByteView view(byte[] file) {
    return ByteWriter.view(file);
  }

  private static FormatException refused(byte[] file) {
    return assertThrows(FormatException.class, () -> Fat.read(view(file)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsSlices(boolean wide) throws Exception {
    byte[] file = fat(wide, SECOND);
    assertTrue(Fat.recognise(view(file)));
    Fat fat = Fat.read(view(file));
    assertEquals(2, fat.slices().size());
    assertEquals(SECOND, fat.slices().get(1).offset());
    Image image = fat.slices().get(1).image();
    assertNotNull(image);
    assertEquals("arm64", image.arch());
    assertEquals(SECOND, image.view().base());
    assertEquals(image.view().size(), image.end());
    assertEquals(file.length, fat.end());
    assertEquals(List.of(), fat.strayBytes());
    HostId id = image.hostId();
    assertNotNull(id);
    assertEquals(id.value().hex(), "000102030405060708090a0b0c0d0e0f");
    assertEquals(0, file[SECOND + (int) id.offset()]);
    assertEquals(15, file[SECOND + (int) id.offset() + 15]);
  }

  /** Constant pools have at least one entry, and no entry has tag 0. */
  @Test
  void tellsJavaClassesApart() throws Exception {
    int[] javaClass = {0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61, 0x01, 0x00, 0x0a, 0, 2, 0, 3, 7};
    assertFalse(Fat.recognise(new ByteWriter().octets(javaClass).view()));
    try (var stream = Object.class.getResourceAsStream("Object.class")) {
      assertNotNull(stream);
      assertFalse(Fat.recognise(view(stream.readAllBytes())));
    }
    assertFalse(Fat.recognise(view(new byte[] {(byte) 0xca, (byte) 0xfe})));
    byte[] none = fat(false, SECOND);
    none[7] = 0;
    assertFalse(Fat.recognise(view(none)));
    assertThrows(FormatException.class, () -> Fat.read(view(none)));
  }

  @Test
  void leavesSlicesThatAreNoMachO() throws Exception {
    byte[] file = fat(false, SECOND);
    file[SECOND] = 0;
    assertNull(Fat.read(view(file)).slices().get(1).image());
    byte[] nested = fat(false, SECOND);
    System.arraycopy(fat(false, SECOND), 0, nested, SECOND, 48);
    assertNull(Fat.read(view(nested)).slices().get(1).image());
  }

  @Test
  void refusesASliceThatOnlyStartsAsMachO() {
    byte[] file = fat(false, SECOND);
    file[SECOND + 23] = 0x7f;
    FormatException refused = refused(file);
    assertEquals(Kind.MALFORMED, refused.kind());
    assertEquals(SECOND + 32, refused.offset());
  }

  @Test
  void reportsStrayBytes() throws Exception {
    byte[] file = fat(false, SECOND);
    byte[] slice = slice(MachOFile.AMD64);
    file[100] = 1;
    file[SECOND - 1] = 1;
    assertEquals(
        List.of(
            new Span(48, FIRST - 48),
            new Span(FIRST + slice.length, SECOND - FIRST - slice.length)),
        Fat.read(view(file)).strayBytes());
    byte[] longer = java.util.Arrays.copyOf(fat(false, SECOND), file.length + 3);
    longer[file.length + 2] = 1;
    assertEquals(List.of(new Span(file.length, 3)), Fat.read(view(longer)).strayBytes());
  }

  @Test
  void reportsLongGapsUnread() throws Exception {
    int far = FIRST + slice(MachOFile.AMD64).length + Limits.GAP;
    assertEquals(List.of(), Fat.read(view(fat(false, far))).strayBytes());
    assertEquals(1, Fat.read(view(fat(false, far + 1))).strayBytes().size());
  }

  @Test
  void refusesSlicesThatOverlap() {
    assertEquals(Kind.MALFORMED, refused(fat(false, FIRST + 0x100)).kind());
    assertEquals(Kind.MALFORMED, refused(fat(false, FIRST)).kind());
    assertEquals(Kind.MALFORMED, refused(fat(false, FIRST - 0x100)).kind());
    byte[] overTable = PeFile.with(fat(false, SECOND), 8 + 20 + 8, 0x28000000);
    assertEquals(Kind.MALFORMED, refused(overTable).kind());
  }

  @Test
  void refusesSlicesBeyondTheFile() {
    byte[] file = fat(true, SECOND);
    for (long value : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, file.length}) {
      byte[] offset = fat(true, SECOND);
      ByteBuffer.wrap(offset).putLong(16, value);
      assertEquals(Kind.MALFORMED, refused(offset).kind());
      byte[] size = fat(true, SECOND);
      ByteBuffer.wrap(size).putLong(24, value);
      assertEquals(Kind.MALFORMED, refused(size).kind());
    }
  }

  @Test
  void refusesMoreSlicesThanThereAreArchitectures() {
    byte[] file = fat(false, SECOND);
    ByteBuffer.wrap(file).putInt(4, Limits.SLICES + 1);
    assertEquals(Kind.TOO_LARGE, refused(file).kind());
    ByteBuffer.wrap(file).putInt(4, -1);
    assertEquals(Kind.TOO_LARGE, refused(file).kind());
  }

  @Test
  void survivesEveryVariation() {
    byte[] seed = fat(false, SECOND);
    byte[] wide = fat(true, SECOND);
    Stream<Variant> variants =
        Stream.of(
                Hostile.extremesIn(seed, 0, 48, 4),
                Hostile.extremesIn(wide, 0, 72, 8),
                Hostile.bumps(seed, 0, 48),
                Hostile.mutations(seed, 0, 48, 500, 1),
                Hostile.mutations(wide, 0, 72, 500, 1))
            .flatMap(stream -> stream);
    assertTimeoutPreemptively(
        HANG,
        () -> {
          int read = 0;
          for (Variant variant : Hostile.each(variants)) {
            read += Exercise.survives(variant, () -> Fat.read(view(variant.bytes()))) ? 1 : 0;
          }
          assertTrue(read > 50, "only " + read + " variations were read");
        });
  }
}
