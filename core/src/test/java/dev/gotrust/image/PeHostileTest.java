package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.FormatException.Kind;
import dev.gotrust.bytes.Limits;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** PE images that were made to hurt: each is read or refused, and nothing else happens. */
final class PeHostileTest {
  private static final Duration HANG = Duration.ofSeconds(60);
  private static final int HEADERS = 0x400;

  private static PeFile file() {
    byte[] tables = new byte[256];
    ByteBuffer.wrap(tables)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(12, (int) PeFile.rva(0) + 100)
        .putInt(16, 1)
        .put(100, PeFile.text("kernel32.dll"));
    return PeFile.wide()
        .section(".idata", PeFile.DATA, tables)
        .section("/4", PeFile.READ_ONLY, new byte[8])
        .section(".symtab", PeFile.SYMBOLS, PeFile.text("\20\0\0\0.debug_info\0"))
        .directory(1, PeFile.rva(0), 40)
        .directory(13, PeFile.rva(0) + 200, 32)
        .tail(new byte[24])
        .directory(4, 0x600 + 3 * 512 + 8, 16);
  }

  private static FormatException refused(byte[] file) {
    return assertThrows(FormatException.class, () -> Exercise.all(PeFile.read(file)));
  }

  @Test
  void survivesEveryVariation() throws Exception {
    byte[] seed = file().bytes();
    assertEquals("[kernel32.dll]", PeFile.read(seed).linkage().libraries().toString());
    assertTimeoutPreemptively(
        HANG,
        () -> {
          int read = 0;
          for (Variant variant : Hostile.each(variants(seed))) {
            read += Exercise.survives(variant, () -> PeFile.read(variant.bytes())) ? 1 : 0;
          }
          // Most fields do not matter to this reader; a reader that refuses all would pass else.
          assertEquals(true, read > 1000, "only " + read + " variations were read");
        });
  }

  private static Stream<Variant> variants(byte[] seed) {
    int tables = 0x600;
    return Stream.of(
            Hostile.truncations(seed),
            Hostile.extremesIn(seed, 0x3c, HEADERS, 4),
            Hostile.extremesIn(seed, PeFile.COFF, HEADERS, 2),
            Hostile.extremesIn(seed, tables, tables + 256, 4),
            Hostile.extremes(seed, 0x600 + 2 * 512, 4),
            Hostile.bumps(seed, 0x80, HEADERS),
            Hostile.mutations(seed, 0x80, seed.length, 2000, 1))
        .flatMap(variants -> variants);
  }

  @Test
  void refusesASectionTableBeyondTheFile() {
    byte[] file = PeFile.with(file().bytes(), PeFile.COFF + 2, 1000);
    assertEquals(Kind.MALFORMED, refused(file).kind());
  }

  @Test
  void refusesMoreSectionsThanAnyLoader() {
    byte[] file = PeFile.with(file().bytes(), PeFile.COFF + 2, 0xffff);
    assertEquals(Kind.TOO_LARGE, refused(file).kind());
  }

  @Test
  void refusesAnOptionalHeaderWithoutItsFields() {
    byte[] file = PeFile.with(file().bytes(), PeFile.COFF + 16, 0);
    assertEquals(Kind.MALFORMED, refused(file).kind());
    assertEquals(Kind.MALFORMED, refused(PeFile.with(file().bytes(), PeFile.COFF + 16, 10)).kind());
  }

  /** Descriptors that all name the same DLL, up to the end of their section. */
  private static byte[] importsWithoutEnd(int entries) {
    byte[] table = new byte[20 * entries];
    Arrays.fill(table, (byte) 0);
    ByteBuffer out = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < entries; i++) {
      out.putInt(20 * i + 12, (int) PeFile.rva(0)).putInt(20 * i + 16, 1);
    }
    return PeFile.wide()
        .section(".idata", PeFile.DATA, table)
        .directory(1, PeFile.rva(0), 20)
        .bytes();
  }

  @Test
  void refusesImportsWithoutEnd() {
    assertEquals(Kind.MALFORMED, refused(importsWithoutEnd(256)).kind());
    assertEquals(Kind.TOO_LARGE, refused(importsWithoutEnd(Limits.LIBRARIES + 1)).kind());
  }

  @Test
  void refusesADllNameThatLeadsNowhere() {
    byte[] file = PeFile.with(file().bytes(), 0x600 + 12, 0x7fffffff);
    assertEquals(Kind.MALFORMED, refused(file).kind());
  }

  @Test
  void refusesADllNameThatDoesNotEnd() {
    byte[] table = new byte[8192];
    Arrays.fill(table, (byte) 'x');
    ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).putInt(12, 0x1000 + 40).putInt(16, 1);
    byte[] file =
        PeFile.wide().section(".idata", PeFile.DATA, table).directory(1, PeFile.rva(0), 20).bytes();
    assertEquals(Kind.TOO_LARGE, refused(file).kind());
  }
}
