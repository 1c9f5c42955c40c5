package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.Bytes;
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
    assertEquals(8, area.size());
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

  /** A certificate table with one entry, whose message is as short as can be. */
  private static byte[] certificates() {
    return new byte[] {16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6, 4, 4, 1, 1, 1, 1};
  }

  /** {@code PeFile.go()} signed as osslsigncode does it. */
  private static byte[] signed() {
    PeFile file = PeFile.go().tail(certificates());
    byte[] bytes = file.directory(4, file.offset(4), 16).bytes();
    return PeFile.with(bytes, PeFile.OPTIONAL + 64, 0x1234);
  }

  /** A file that ends with COFF strings three bytes before the certificate table. */
  private static byte[] signedWithPadding() {
    byte[] tail = new byte[24];
    tail[0] = 5;
    System.arraycopy(certificates(), 0, tail, 8, 16);
    PeFile file = PeFile.wide().section("x", PeFile.CODE, new byte[8]).tail(tail);
    byte[] bytes = file.directory(4, file.offset(1) + 8, 16).bytes();
    return PeFile.with(bytes, NAMED, file.offset(1));
  }

  @Test
  void undoesAnAuthenticodeSignature() throws Exception {
    byte[] file = signed();
    Pe pe = PeFile.read(file);
    assertEquals("authenticode", pe.linkage().signed());
    assertEquals(file.length, pe.end());
    assertEquals(Rewriter.NONE, pe.rewriter());
    Undo undo = pe.undoSignature("").get(0);
    assertEquals(List.of((long) file.length - 16), undo.ends());
    byte[] undone = Arrays.copyOf(file, file.length - 16);
    for (Undo.Patch patch : undo.patches()) {
      byte[] old = patch.old().toArray();
      System.arraycopy(old, 0, undone, (int) patch.offset(), old.length);
    }
    assertEquals(Bytes.of(PeFile.go().bytes()), Bytes.of(undone));
  }

  @Test
  void offersEveryEndThatPaddingMayHide() throws Exception {
    byte[] file = signedWithPadding();
    long table = file.length - 16;
    assertEquals(
        List.of(table - 3, table - 2, table - 1, table),
        PeFile.read(file).undoSignature("").get(0).ends());
    file[(int) table - 2] = 1;
    assertEquals(List.of(table - 1, table), PeFile.read(file).undoSignature("").get(0).ends());
  }

  @Test
  void nothingBehindTheSignatureIsItsOwn() throws Exception {
    byte[] file = signed();
    Undo undo = PeFile.read(file).undoSignature("").get(0);
    assertTrue(undo.signature());
    assertEquals(0, undo.foreign());
    byte[] longer = Arrays.copyOf(file, file.length + 9);
    assertEquals(file.length, PeFile.read(longer).end());
    assertEquals(9, PeFile.read(longer).undoSignature("").get(0).foreign());
  }

  private static byte[] withTable(int size, int... entries) {
    byte[] tail = new byte[size];
    for (int i = 0; i < entries.length; i++) {
      tail[i] = (byte) entries[i];
    }
    PeFile file = PeFile.go().tail(tail);
    return file.directory(4, file.offset(4), size).bytes();
  }

  @Test
  void readsEveryEntryOfTheCertificateTable() throws Exception {
    List<byte[]> tables =
        List.of(
            withTable(16, 16, 0, 0, 0, 0, 1, 2, 0, 0x30, 6),
            // Padding within the entry, behind it, and none of it.
            withTable(24, 24, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(24, 17, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(17, 17, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(
                32, 14, 0, 0, 0, 0, 2, 2, 0, 0x30, 4, 0, 0, 0, 0, 0, 0, //
                16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6),
            withTable(0x98, 0x98, 0, 0, 0, 0, 2, 2, 0, 0x30, 0x81, 0x8d),
            withTable(0x118, 0x18, 1, 0, 0, 0, 2, 2, 0, 0x30, 0x82, 1, 0x0c));
    for (byte[] file : tables) {
      assertEquals("authenticode", PeFile.read(file).linkage().signed());
    }
  }

  @Test
  void otherBytesAreNoCertificateTable() throws Exception {
    List<byte[]> tables =
        List.of(
            // Revision, type, no sequence, a length that is open, too long or too short.
            withTable(16, 16, 0, 0, 0, 0, 3, 2, 0, 0x30, 6),
            withTable(16, 16, 0, 0, 0, 0, 2, 1, 0, 0x30, 6),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x31, 6),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 0x80),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 0x85),
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(24, 24, 0, 0, 0, 0, 2, 2, 0, 0x30, 6),
            // Padding that holds something, within the entry and behind it.
            withTable(16, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 5, 0, 0, 0, 0, 0, 1),
            withTable(16, 15, 0, 0, 0, 0, 2, 2, 0, 0x30, 5, 0, 0, 0, 0, 0, 1),
            // An entry that is shorter, longer or no entry, and one that lacks its header.
            withTable(32, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6),
            withTable(16, 17, 0, 0, 0, 0, 2, 2, 0, 0x30, 7),
            withTable(16, 8, 0, 0, 0, 0, 2, 2, 0),
            withTable(20, 16, 0, 0, 0, 0, 2, 2, 0, 0x30, 6, 0, 0, 0, 0, 0, 0, 1));
    for (byte[] file : tables) {
      Pe pe = PeFile.read(file);
      assertNull(pe.linkage().signed());
      assertEquals(PeFile.go().bytes().length, pe.end());
      Undo undo = pe.undoSignature("").get(0);
      assertFalse(undo.signature());
      assertEquals(file.length - pe.end(), undo.foreign());
    }
  }

  /** GNU ld writes a checksum; cmd/go and cmd/link change bytes behind its back. */
  @Test
  void findsTheChecksumThatTheLinkerHadWritten() throws Exception {
    String ids = "m".repeat(20) + "/" + "p".repeat(20) + "/";
    String first = "Go build ID: \"" + "a".repeat(20) + "/" + ids + "a".repeat(20) + "\"";
    String last = "Go build ID: \"" + "a".repeat(20) + "/" + ids + "c".repeat(20) + "\"";
    String fips = "x\377 Go fipsinfo \377\0";
    byte[] linked = external(first, fips + "\0".repeat(32));
    long checksum = checksum(linked);

    PeFile file = PeFile.wide();
    byte[] signed = Arrays.copyOf(external(last, fips + "s".repeat(32)), linked.length + 16);
    int directory = file.directoryAt(4);
    signed = PeFile.with(PeFile.with(signed, directory, linked.length), directory + 4, 16);
    signed = PeFile.with(signed, PeFile.OPTIONAL + 64, 0x1234);
    List<Undo> ways = PeFile.read(signed).undoSignature(last.substring(14, last.length() - 1));
    byte[] expected = PeFile.with(new byte[4], 0, checksum);
    assertEquals(Bytes.of(new byte[4]), ways.get(0).patches().get(0).old());
    Undo way = ways.get(ways.size() - 1);
    assertEquals(List.of((long) linked.length), way.ends());
    assertEquals(Bytes.of(expected), way.patches().get(0).old());
  }

  private static byte[] external(String id, String data) {
    byte[] bytes =
        PeFile.wide()
            .section(".text", PeFile.CODE, PeFile.text(id))
            .section(".data", PeFile.DATA, PeFile.text(data))
            .bytes();
    return PeFile.with(bytes, PeFile.OPTIONAL, 0x2802020b);
  }

  /** As the PE format says it: words are added with their carries, and then the length. */
  private static long checksum(byte[] file) {
    int sum = 0;
    for (int i = 0; i < file.length; i += 2) {
      sum += (file[i] & 0xff) | (file[i + 1] & 0xff) << 8;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum + file.length;
  }

  @Test
  void doesNotCollectPlantedMarkersWithoutEnd() throws Exception {
    byte[] planted = external("id", "\377 Go fipsinfo \377\0".repeat(100_000));
    byte[] signed = Arrays.copyOf(planted, planted.length + 16);
    int directory = PeFile.wide().directoryAt(4);
    signed = PeFile.with(PeFile.with(signed, directory, planted.length), directory + 4, 16);
    assertTrue(PeFile.read(signed).undoSignature("a/b/c/d").size() > 1);
  }

  /** Binutils' strip keeps the directory entry of a signature that it cut off. */
  @Test
  void countsNoCertificatesElsewhere() throws Exception {
    PeFile inside = PeFile.go().directory(4, 0x600, 16);
    assertNull(inside.read().linkage().signed());
    PeFile behind = PeFile.go().directory(4, 1 << 20, 16);
    assertNull(behind.read().linkage().signed());
    assertEquals(List.of(), behind.read().undoSignature(""));
    assertEquals(behind.bytes().length, behind.read().end());
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
