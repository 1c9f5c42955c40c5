package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads Plan 9 images that are built value by value. */
final class Plan9Test {
  private static final long MAGIC_386 = 0x1eb;
  private static final long MAGIC_AMD64 = 0x8a97;
  private static final long MAGIC_ARM = 0x647;

  /** A header with 16 bytes of text, 8 of data, 24 of bss, and so many of symbols and tables. */
  private static ByteWriter file(long magic, long entry, int syms, int spsz, int pcsz) {
    ByteWriter file =
        new ByteWriter().big(4, magic).big(4, 16).big(4, 8).big(4, 24).big(4, syms).big(4, entry);
    file.big(4, spsz).big(4, pcsz);
    if (magic == MAGIC_AMD64) {
      file.big(8, entry);
    }
    return file.text("0123456789abcdef").text("DATADATA").padTo(file.size() + syms + spsz + pcsz);
  }

  private static Plan9 read(ByteWriter file) throws Exception {
    return Plan9.read(file.view());
  }

  @Test
  void tellsWhereTheKernelPutsTextAndData() throws Exception {
    Plan9 image = read(file(MAGIC_386, 0x1020, 5, 0, 0));
    assertEquals("plan9", image.os());
    assertEquals("386", image.arch());
    assertEquals(4, image.pointerSize());
    assertEquals(Format.PLAN9, image.format());
    assertEquals(ByteOrder.LITTLE_ENDIAN, image.view().order());
    assertEquals(
        List.of(
            new Region("text", 32, 16, 0x1020, 16, Region.Access.EXECUTE),
            new Region("data", 48, 8, 0x2000, 32, Region.Access.WRITE)),
        image.segments());
    assertEquals(image.segments().get(1), image.buildInfoArea());
    assertEquals(5, image.sections().size());
    assertEquals(61, image.end());
    assertEquals(List.of(new Span(0, 61)), image.buildIdAreas());
  }

  @Test
  void readsTheWideHeader() throws Exception {
    Plan9 image = read(file(MAGIC_AMD64, 0x200028, 0, 0, 0));
    assertEquals("amd64", image.arch());
    assertEquals(8, image.pointerSize());
    assertEquals(0x200028, image.segments().get(0).address());
    assertEquals(0x400000, image.segments().get(1).address());
    assertEquals(40, image.segments().get(0).offset());
  }

  @Test
  void readsArm() throws Exception {
    assertEquals("arm", read(file(MAGIC_ARM, 0x1020, 0, 0, 0)).arch());
  }

  @Test
  void readsDataByItsAddress() throws Exception {
    Plan9 image = read(file(MAGIC_386, 0x1020, 5, 0, 0));
    ByteView data = image.atAddress("data", 0x2004, 4);
    assertEquals("DATA", data.text(0, 4));
    assertThrows(FormatException.class, () -> image.atAddress("bss", 0x2008, 1));
  }

  @Test
  void namesNoLibraries() throws Exception {
    Linkage linkage = read(file(MAGIC_386, 0x1020, 5, 0, 0)).linkage();
    assertTrue(linkage.isStatic());
    assertTrue(linkage.symbols());
    assertFalse(linkage.debug());
    assertNull(linkage.interpreter());
    assertEquals("executable", linkage.type());
    assertFalse(read(file(MAGIC_386, 0x1020, 0, 0, 0)).linkage().symbols());
  }

  @Test
  void tellsGoFromOtherWriters() throws Exception {
    assertEquals(Rewriter.NONE, read(file(MAGIC_386, 0x1020, 5, 0, 0)).rewriter());
    assertEquals(Rewriter.UNKNOWN, read(file(MAGIC_386, 0x1020, 0, 0, 0)).rewriter());
    assertEquals(Rewriter.UNKNOWN, read(file(MAGIC_386, 0x1020, 5, 3, 0)).rewriter());
    assertEquals(Rewriter.UNKNOWN, read(file(MAGIC_386, 0x1020, 5, 0, 3)).rewriter());
    ByteWriter appended = file(MAGIC_386, 0x1020, 5, 0, 0).text("more");
    assertEquals(Rewriter.UNKNOWN, read(appended).rewriter());
    assertEquals(61, read(appended).end());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x101f, 0x1030, 0xffffffffL})
  void isNoGoProgramWithAnEntryPointOutsideTheText(long entry) {
    FormatException refused =
        assertThrows(FormatException.class, () -> read(file(MAGIC_386, entry, 0, 0, 0)));
    assertEquals(FormatException.Kind.NOT_GO, refused.kind());
    assertEquals(20, refused.offset());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x8000000000000000L, -1, 0x1020})
  void isNoGoProgramWithAWideEntryPointOutsideTheText(long entry) {
    FormatException refused =
        assertThrows(FormatException.class, () -> read(file(MAGIC_AMD64, entry, 0, 0, 0)));
    assertEquals(32, refused.offset());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 12, 16, 24, 28})
  void readsSizesBeyondTheFile(int field) throws Exception {
    byte[] file = file(MAGIC_386, 0x1020, 5, 0, 0).toArray();
    Arrays.fill(file, field, field + 4, (byte) 0xff);
    Plan9 image = Plan9.read(ByteWriter.view(file));
    assertEquals(field == 12, image.end() == file.length);
    for (Region segment : image.segments()) {
      assertThrows(FormatException.class, () -> image.atAddress("x", segment.address(), -1));
      assertThrows(
          FormatException.class,
          () -> image.atAddress("x", segment.address(), segment.memorySize() + 1));
    }
  }

  @Test
  void readsAFileThatWasCut() throws Exception {
    byte[] file = file(MAGIC_AMD64, 0x200028, 5, 0, 0).toArray();
    for (int length = 0; length < file.length; length++) {
      ByteView cut = ByteWriter.view(Arrays.copyOf(file, length));
      assertEquals(length >= 32, Plan9.recognise(cut));
      if (length < 40) {
        assertThrows(FormatException.class, () -> Plan9.read(cut));
      } else {
        assertEquals(file.length, Plan9.read(cut).end());
        assertEquals(Rewriter.UNKNOWN, Plan9.read(cut).rewriter());
      }
    }
  }

  @Test
  void refusesOtherMagicWords() throws Exception {
    ByteView other = file(0x1ec, 0x1020, 0, 0, 0).view();
    assertFalse(Plan9.recognise(other));
    FormatException refused = assertThrows(FormatException.class, () -> Plan9.read(other));
    assertEquals(FormatException.Kind.NOT_GO, refused.kind());
  }
}
