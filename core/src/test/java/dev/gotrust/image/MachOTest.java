package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.MachOFile.Section;
import dev.gotrust.image.Region.Access;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads Mach-O images that are built command by command. */
final class MachOTest {
  private static MachOFile go() {
    return MachOFile.go(MachOFile.AMD64, MachOFile.LINK_EDIT_SIZE);
  }

  @ParameterizedTest
  @CsvSource({"7,386", "0x01000007,amd64", "12,arm", "0x0100000c,arm64", "18,''", "0x01000012,''"})
  void tellsTheArchitecture(String cpu, String arch) throws Exception {
    assertEquals(arch, MachOFile.of(Integer.decode(cpu)).read().arch());
  }

  @ParameterizedTest
  @CsvSource({
    "0x32,1,darwin",
    "0x32,2,ios",
    "0x32,7,ios",
    "0x32,6,''",
    "0x32,11,''",
    "0x24,0,darwin",
    "0x25,0,ios"
  })
  void tellsTheSystem(String command, int platform, String os) throws Exception {
    MachOFile file = MachOFile.of(MachOFile.ARM64).command(Integer.decode(command), platform, 0);
    assertEquals(os, file.read().os());
  }

  @Test
  void takesAFileWithoutPlatformAsDarwin() throws Exception {
    assertEquals("darwin", MachOFile.of(MachOFile.ARM64).read().os());
  }

  @ParameterizedTest
  @CsvSource({"true,LITTLE", "true,BIG", "false,LITTLE", "false,BIG"})
  void readsBothWidthsAndByteOrders(boolean wide, String name) throws Exception {
    ByteOrder order = name.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    MachO image =
        new MachOFile(wide, order, 18)
            .segment(
                "__TEXT", 0x1000, 0x2000, 0, 0x900, 5, new Section("__text", 0x1800, 16, 0x800, 0))
            .content(0x800, "instructions")
            .content(0x8ff, "x")
            .read();
    assertEquals(wide ? 8 : 4, image.pointerSize());
    assertEquals(order, image.view().order());
    assertEquals(
        List.of(new Region("__text", 0x800, 16, 0x1800, 16, Access.EXECUTE)), image.sections());
    assertEquals(
        List.of(new Region("__TEXT", 0, 0x900, 0x1000, 0x2000, Access.EXECUTE)), image.segments());
    assertEquals("instructions", image.atAddress("code", 0x1800, 16).text(0, 16));
  }

  @Test
  void asksForTheMagicNumber() throws Exception {
    byte[] file = go().bytes();
    assertTrue(MachO.recognise(ByteWriter.view(file)));
    file[0] ^= 2;
    assertFalse(MachO.recognise(ByteWriter.view(file)));
    assertThrows(FormatException.class, () -> MachO.read(ByteWriter.view(file)));
    assertFalse(MachO.recognise(ByteWriter.view(new byte[27])));
  }

  @Test
  void findsBuildInfoWhereGoLooks() throws Exception {
    Region named = go().read().buildInfoArea();
    assertNotNull(named);
    assertEquals("__go_buildinfo", named.name());
    MachOFile file =
        MachOFile.of(MachOFile.AMD64)
            .segment("CODE", 0x1000, 0x1000, 0, 8, 5)
            .segment("EMPTY", 0x2000, 0x1000, 0, 0, 3)
            .segment("DATA", 0x3000, 0x1000, 0, 8, 3);
    Region writable = file.read().buildInfoArea();
    assertNotNull(writable);
    assertEquals("DATA", writable.name());
    assertNull(MachOFile.of(MachOFile.AMD64).read().buildInfoArea());
  }

  @Test
  void searchesTheBuildIdInTheFileThenInTheCode() throws Exception {
    MachO image = go().read();
    assertEquals(
        List.of(new Span(0, image.view().size()), new Span(MachOFile.TEXT_AT, 64)),
        image.buildIdAreas());
    assertEquals(1, MachOFile.of(7).read().buildIdAreas().size());
  }

  @Test
  void givesZeroFillNoBytesOfTheFile() throws Exception {
    Region bss = go().read().section("__bss");
    assertNotNull(bss);
    assertEquals(0, bss.size());
    assertEquals(1 << 20, bss.memorySize());
  }

  @Test
  void readsTheUuid() throws Exception {
    HostId id = go().read().hostId();
    assertNotNull(id);
    assertEquals(HostId.Kind.LC_UUID, id.kind());
    assertEquals("000102030405060708090a0b0c0d0e0f", id.value().hex());
    assertEquals(List.of(new Span(id.offset(), 16)), go().read().hostIdSpans());
    assertEquals(go().commandAt(9) + 8, id.offset());
    assertNull(MachOFile.of(7).read().hostId());
  }

  @Test
  void tellsHowItWasLinked() throws Exception {
    Linkage linkage = go().read().linkage();
    assertEquals("executable", linkage.type());
    assertEquals("/usr/lib/dyld", linkage.interpreter());
    assertEquals(List.of("/usr/lib/libSystem.B.dylib"), linkage.libraries());
    assertTrue(linkage.pie());
    assertTrue(linkage.symbols());
    assertFalse(linkage.debug());
    assertNull(linkage.signed());
  }

  @Test
  void listsLibrariesHoweverTheyAreLoaded() throws Exception {
    MachOFile file = MachOFile.of(7).fileType(6).flags(0);
    file.named(MachOCommand.LOAD_WEAK_DYLIB, 24, "weak");
    file.named(MachOCommand.REEXPORT_DYLIB, 24, "again");
    file.named(MachOCommand.LAZY_LOAD_DYLIB, 24, "lazy");
    file.named(MachOCommand.LOAD_UPWARD_DYLIB, 24, "up");
    Linkage linkage = file.read().linkage();
    assertEquals(List.of("weak", "again", "lazy", "up"), linkage.libraries());
    assertEquals("dylib", linkage.type());
    assertTrue(linkage.pie());
    assertFalse(linkage.symbols());
    assertFalse(linkage.isStatic());
  }

  @Test
  void findsDebugDataBySegmentAndBySection() throws Exception {
    assertTrue(MachOFile.of(7).segment("__DWARF", 0, 0, 0, 0, 0).read().linkage().debug());
    Section section = new Section("__zdebug_info", 0, 4, 0x20, 0);
    assertTrue(MachOFile.of(7).segment("", 0, 4, 0x20, 4, 0, section).read().linkage().debug());
  }

  /** With {@code -s} Go keeps the symbols that dyld binds, and no other. */
  @Test
  void countsNoImportedSymbols() throws Exception {
    MachOFile file = MachOFile.of(7).command(MachOCommand.SYMTAB, 0, 5, 0, 0);
    int[] dysymtab = new int[18];
    dysymtab[5] = 5;
    assertTrue(file.read().linkage().symbols());
    assertFalse(file.command(MachOCommand.DYSYMTAB, dysymtab).read().linkage().symbols());
  }

  @Test
  void endsBehindSegmentsAndReadsACutFile() throws Exception {
    byte[] file = go().bytes();
    assertEquals(file.length, go().read().end());
    MachO cut = MachO.read(ByteWriter.view(Arrays.copyOf(file, 0x900)));
    assertEquals(file.length, cut.end());
    assertEquals(List.of(), cut.undoSignature(""));
  }

  @Test
  void placesTheCodeSignature() throws Exception {
    int slot = (int) MachOLinkEdit.slotSize(MachOFile.LINK_EDIT_END);
    MachO image =
        MachOFile.go(MachOFile.ARM64, MachOFile.LINK_EDIT_SIZE + slot)
            .signature(MachOFile.LINK_EDIT_END, slot)
            .read();
    assertEquals(List.of(new Span(MachOFile.LINK_EDIT_END, slot)), image.signatureSpans());
    assertEquals("code-signature", image.linkage().signed());
    assertEquals(image.view().size(), image.end());
    assertEquals(Rewriter.NONE, image.rewriter());
    assertEquals(List.of(), image.undoSignature(""));
  }

  @Test
  void knowsGosOwnLayout() throws Exception {
    assertEquals(Rewriter.NONE, go().read().rewriter());
    assertEquals(
        Rewriter.UNKNOWN,
        go().named(MachOCommand.LOAD_DYLIB, 24, "@rpath/other.dylib").read().rewriter());
    MachOFile version = go().command(MachOCommand.BUILD_VERSION, 1, 0, 0, 0);
    assertEquals(Rewriter.UNKNOWN, version.read().rewriter());
    // A vmsize that was rounded, strings that start otherwise, strings that end before the file.
    MachOFile rounded =
        MachOFile.of(MachOFile.AMD64).goSegments(0x1000, MachOFile.LINK_EDIT_SIZE).goCommands();
    assertEquals(Rewriter.UNKNOWN, rounded.read().rewriter());
    assertEquals(
        Rewriter.UNKNOWN, go().content(MachOFile.LINK_EDIT_AT + 40, "\0\0").read().rewriter());
    MachOFile longer = MachOFile.go(MachOFile.AMD64, MachOFile.LINK_EDIT_SIZE + 8);
    assertEquals(Rewriter.UNKNOWN, longer.read().rewriter());
  }

  @Test
  void knowsOtherToolsLayouts() throws Exception {
    assertEquals(Rewriter.BINUTILS, go().command(0x26, 0, 0).read().rewriter());
    MachOFile rounded = MachOFile.of(7).segment("__DATA", 0x1000, 0x2000, 0, 0x1000, 3);
    assertEquals(Rewriter.BINUTILS, rounded.read().rewriter());
  }
}
