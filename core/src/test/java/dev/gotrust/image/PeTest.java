package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Region.Access;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads PE images that are built field by field. */
final class PeTest {
  private static final int NAMED = PeFile.COFF + 8;

  @ParameterizedTest
  @CsvSource({"0x14c,386", "0x8664,amd64", "0xaa64,arm64", "0x1c4,arm", "0x1c0,arm", "0x5064,''"})
  void tellsTheArchitecture(String machine, String arch) throws Exception {
    Pe pe = PeFile.go().machine(Integer.decode(machine)).read();
    assertEquals(arch, pe.arch());
    assertEquals("windows", pe.os());
    assertEquals(Format.PE, pe.format());
  }

  @Test
  void placesSectionsAtTheImageBase() throws Exception {
    Pe pe = PeFile.go().read();
    assertEquals(8, pe.pointerSize());
    assertEquals(
        new Region(".text", 0x600, 512, PeFile.BASE_64 + 0x1000, 4, Access.EXECUTE),
        pe.sections().get(0));
    assertEquals(Access.READ, pe.sections().get(1).access());
    assertEquals(pe.sections(), pe.segments());
    assertEquals("onstants", PeFile.textOf(pe.atAddress("constants", PeFile.BASE_64 + 0x2001, 9)));
  }

  @Test
  void readsTheNarrowForm() throws Exception {
    Pe pe = PeFile.narrow().section(".text", PeFile.CODE, PeFile.text("x")).read();
    assertEquals(4, pe.pointerSize());
    assertEquals(PeFile.BASE_32 + 0x1000, pe.sections().get(0).address());
    assertEquals(0x400, pe.sections().get(0).offset());
  }

  @Test
  void asksForTheTwoSignatures() throws Exception {
    byte[] file = PeFile.go().bytes();
    assertTrue(Pe.recognise(ByteWriter.view(file)));
    assertFalse(Pe.recognise(ByteWriter.view(PeFile.with(file, 0x80, 0))));
    assertFalse(Pe.recognise(ByteWriter.view(PeFile.with(file, 0x3c, 0xfffffffeL))));
    assertFalse(Pe.recognise(ByteWriter.view(new byte[] {'M', 'Z'})));
    assertThrows(FormatException.class, () -> PeFile.read(PeFile.with(file, 0x80, 0)));
  }

  @ParameterizedTest
  @CsvSource({"/4,.debug_info", "//AAAAAE,.debug_info", "/9999,/9999", "/x,/x", "/,/", "//,//"})
  void resolvesLongNames(String spelt, String name) throws Exception {
    byte[] strings = PeFile.text("\20\0\0\0.debug_info\0");
    Pe pe =
        PeFile.wide()
            .section(spelt, PeFile.READ_ONLY, PeFile.text("dwarf"))
            .section(".symtab", PeFile.SYMBOLS, strings)
            .read();
    assertEquals(name, pe.sections().get(0).name());
    assertEquals(name.startsWith(".debug_"), pe.linkage().debug());
  }

  @Test
  void findsBuildInfoWhereGoLooks() throws Exception {
    PeFile file =
        PeFile.wide()
            .section("exec", PeFile.DATA | 0x20000000L, new byte[8])
            .section("gone", PeFile.DATA, new byte[0])
            .section("aligned", PeFile.DATA | 0x600000L, new byte[8])
            .section(".data", PeFile.DATA, new byte[8]);
    Region area = file.read().buildInfoArea();
    assertNotNull(area);
    assertEquals("aligned", area.name());
    assertNull(PeFile.wide().section("x", PeFile.CODE, new byte[8]).read().buildInfoArea());
    // Go searches VirtualSize bytes; the section has 512 in the file.
    assertEquals(8, area.memorySize());
    assertEquals(512, file.read().sections().get(2).size());
    byte[] atZero = PeFile.with(file.bytes(), file.tableAt() + 40 * 2 + 12, 0);
    Region next = PeFile.read(atZero).buildInfoArea();
    assertNotNull(next);
    assertEquals(".data", next.name());
  }

  @Test
  void searchesTheBuildIdInTheFirst32KiB() throws Exception {
    Pe small = PeFile.go().read();
    assertEquals(List.of(new Span(0, small.view().size())), small.buildIdAreas());
    Pe large = PeFile.wide().section(".text", PeFile.CODE, new byte[70_000]).read();
    assertEquals(List.of(new Span(0, 32 * 1024)), large.buildIdAreas());
  }

  private static byte[] importTables() {
    ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    int rva = (int) PeFile.rva(0);
    out.putInt(12, rva + 200).putInt(16, 1).putInt(32, rva + 220).putInt(36, 1);
    out.putInt(100, 1).putInt(104, rva + 240);
    out.putInt(132, 0).putInt(136, (int) (PeFile.BASE_32 + rva + 260));
    out.put(200, PeFile.text("kernel32.dll")).put(220, PeFile.text("ntdll.dll"));
    out.put(240, PeFile.text("late.dll")).put(260, PeFile.text("older.dll"));
    return out.array();
  }

  @Test
  void listsImportsAndDelayedImports() throws Exception {
    Linkage linkage =
        PeFile.narrow()
            .section(".idata", PeFile.DATA, importTables())
            .directory(1, PeFile.rva(0), 60)
            .directory(13, PeFile.rva(0) + 100, 96)
            .read()
            .linkage();
    assertEquals(
        List.of("kernel32.dll", "ntdll.dll", "late.dll", "older.dll"), linkage.libraries());
    assertFalse(linkage.isStatic());
    assertTrue(linkage.pie());
    assertEquals("executable", linkage.type());
    assertNull(linkage.interpreter());
    assertNull(linkage.signed());
  }

  @Test
  void tellsDllsAndSymbols() throws Exception {
    byte[] file = PeFile.wide().section(".symtab", PeFile.SYMBOLS, symbols()).bytes();
    byte[] dll = PeFile.with(PeFile.with(file, NAMED + 4, 2), PeFile.COFF + 16, 0x202200f0L);
    Linkage linkage = PeFile.read(dll).linkage();
    assertEquals("dll", linkage.type());
    assertTrue(linkage.symbols());
    assertTrue(linkage.isStatic());
    assertFalse(PeFile.read(file).linkage().symbols());
  }

  /** Two symbols of 18 bytes and no strings. */
  private static byte[] symbols() {
    byte[] table = new byte[40];
    table[36] = 4;
    return table;
  }

  /** A name in the string table is read whole, or the section keeps the one in its header. */
  @Test
  void noSectionNameIsCutSilently() throws Exception {
    byte[] table = new byte[4 + 300];
    ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).putInt(table.length);
    Arrays.fill(table, 4, table.length, (byte) 'n');
    table[4 + 256] = 0;
    PeFile file = PeFile.wide().section("/4", PeFile.CODE, new byte[8]).tail(table);
    byte[] bytes = PeFile.with(file.bytes(), NAMED, file.offset(1));
    assertEquals("n".repeat(256), PeFile.read(bytes).sections().get(0).name());
    bytes[file.offset(1) + 4 + 256] = 'n';
    assertEquals("/4", PeFile.read(bytes).sections().get(0).name());
  }

  @Test
  void endsBehindSymbolsAndStrings() throws Exception {
    byte[] table = symbols();
    PeFile file = PeFile.wide().section("x", PeFile.CODE, new byte[8]).tail(table);
    byte[] bytes = PeFile.with(file.bytes(), NAMED, file.offset(1));
    assertEquals(file.offset(1) + 4, PeFile.read(bytes).end());
    assertEquals(bytes.length, PeFile.read(PeFile.with(bytes, NAMED + 4, 2)).end());
    assertEquals(file.offset(1), PeFile.read(PeFile.with(bytes, NAMED + 4, -1)).end());
  }

  @Test
  void countsAlignmentOfProcessedFilesAlone() throws Exception {
    PeFile go = PeFile.go().tail(new byte[512]);
    assertEquals(go.offset(4), go.read().end());
    byte[] strings = new byte[512];
    strings[0] = 4;
    PeFile processed = PeFile.wide().section("x", PeFile.CODE, new byte[8]).tail(strings);
    byte[] bytes = PeFile.with(processed.bytes(), NAMED, processed.offset(1));
    assertEquals(bytes.length, PeFile.read(bytes).end());
    bytes[bytes.length - 1] = 1;
    assertEquals(processed.offset(1) + 4, PeFile.read(bytes).end());
  }

  @Test
  void readsACutFile() throws Exception {
    byte[] file = PeFile.go().bytes();
    Pe pe = PeFile.read(Arrays.copyOf(file, 0x700));
    assertEquals(file.length, pe.end());
    assertThrows(
        FormatException.class, () -> pe.atAddress("constants", PeFile.BASE_64 + 0x2000, 9));
  }

  @Test
  void knowsGosOwnLayout() throws Exception {
    byte[] go = PeFile.go().bytes();
    assertEquals(Rewriter.NONE, PeFile.read(go).rewriter());
    // A timestamp, a checksum, headers with less room, more initialised data than .data.
    assertEquals(Rewriter.UNKNOWN, PeFile.read(PeFile.with(go, PeFile.COFF + 4, 1)).rewriter());
    assertEquals(
        Rewriter.UNKNOWN, PeFile.read(PeFile.with(go, PeFile.OPTIONAL + 64, 1)).rewriter());
    assertEquals(
        Rewriter.UNKNOWN, PeFile.read(PeFile.with(go, PeFile.OPTIONAL + 60, 0x400)).rewriter());
    assertEquals(
        Rewriter.UNKNOWN, PeFile.read(PeFile.with(go, PeFile.OPTIONAL + 8, 1024)).rewriter());
    PeFile resources = PeFile.go().section(".rsrc", PeFile.READ_ONLY, new byte[8]);
    assertEquals(Rewriter.UNKNOWN, resources.read().rewriter());
  }

  @Test
  void knowsOtherToolsLayouts() throws Exception {
    byte[] go = PeFile.go().bytes();
    assertEquals(Rewriter.BINUTILS, PeFile.read(PeFile.with(go, NAMED, 0)).rewriter());
    assertEquals(
        Rewriter.BINUTILS, PeFile.read(PeFile.with(go, PeFile.OPTIONAL, 0x2802020bL)).rewriter());
    Pe packed =
        PeFile.wide()
            .section("UPX0", PeFile.CODE, new byte[0])
            .section("UPX1", PeFile.CODE, new byte[8])
            .read();
    assertEquals(Rewriter.PACKED, packed.rewriter());
  }
}
