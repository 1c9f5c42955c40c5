package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.FormatException.Kind;
import dev.gotrust.bytes.Limits;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import dev.gotrust.image.MachOFile.Section;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mach-O images that were made to hurt: each is read or refused, and nothing else happens. */
final class MachOHostileTest {
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final int END = MachOFile.LINK_EDIT_END;

  private static MachOFile signed() {
    return MachOFile.of(MachOFile.ARM64)
        .goSegments(0x4000, MachOFile.LINK_EDIT_SIZE + 2000)
        .goCommands()
        .signature(END, 2000);
  }

  private static FormatException refused(MachOFile file) {
    return assertThrows(FormatException.class, () -> Exercise.all(file.read()));
  }

  private static FormatException refused(byte[] file) {
    return assertThrows(
        FormatException.class, () -> Exercise.all(MachO.read(ByteWriter.view(file))));
  }

  private static byte[] with(byte[] file, int offset, long value, int width) {
    ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (width == 8) {
      out.putLong(offset, value);
    } else {
      out.putInt(offset, (int) value);
    }
    return file;
  }

  @Test
  void survivesEveryVariation() {
    byte[] seed = signed().bytes();
    int headers = 0x380;
    assertTimeoutPreemptively(
        HANG,
        () -> {
          int read = 0;
          for (Variant variant : Hostile.each(variants(seed, headers))) {
            boolean whole =
                Exercise.survives(variant, () -> MachO.read(ByteWriter.view(variant.bytes())));
            read += whole ? 1 : 0;
          }
          assertTrue(read > 1000, "only " + read + " variations were read");
        });
  }

  private static Stream<Variant> variants(byte[] seed, int headers) {
    return Stream.of(
            Hostile.truncations(seed, 0, headers, 1),
            Hostile.extremesIn(seed, 0, headers, 4),
            Hostile.extremesIn(seed, 0, headers, 8),
            Hostile.bumps(seed, 0, headers),
            Hostile.mutations(seed, 0, headers, 3000, 1))
        .flatMap(variants -> variants);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 0x7fffffffL, 0xffffffffL})
  void refusesCommandSizesThatLeadNowhere(long size) {
    MachOFile file = signed();
    assertEquals(
        Kind.MALFORMED, refused(with(file.bytes(), file.commandAt(2) + 4, size, 4)).kind());
  }

  @Test
  void refusesMoreCommandsThanItReads() {
    byte[] file = signed().bytes();
    assertEquals(Kind.TOO_LARGE, refused(with(file, 16, Limits.LOAD_COMMANDS + 1L, 4)).kind());
    assertEquals(Kind.MALFORMED, refused(with(file, 16, 500, 4)).kind());
    assertEquals(Kind.MALFORMED, refused(with(signed().bytes(), 20, 0xfffffff0L, 4)).kind());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
  void refusesSizesThatWrap(long size) {
    MachOFile file = signed();
    int linkEdit = file.commandAt(3);
    if (size < 0) {
      assertEquals(Kind.MALFORMED, refused(with(file.bytes(), linkEdit + 32, size, 8)).kind());
      assertEquals(Kind.MALFORMED, refused(with(file.bytes(), linkEdit + 40, size, 8)).kind());
    }
    assertEquals(Kind.MALFORMED, refused(with(file.bytes(), linkEdit + 48, size, 8)).kind());
  }

  @Test
  void refusesSectionCountsBeyondTheCommand() {
    MachOFile file = signed();
    int text = file.commandAt(1);
    assertEquals(Kind.MALFORMED, refused(with(file.bytes(), text + 64, 0xffffffffL, 4)).kind());
    assertEquals(Kind.MALFORMED, refused(with(file.bytes(), text + 64, 2, 4)).kind());
  }

  /** A UUID command that claims more would hide bytes from Go's content ID. */
  @Test
  void refusesAUuidOfAnotherSize() {
    int[] longer = new int[8];
    assertEquals(
        Kind.MALFORMED, refused(MachOFile.of(7).command(MachOCommand.UUID, longer)).kind());
    assertEquals(Kind.MALFORMED, refused(MachOFile.of(7).command(MachOCommand.UUID)).kind());
  }

  /** So would a signature command that points at code. */
  @Test
  void refusesASignatureThatHidesCode() {
    MachOFile atCode =
        MachOFile.go(MachOFile.ARM64, MachOFile.LINK_EDIT_SIZE)
            .command(MachOCommand.CODE_SIGNATURE, MachOFile.TEXT_AT, 64);
    assertEquals(Kind.MALFORMED, refused(atCode).kind());
    MachOFile overlapped =
        MachOFile.of(MachOFile.ARM64)
            .segment("__TEXT", 0x1000, 0x1000, 0x400, 0x100, 5)
            .segment("__LINKEDIT", 0x2000, 0x1000, 0x400, 0x100, 1)
            .command(MachOCommand.CODE_SIGNATURE, 0x400, 0x100);
    assertEquals(Kind.MALFORMED, refused(overlapped).kind());
    Section code = new Section("__text", 0x2000, 16, 0x480, 0);
    MachOFile inside =
        MachOFile.of(MachOFile.ARM64)
            .segment("__LINKEDIT", 0x2000, 0x1000, 0x400, 0x100, 1, code)
            .command(MachOCommand.CODE_SIGNATURE, 0x400, 0x100);
    assertEquals(Kind.MALFORMED, refused(inside).kind());
    MachOFile header =
        MachOFile.of(MachOFile.ARM64)
            .segment("__LINKEDIT", 0x2000, 0x1000, 0, 0x100, 1)
            .command(MachOCommand.CODE_SIGNATURE, 8, 0x40);
    assertEquals(Kind.MALFORMED, refused(header).kind());
    MachOFile twice = signed().command(MachOCommand.CODE_SIGNATURE, 0, 0);
    assertEquals(Kind.MALFORMED, refused(twice).kind());
    MachOFile longer = MachOFile.of(7).command(MachOCommand.CODE_SIGNATURE, 0, 0, 0);
    assertEquals(Kind.MALFORMED, refused(longer).kind());
  }

  @Test
  void refusesNamesThatLeadNowhere() {
    MachOFile file = MachOFile.of(7).command(MachOCommand.LOAD_DYLIB, 0x7fffffff, 0, 0, 0);
    assertEquals(Kind.MALFORMED, refused(file).kind());
    MachOFile endless = MachOFile.of(7).named(MachOCommand.LOAD_DYLIB, 24, "x".repeat(5000));
    assertEquals(Kind.TOO_LARGE, refused(endless).kind());
  }

  /** A fat file multiplies what one image may hold by its slices. */
  @Test
  void refusesMoreSectionsThanSymbolsCanName() {
    Section[] sections = new Section[Limits.MACHO_SECTIONS + 1];
    Arrays.fill(sections, new Section("x", 0, 0, 0, 0));
    MachOFile file = MachOFile.of(7).segment("", 0, 0, 0, 0, 0, sections);
    assertEquals(Kind.TOO_LARGE, refused(file).kind());
  }
}
