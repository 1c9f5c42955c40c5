package dev.gotrust.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.fixtures.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads a real zip, odd ones, and refuses hostile ones. */
class ModuleZipTest {
  static final ModuleVersion QUOTE = new ModuleVersion("rsc.io/quote", "v1.5.2");
  static final String QUOTE_H1 = "h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=";

  static byte[] quote() throws IOException {
    try (InputStream zip = Fixtures.class.getResourceAsStream("modules/rsc.io-quote-v1.5.2.zip")) {
      return zip.readAllBytes();
    }
  }

  static FileHashes read(byte[] zip, ModuleVersion module) throws Exception {
    return ModuleZip.read(new ArraySource(zip), "m.zip", module);
  }

  @Test
  void aRealZipHasTheH1OfItsGoSumLine() throws Exception {
    FileHashes files = read(quote(), QUOTE);
    assertEquals(QUOTE_H1, files.h1(QUOTE));
    assertEquals("LICENSE", files.name(0));
    assertEquals(1479, files.size(0));
    assertEquals("quote_test.go", files.name(files.count() - 1));
    assertTrue(files.indexOf("go.mod") > 0);
    assertTrue(files.indexOf("absent") < 0);
  }

  @Test
  void theH1OfAGoModIsThatOfItsGoSumLine() {
    byte[] goMod =
        ("module \"rsc.io/quote\"\n\nrequire \"rsc.io/sampler\" v1.3.0\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertEquals("h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=", H1.ofGoMod(goMod));
  }

  @Test
  void hashesAreThoseOfTheBytes() throws Exception {
    ZipMaker zip = new ZipMaker();
    byte[] large = new byte[300_000];
    Arrays.fill(large, (byte) 7);
    zip.add("b", large);
    zip.addStored("a", "plain");
    FileHashes files = read(zip.build(), ZipMaker.MODULE);
    assertEquals(Bytes.sha256("plain".getBytes("UTF-8")), files.sha256(0));
    assertEquals(Bytes.sha256(large), files.sha256(1));
  }

  @Test
  void oddZipsThatGoTakesAreTaken() throws Exception {
    for (Map.Entry<String, Consumer<ZipMaker>> odd : HostileZips.taken().entrySet()) {
      byte[] zip = HostileZips.make(ZipMaker.MODULE, odd.getValue());
      try {
        assertTrue(read(zip, ZipMaker.MODULE).count() > 0);
      } catch (ModuleContentException refused) {
        throw new AssertionError(odd.getKey(), refused);
      }
    }
  }

  @Test
  void hostileZipsAreRefused() {
    for (Map.Entry<String, Consumer<ZipMaker>> odd : HostileZips.refused().entrySet()) {
      byte[] zip = HostileZips.make(ZipMaker.MODULE, odd.getValue());
      ModuleContentException refused =
          assertThrows(
              ModuleContentException.class, () -> read(zip, ZipMaker.MODULE), odd.getKey());
      assertEquals("m.zip", refused.file());
      assertTrue(refused.getMessage().startsWith("m.zip: "), refused.getMessage());
    }
  }

  @Test
  void everyCutAndEveryChangedByteIsRefusedOrChangesNothingThatIsHashed() throws Exception {
    byte[] zip = quote();
    for (int i = 0; i < zip.length; i++) {
      byte[] cut = Arrays.copyOf(zip, i);
      assertThrows(ModuleContentException.class, () -> read(cut, QUOTE));
      byte[] changed = zip.clone();
      changed[i] ^= 0x10;
      try {
        assertEquals(QUOTE_H1, read(changed, QUOTE).h1(QUOTE), "changed at " + i);
      } catch (ModuleContentException refused) {
        assertTrue(refused.offset() >= -1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 21, 22, 23, 100_000})
  void bytesThatAreNoZipAreRefused(int length) {
    assertThrows(ModuleContentException.class, () -> read(new byte[length], QUOTE));
  }

  @Test
  void aRefusalNamesEntryOffsetAndBothValues() {
    byte[] zip = HostileZips.make(ZipMaker.MODULE, z -> z.add("x", "1").crc = 0xabcd);
    ModuleContentException refused =
        assertThrows(ModuleContentException.class, () -> read(zip, ZipMaker.MODULE));
    assertEquals("x", refused.entry());
    assertEquals(ModuleContentException.Kind.MALFORMED, refused.kind());
    assertTrue(refused.getMessage().contains("abcd"), refused.getMessage());
    assertTrue(refused.getMessage().contains("83dcefb7"), refused.getMessage());
  }
}
