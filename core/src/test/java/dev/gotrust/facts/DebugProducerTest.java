package dev.gotrust.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.fixtures.Fixtures;
import dev.gotrust.fixtures.Hostile;
import dev.gotrust.fixtures.Variant;
import dev.gotrust.image.Image;
import dev.gotrust.image.ImageReader;
import dev.gotrust.samples.DwarfSample;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebugProducerTest {
  private static final String LONG = "x".repeat(4090);

  private static VersionTraces.Text find(byte[] bytes) throws IOException {
    try {
      Object file = ImageReader.read(ByteView.of(new ArraySource(bytes), "sample"));
      return file instanceof Image image ? DebugProducer.find(image) : null;
    } catch (FormatException refused) {
      return null;
    }
  }

  private static void assertFound(String version, DwarfSample sample) throws IOException {
    VersionTraces.Text found = find(sample.bytes());
    assertNotNull(found, version);
    assertEquals(version, found.version());
  }

  @Test
  void everyClassByteOrderAndVersionOfDwarf() throws Exception {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (int version = 2; version <= 5; version++) {
        for (int form = 0; form < 4; form++) {
          boolean wide = (form & 1) == 0;
          boolean dwarf64 = form > 1;
          for (int packing = 0; packing < 3; packing++) {
            DwarfSample sample = DwarfSample.of(order, wide, version, dwarf64);
            sample.c("GNU C17 12.2.0", 40).other().go("main", DwarfSample.PRODUCER);
            assertFound(
                "go1.26.8",
                packing == 0 ? sample : packing == 1 ? sample.packed() : sample.gnuPacked());
          }
        }
      }
    }
  }

  @Test
  void whereItStandsIsSaidOnlyOfPlainData() throws Exception {
    byte[] plain = DwarfSample.usual().go("main", DwarfSample.PRODUCER).bytes();
    VersionTraces.Text found = find(plain);
    byte[] there = Arrays.copyOfRange(plain, (int) found.offset(), (int) found.offset() + 8);
    assertEquals("go1.26.8", new String(there, StandardCharsets.ISO_8859_1));
    assertEquals(
        -1, find(DwarfSample.usual().go("a", DwarfSample.PRODUCER).packed().bytes()).offset());
  }

  @Test
  void vendorsAndFlags() throws Exception {
    String vendor = "go1.21.11 (Red Hat 1.21.11-1.el9)";
    assertFound(vendor, DwarfSample.usual().go("main", "Go cmd/compile " + vendor + "; -N -l"));
    assertFound("go1.13", DwarfSample.usual().go("main", "Go cmd/compile go1.13"));
    // dsymutil moves all strings to the table.
    assertFound("go1.26.8", DwarfSample.usual().c("clang", 9).c(DwarfSample.PRODUCER, 9));
  }

  @Test
  void onlyTheProducerOfACompiledUnitCounts() throws Exception {
    assertNull(find(DwarfSample.usual().other().c("GNU C17", 0).bytes()));
    assertNull(find(DwarfSample.usual().go("Go cmd/compile go1.2", "Go cmd/asm go1.26").bytes()));
    assertNull(find(DwarfSample.usual().go("main", "Go cmd/compile ; regabi").bytes()));
  }

  @Test
  void goBehindSomeCUnitsIsFoundAndBehindTooManyIsNot() throws Exception {
    for (boolean packed : new boolean[] {false, true}) {
      DwarfSample few = DwarfSample.usual();
      DwarfSample many = DwarfSample.usual();
      for (int i = 0; i < 6; i++) {
        few.c("GNU C17", i < 3 ? 1_000_000 : 0);
        many.c("GNU C17", 1_000_000);
      }
      few.go("main", DwarfSample.PRODUCER);
      many.go("main", DwarfSample.PRODUCER);
      assertNotNull(find((packed ? few.packed() : few).bytes()));
      assertEquals(packed, find((packed ? many.packed() : many).bytes()) == null);
    }
  }

  @Test
  void whatCannotBeReadShowsNothing() throws Exception {
    assertNull(find(DwarfSample.usual().go("main", DwarfSample.PRODUCER).packedByZstd().bytes()));
    assertNull(find(DwarfSample.usual().raw(new byte[100]).bytes()));
    assertNull(find(DwarfSample.usual().raw((byte) -1, (byte) -1, (byte) -1, (byte) -1).bytes()));
    byte[] reserved = {-16, -1, -1, -1, 0, 0};
    assertNull(find(DwarfSample.usual().raw(reserved).bytes()));
    byte[] huge = new byte[20];
    Arrays.fill(huge, (byte) -1);
    huge[11] = 0x7f;
    assertNull(find(DwarfSample.usual().raw(huge).go("a", DwarfSample.PRODUCER).bytes()));
  }

  @Test
  void aBombIsInflatedUpToItsCap() throws Exception {
    byte[] zeros = new byte[64 * 1024 * 1024];
    byte[] bomb = DwarfSample.usual().packed().elf(zeros, zeros);
    assertTrue(bomb.length < 200_000);
    assertNull(find(bomb));
  }

  /** A million units, each of which would seek its abbreviation through megabytes. */
  @Test
  void abbreviationsAreNotReadWithoutEnd() throws Exception {
    byte[] abbreviations = new byte[4 * 1024 * 1024];
    for (int i = 0; i < abbreviations.length; i += 5) {
      abbreviations[i] = 9;
      abbreviations[i + 1 < abbreviations.length ? i + 1 : i] = 9;
    }
    byte[] units = new byte[13 * 100_000];
    for (int i = 0; i < units.length; i += 13) {
      System.arraycopy(new byte[] {9, 0, 0, 0, 5, 0, 1, 8, 0, 0, 0, 0, 1}, 0, units, i, 13);
    }
    assertNull(find(DwarfSample.usual().elf(units, abbreviations)));
  }

  @Test
  void damageNeverThrows() throws Exception {
    DwarfSample plain = DwarfSample.usual().c("GNU C17", 3).go(LONG, DwarfSample.PRODUCER);
    byte[] packed =
        DwarfSample.usual().c("GNU C17", 3).go("a", DwarfSample.PRODUCER).packed().bytes();
    for (byte[] seed : List.of(plain.bytes(), packed)) {
      for (Variant variant : Hostile.each(Hostile.bumps(seed))) {
        find(variant.bytes());
      }
      for (Variant variant : Hostile.each(Hostile.mutations(seed, 64, seed.length, 500, 7))) {
        find(variant.bytes());
      }
    }
  }

  @Test
  void everyFixtureWithDebugDataOfGoNamesItsOwnVersion() throws Exception {
    int found = 0;
    for (String name : Fixtures.names()) {
      VersionTraces.Text text = find(Fixtures.bytes(name));
      if (text != null) {
        found++;
        boolean unclaimed = name.contains("go1.9") || name.contains("go1.12");
        String claim = '"' + text.version() + '"';
        assertTrue(unclaimed || Fixtures.golden(name).contains(claim), name + " " + text);
      }
    }
    assertTrue(found > 0, "no fixture has such data");
  }
}
