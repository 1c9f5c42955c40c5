package dev.gotrust.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads XCOFF images that are built value by value. */
final class XcoffTest {
  private static final int TEXT = 0x20;
  private static final int DATA = 0x40;
  private static final int BSS = 0x80;
  private static final int DWARF_INFO = 0x10010;
  private static final int LOADER = 0x1000;
  private static final int EXECUTABLE = 0x2;

  /** Where the builder puts the first section's data, wide or not. */
  private static final int CONTENT = 512;

  /** A file of sections that lie one behind the other, symbols behind them. */
  private static final class Builder {
    private final boolean wide;
    private final ByteWriter table = new ByteWriter();
    private final ByteWriter content = new ByteWriter();
    private int count;
    private int flags = EXECUTABLE;
    private long symbolOffset;
    private long symbols;
    private int claimed = -1;

    Builder(boolean wide) {
      this.wide = wide;
    }

    Builder section(String name, int type, long address, byte[] bytes) {
      long at = CONTENT + (long) content.size();
      content.bytes(bytes);
      return header(name, type, address, bytes.length, at, 0, 0);
    }

    Builder header(
        String name, int type, long address, long size, long at, long reloc, long relocs) {
      int word = wide ? 8 : 4;
      int start = table.size();
      table.text(name).padTo(start + 8);
      table.big(word, address).big(word, address).big(word, size).big(word, at);
      table.big(word, reloc).big(word, 0).big(word / 2, relocs).big(word / 2, 0);
      table.big(4, type).padTo(start + (wide ? 72 : 40));
      count++;
      return this;
    }

    Builder symbols(int number, int strings) {
      symbolOffset = CONTENT + (long) content.size();
      symbols = number;
      content.bytes(new byte[18 * number]).big(4, strings).padTo(content.size() + strings - 4);
      return this;
    }

    Builder flags(int value) {
      flags = value;
      return this;
    }

    Builder symbolTable(long offset, long number) {
      symbolOffset = offset;
      symbols = number;
      return this;
    }

    Builder claim(int sections) {
      claimed = sections;
      return this;
    }

    byte[] bytes() {
      ByteWriter file = new ByteWriter().big(2, wide ? 0x1f7 : 0x1df);
      file.big(2, claimed < 0 ? count : claimed).big(4, 0);
      if (wide) {
        file.big(8, symbolOffset).big(2, 0).big(2, flags).big(4, symbols);
      } else {
        file.big(4, symbolOffset).big(4, symbols).big(2, 0).big(2, flags);
      }
      file.bytes(table.toArray());
      return file.padTo(CONTENT).bytes(content.toArray()).toArray();
    }

    ByteView view() {
      return ByteWriter.view(bytes());
    }

    Xcoff read() throws Exception {
      return Xcoff.read(view());
    }
  }

  private static byte[] loader(boolean wide, long count, String... ids) {
    ByteWriter strings = new ByteWriter();
    for (String id : ids) {
      strings.text(id).octets(0);
    }
    return loader(wide, count, strings.size(), wide ? 56 : 32, strings.toArray());
  }

  private static byte[] loader(boolean wide, long count, long length, long at, byte[] strings) {
    ByteWriter loader = new ByteWriter().big(4, wide ? 2 : 1).big(8, 0).big(4, length);
    loader.big(4, count);
    if (wide) {
      loader.big(4, 0).big(8, at).padTo(56);
    } else {
      loader.big(4, at).padTo(32);
    }
    return loader.bytes(strings).toArray();
  }

  private static Builder program(boolean wide) {
    return new Builder(wide)
        .section(".text", TEXT, 0x100000200L & (wide ? -1L : 0xffffffffL), new byte[32])
        .section(".data", DATA, 0x20000000, "DATADATA".getBytes(US_ASCII))
        .header(".bss", BSS, 0x20000008, 100, 0, 0, 0)
        .section(".dwinfo", DWARF_INFO, 0, new byte[4])
        .section(
            ".loader",
            LOADER,
            0,
            loader(wide, 3, "/usr/lib:/lib", "", "", "", "libc.a", "shr.o", "/opt", "x.so", ""));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsSectionsAndSegments(boolean wide) throws Exception {
    Xcoff image = program(wide).symbols(2, 10).read();
    assertEquals("aix", image.os());
    assertEquals(wide ? "ppc64" : "ppc", image.arch());
    assertEquals(wide ? 8 : 4, image.pointerSize());
    assertEquals(Format.XCOFF, image.format());
    assertEquals(ByteOrder.BIG_ENDIAN, image.view().order());
    assertEquals(5, image.sections().size());
    assertEquals(
        List.of(
            new Region(
                ".text", CONTENT, 32, wide ? 0x100000200L : 0x200, 32, Region.Access.EXECUTE),
            new Region(".data", CONTENT + 32, 8, 0x20000000, 8, Region.Access.WRITE),
            new Region(".bss", 0, 0, 0x20000008, 100, Region.Access.WRITE)),
        image.segments());
    assertEquals(image.segments().get(1), image.buildInfoArea());
    assertEquals(image.view().size(), image.end());
    assertEquals("DATA", image.atAddress("data", 0x20000004, 4).text(0, 4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesTheLibraries(boolean wide) throws Exception {
    Linkage linkage = program(wide).symbols(2, 10).read().linkage();
    assertEquals(List.of("libc.a(shr.o)", "/opt/x.so"), linkage.libraries());
    assertFalse(linkage.isStatic());
    assertTrue(linkage.debug());
    assertTrue(linkage.symbols());
    assertEquals("executable", linkage.type());
    assertNull(linkage.signed());
  }

  @Test
  void countsAProgramWithoutLoaderSectionAsStatic() throws Exception {
    Xcoff image = new Builder(true).section(".text", TEXT, 0, new byte[8]).read();
    assertTrue(image.linkage().isStatic());
    assertFalse(image.linkage().symbols());
    assertFalse(image.linkage().debug());
    assertNull(image.buildInfoArea());
    assertEquals("shared", shared().linkage().type());
  }

  private static Xcoff shared() throws Exception {
    return new Builder(true).section(".text", TEXT, 0, new byte[8]).flags(0x3000).read();
  }

  @Test
  void seesSystemLinkersByTheirFlag() throws Exception {
    assertEquals(Rewriter.BINUTILS, shared().rewriter());
    assertEquals(Rewriter.UNKNOWN, program(true).read().rewriter());
  }

  /** Under -s Go's linker writes a symbol table that the header does not name. */
  @Test
  void knowsNoEndWithoutASymbolTable() throws Exception {
    byte[] file = program(true).bytes();
    byte[] more = Arrays.copyOf(file, file.length + 99);
    assertEquals(more.length, Xcoff.read(ByteWriter.view(more)).end());
  }

  @Test
  void endsBehindSymbolsStringsAndRelocations() throws Exception {
    byte[] file = program(true).symbols(2, 10).bytes();
    byte[] appended = Arrays.copyOf(file, file.length + 7);
    assertEquals(file.length, Xcoff.read(ByteWriter.view(appended)).end());
    Builder relocated = program(true).symbols(1, 4);
    int at = relocated.bytes().length;
    byte[] whole =
        Arrays.copyOf(relocated.header(".more", DATA, 0, 0, 0, at, 3).bytes(), at + 3 * 14 + 5);
    assertEquals(at + 3 * 14, Xcoff.read(ByteWriter.view(whole)).end());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void countsTheLengthOfAnEmptyStringTable(int strings) throws Exception {
    Builder builder = program(true).symbols(1, 4);
    byte[] file = builder.bytes();
    file[file.length - 1] = (byte) strings;
    assertEquals(file.length, Xcoff.read(ByteWriter.view(file)).end());
    assertEquals(
        file.length - 4L, Xcoff.read(ByteWriter.view(Arrays.copyOf(file, file.length - 4))).end());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x7fffffffffffffffL, 0x8000000000000000L, -1})
  void refusesSizesAndOffsetsThatNoFileHolds(long huge) {
    refused(new Builder(true).header(".text", TEXT, 0, huge, CONTENT, 0, 0));
    refused(new Builder(true).header(".text", TEXT, 0, 1, huge, 0, 0));
    refused(new Builder(true).header(".text", TEXT, 0, 0, 0, huge, 1));
    refused(program(true).symbolTable(huge, 1));
  }

  @Test
  void readsSizesBeyondTheFile() throws Exception {
    long huge = 0xffffffffL;
    long end = 5 + 14 * huge;
    assertEquals(end, new Builder(true).header("x", TEXT, 0, 0, 0, 5, huge).read().end());
    Xcoff image = new Builder(true).header("x", TEXT, 8, 1L << 62, CONTENT, 0, 0).read();
    assertEquals(CONTENT + (1L << 62), image.end());
    assertThrows(FormatException.class, () -> image.atAddress("x", 8, 1));
    assertEquals(CONTENT + 18 * huge, program(true).symbolTable(CONTENT, huge).read().end());
  }

  @Test
  void refusesASizeOfMemoryBeyond64Bits() {
    refused(new Builder(true).header(".bss", BSS, 0, -1, 0, 0, 0));
  }

  @Test
  void readsAStringTableBeyondTheFile() throws Exception {
    byte[] file = program(true).symbols(1, 4).bytes();
    Arrays.fill(file, file.length - 4, file.length, (byte) 0xff);
    assertEquals(file.length - 4 + 0xffffffffL, Xcoff.read(ByteWriter.view(file)).end());
  }

  @Test
  void refusesMoreSectionsThanTheFileHolds() {
    FormatException refused = refused(program(true).claim(0xffff));
    assertEquals(24, refused.offset());
  }

  @Test
  void doesNotReadOverflowSections() {
    Builder builder = new Builder(false).header(".text", TEXT, 0, 0, 0, 1, 0xffff);
    assertEquals(FormatException.Kind.UNSUPPORTED, refused(builder).kind());
  }

  private static FormatException refused(Builder builder) {
    return assertThrows(FormatException.class, builder::read);
  }

  @Test
  void refusesHostileImportTables() throws Exception {
    long[] huge = {0xffffffffL, 1L << 31};
    for (long value : huge) {
      imports(loader(true, value, "", "", ""), FormatException.Kind.TOO_LARGE);
      imports(loader(true, 1, value, 56, new byte[3]), FormatException.Kind.TOO_LARGE);
      imports(loader(true, 1, 3, value, new byte[3]), FormatException.Kind.MALFORMED);
    }
    imports(loader(true, 1, 3, -1, new byte[3]), FormatException.Kind.MALFORMED);
    imports(loader(true, 2, "", "", "", "half"), FormatException.Kind.MALFORMED);
    imports(loader(true, 1, 4, 56, "open".getBytes(US_ASCII)), FormatException.Kind.MALFORMED);
    imports(new byte[8], FormatException.Kind.MALFORMED);
    String path = "a".repeat(Limits.NAME + 1);
    imports(loader(true, 1, path, "", ""), FormatException.Kind.TOO_LARGE);
  }

  private static void imports(byte[] loader, FormatException.Kind kind) throws Exception {
    Xcoff image = new Builder(true).section(".loader", LOADER, 0, loader).read();
    FormatException refused = assertThrows(FormatException.class, image::linkage);
    assertEquals(kind, refused.kind(), refused.getMessage());
  }

  /** Up to the section table a cut is an error; behind it, the end tells. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsAFileThatWasCut(boolean wide) throws Exception {
    byte[] file = program(wide).symbols(2, 10).bytes();
    int strings = file.length - 10;
    int table = wide ? 24 + 5 * 72 : 20 + 5 * 40;
    for (int length = 0; length < file.length; length++) {
      ByteView cut = ByteWriter.view(Arrays.copyOf(file, length));
      if (length < table) {
        assertThrows(FormatException.class, () -> Xcoff.read(cut), "at " + length);
      } else {
        long end = Xcoff.read(cut).end();
        assertEquals(length < strings + 4 ? strings : file.length, end, "at " + length);
      }
    }
  }

  @Test
  void recognisesProgramsOnly() throws Exception {
    assertTrue(Xcoff.recognise(program(true).view()));
    assertTrue(Xcoff.recognise(program(false).view()));
    assertFalse(Xcoff.recognise(program(true).flags(0).view()));
    assertFalse(Xcoff.recognise(new Builder(true).view()));
    assertFalse(Xcoff.recognise(ByteWriter.view(new byte[64])));
    assertFalse(Xcoff.recognise(ByteWriter.view(Arrays.copyOf(program(true).bytes(), 23))));
    FormatException refused = refused(program(true).flags(0));
    assertEquals(FormatException.Kind.NOT_GO, refused.kind());
  }
}
