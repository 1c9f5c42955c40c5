package dev.gotrust.image;

import static dev.gotrust.samples.ElfSample.BASE;
import static dev.gotrust.samples.ElfSample.CONSTANTS;
import static dev.gotrust.samples.ElfSample.DATA;
import static dev.gotrust.samples.ElfSample.NOTE;
import static dev.gotrust.samples.ElfSample.SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.FormatException.Kind;
import dev.gotrust.image.Region.Access;
import dev.gotrust.samples.ElfSample;
import dev.gotrust.samples.GoContent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ELF reader on crafted files of both classes and byte orders. */
final class ElfTest {
  private final ElfSample sample = new ElfSample();
  private final byte[] bytes = sample.bytes();
  private final ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  static Stream<ElfSample> classes() {
    return Stream.of(
        new ElfSample(),
        new ElfSample().big(),
        new ElfSample().narrow(),
        new ElfSample().narrow().big());
  }

  private static Elf read(byte[] bytes) throws Exception {
    return Elf.read(ByteView.of(new ArraySource(bytes), "test"));
  }

  private FormatException refused() {
    return assertThrows(FormatException.class, () -> read(bytes));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void readsTheTables(ElfSample any) throws Exception {
    Elf elf = read(any.bytes());
    assertEquals(
        List.of("", ".note.go.buildid", ".rodata", ".go.buildinfo", ".shstrtab", ".gopclntab"),
        elf.sections().stream().map(Region::name).toList());
    assertEquals(
        new Region(
            ".rodata",
            CONSTANTS,
            GoContent.PCLNTAB,
            BASE + CONSTANTS,
            GoContent.PCLNTAB,
            Access.READ),
        elf.section(".rodata"));
    assertEquals(Access.WRITE, elf.section(".go.buildinfo").access());
    assertEquals(Access.NONE, elf.section(".shstrtab").access());
    assertNull(elf.section(".text"));
    assertEquals(
        List.of(
            new Region("", 0, DATA, BASE, DATA, Access.READ),
            new Region("", DATA, 0x400, BASE + DATA, 0x400, Access.WRITE)),
        elf.segments());
    assertEquals(SIZE, elf.end());
    assertEquals(1, elf.notes().size());
    assertEquals(".note.go.buildid", elf.notes().get(0).section());
    assertEquals(NOTE + 16, elf.notes().get(0).offset());
    assertEquals(83, elf.notes().get(0).descriptor().length());
    assertEquals("linux", elf.os());
    assertEquals(Rewriter.NONE, elf.rewriter());
  }

  @Test
  void namesTheArchitecture() throws Exception {
    List<String> found = classes().map(any -> arch(any.bytes())).toList();
    assertEquals(List.of("amd64", "s390x", "386", "mips"), found);
  }

  private static String arch(byte[] bytes) {
    try {
      return read(bytes).arch();
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "183, arm64",
    "22, s390x",
    "21, ppc64le",
    "8, mips64le",
    "243, riscv64",
    "258, loong64",
    "40, arm",
    "43, sparc64",
    "0, ''",
    "65535, ''"
  })
  void namesTheMachine(int machine, String arch) throws Exception {
    out.putShort(18, (short) machine);
    assertEquals(arch, read(bytes).arch());
  }

  @ParameterizedTest
  @CsvSource({
    "0, linux",
    "3, linux",
    "2, netbsd",
    "6, solaris",
    "9, freebsd",
    "12, openbsd",
    "255, ''"
  })
  void namesTheSystem(int osAbi, String os) throws Exception {
    bytes[7] = (byte) osAbi;
    assertEquals(os, read(bytes).os());
  }

  @Test
  void anAddressOf32BitsHasNoSign() throws Exception {
    ElfSample narrow = new ElfSample().narrow();
    byte[] high = narrow.bytes();
    ByteBuffer.wrap(high).order(ByteOrder.LITTLE_ENDIAN).putInt(narrow.program(1) + 8, 0xfffff000);
    assertEquals(0xfffff000L, read(high).segments().get(0).address());
    assertEquals(4, read(high).pointerSize());
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, MALFORMED, class",
    "4, 3, MALFORMED, class",
    "5, 0, MALFORMED, encoding",
    "5, 3, MALFORMED, encoding",
    "6, 0, UNSUPPORTED, version",
    "6, 2, UNSUPPORTED, version"
  })
  void refusesOtherIdentifications(int at, int value, Kind kind, String word) {
    bytes[at] = (byte) value;
    FormatException refused = refused();
    assertEquals(kind, refused.kind());
    assertEquals(at, refused.offset());
    assertTrue(refused.getMessage().contains(word), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"32, program headers", "40, section headers"})
  void tablesMustLieInTheFile(int field, String table) {
    for (long offset : new long[] {SIZE - 1, SIZE, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      out.putLong(field, offset);
      FormatException refused = refused();
      assertEquals(Kind.MALFORMED, refused.kind());
      assertTrue(refused.getMessage().contains(table), refused.getMessage());
    }
  }

  @Test
  void jelfNeverSeesATable() throws Exception {
    // The library would load these whole, and fails on what it can't make sense of.
    for (int type : new int[] {2, 3, 5, 6, 9, 11, 0x6ffffff6, -1}) {
      for (int index = 1; index < ElfSample.SECTIONS; index++) {
        byte[] copy = bytes.clone();
        ByteBuffer entry = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(sample.section(index) + 4, type);
        entry.putLong(sample.section(index) + 0x38, -1).putInt(sample.section(index) + 0x28, -1);
        assertEquals(ElfSample.SECTIONS, read(copy).sections().size());
      }
    }
    out.putInt(sample.program(1), -1).putShort(16, (short) -1).putShort(18, (short) -1);
    assertEquals(1, read(bytes).segments().size());
    assertEquals("unknown", read(bytes).linkage().type());
  }

  @Test
  void aNobitsSectionHasNoBytes() throws Exception {
    out.putInt(sample.section(3) + 4, 8).putLong(sample.section(3) + 0x20, Long.MAX_VALUE);
    Region section = read(bytes).section(".go.buildinfo");
    assertEquals(0, section.size());
    assertEquals(Long.MAX_VALUE, section.memorySize());
  }

  @Test
  void junkInTheFirstSectionHeaderDoesNotCount() throws Exception {
    Arrays.fill(bytes, sample.section(0), sample.section(1), (byte) 0x5a);
    assertEquals(SIZE, read(bytes).end());
  }

  @Test
  void anImageEndsBehindItsLastByteEvenIfTheFileDoesNotHoldIt() throws Exception {
    out.putLong(sample.section(2) + 0x20, 0x10000);
    assertEquals(CONSTANTS + 0x10000, read(bytes).end());
  }

  @Test
  void theHostBuildIdIsMaskedBySection() throws Exception {
    ByteBuffer note = ByteBuffer.wrap(bytes, NOTE, 100).slice().order(ByteOrder.LITTLE_ENDIAN);
    note.putInt(0, 4).putInt(4, 20).putInt(8, 3).put(12, new byte[] {'G', 'N', 'U', 0});
    // Found by a program header, in a section of another name: hashed.
    assertEquals(NOTE + 16, read(bytes).hostId().offset());
    assertEquals(List.of(), read(bytes).hostIdSpans());
    byte[] name = GoContent.latin1(".note.gnu.build-id\0");
    System.arraycopy(name, 0, bytes, 0x3d8, name.length);
    out.putInt(sample.section(1), 0x3d8 - 0x380).putLong(sample.section(4) + 0x20, 0x80);
    out.putLong(sample.section(1) + 0x20, 36);
    HostId host = read(bytes).hostId();
    assertEquals(HostId.Kind.GNU_BUILD_ID, host.kind());
    assertEquals(NOTE + 16, host.offset());
    assertEquals(20, host.value().length());
    assertEquals(List.of(new Span(NOTE + 16, 20)), read(bytes).hostIdSpans());

    // Another note of that kind before it, in a section of another name, changes nothing.
    ByteBuffer first = ByteBuffer.wrap(bytes, 0x7c0, 36).slice().order(ByteOrder.LITTLE_ENDIAN);
    first.putInt(0, 4).putInt(4, 20).putInt(8, 3).put(12, new byte[] {'G', 'N', 'U', 0});
    out.putInt(sample.section(0) + 4, 7).putLong(sample.section(0) + 0x18, 0x7c0);
    out.putLong(sample.section(0) + 0x20, 36);
    assertEquals(NOTE + 16, read(bytes).hostId().offset());
    assertEquals(List.of(new Span(NOTE + 16, 20)), read(bytes).hostIdSpans());

    // The section is what counts, whatever is in it.
    note.putInt(8, 99);
    assertEquals(0x7d0, read(bytes).hostId().offset());
    assertEquals(List.of(new Span(NOTE + 16, 20)), read(bytes).hostIdSpans());
    out.putLong(sample.section(1) + 0x20, 16);
    assertEquals(List.of(), read(bytes).hostIdSpans());
  }

  @Test
  void theBytesAtAnAddress() throws Exception {
    Elf elf = read(bytes);
    assertEquals(DATA, elf.atAddress("data", BASE + DATA, 0x400).base());
    for (long address : new long[] {BASE + SIZE, BASE - 1, 0, -1, Long.MIN_VALUE}) {
      assertThrows(FormatException.class, () -> elf.atAddress("none", address, 1));
    }
    assertThrows(FormatException.class, () -> elf.atAddress("long", BASE + DATA, 0x401));
    assertThrows(FormatException.class, () -> elf.atAddress("wraps", BASE + DATA, -1));
  }

  @Test
  void theLayoutShowsTheLastWriter() throws Exception {
    assertEquals(Rewriter.NONE, read(bytes).rewriter());
    assertEquals(Rewriter.RELINKED, read(new ElfSample().bare().bytes()).rewriter());

    int table = ElfSample.SECTIONS * 64;
    byte[] atEnd = Arrays.copyOf(bytes, SIZE + table);
    System.arraycopy(bytes, sample.sectionTable(), atEnd, SIZE, table);
    ByteBuffer end = ByteBuffer.wrap(atEnd).order(ByteOrder.LITTLE_ENDIAN).putLong(0x28, SIZE);
    assertEquals(Rewriter.BINUTILS, read(atEnd).rewriter());

    // The section headers at the end, and yet a section behind them.
    end.putLong(SIZE + 64 + 0x18, SIZE + 64);
    assertEquals(Rewriter.RELINKED, read(atEnd).rewriter());
  }

  /** patchelf edits what is linked dynamically, debugedit aligns compressed sections: in place. */
  @Test
  void someToolsKeepTheLayout() throws Exception {
    out.putInt(sample.program(0), 2);
    assertEquals(Rewriter.EDITOR, read(bytes).rewriter());
    out.putLong(sample.program(0) + 0x20, 0);
    assertEquals(Rewriter.NONE, read(bytes).rewriter());
    out.putLong(sample.section(5) + 8, 0x800).putLong(sample.section(5) + 0x30, 1);
    assertEquals(Rewriter.NONE, read(bytes).rewriter());
    out.putLong(sample.section(5) + 0x30, 8);
    assertEquals(Rewriter.EDITOR, read(bytes).rewriter());
    out.putLong(sample.section(5) + 8, 0);
    assertEquals(Rewriter.NONE, read(bytes).rewriter());
  }

  @Test
  void aDebugFileHasNoBytesOfCode() throws Exception {
    int table = ElfSample.SECTIONS * 64;
    // Two sections of code, without bytes.
    for (int index : new int[] {2, 3}) {
      out.putInt(sample.section(index) + 4, 8).putLong(sample.section(index) + 8, 6);
    }
    assertFalse(read(bytes).isDebugFile());
    byte[] atEnd = Arrays.copyOf(bytes, SIZE + table);
    System.arraycopy(bytes, sample.sectionTable(), atEnd, SIZE, table);
    ByteBuffer end = ByteBuffer.wrap(atEnd).order(ByteOrder.LITTLE_ENDIAN).putLong(0x28, SIZE);
    assertTrue(read(atEnd).isDebugFile());
    end.putInt(SIZE + 3 * 64 + 4, 1);
    assertFalse(read(atEnd).isDebugFile());
    end.putLong(SIZE + 3 * 64 + 8, 3);
    assertTrue(read(atEnd).isDebugFile());
    end.putLong(SIZE + 2 * 64 + 8, 3);
    assertFalse(read(atEnd).isDebugFile());
  }

  /** The names of libraries and of the interpreter are read whole or refused. */
  @Test
  void noNameIsCutSilently() throws Exception {
    int at = SIZE;
    byte[] longer = Arrays.copyOf(bytes, SIZE + 5000);
    Arrays.fill(longer, at, longer.length, (byte) 'x');
    longer[at + 4096] = 0;
    ByteBuffer file = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(sample.program(0), 2).putLong(sample.program(0) + 8, DATA + 0x380);
    file.putLong(sample.program(0) + 0x20, 48).putLong(sample.program(2) + 0x20, 0x400 + 5000);
    long[] dynamic = {1, 0, 5, BASE + at, 0, 0};
    for (int i = 0; i < dynamic.length; i++) {
      file.putLong(DATA + 0x380 + 8 * i, dynamic[i]);
    }
    assertEquals(List.of("x".repeat(4096)), read(longer).linkage().libraries());
    longer[at + 4096] = 'x';
    FormatException refused = assertThrows(FormatException.class, () -> read(longer).linkage());
    assertEquals(Kind.TOO_LARGE, refused.kind());
    file.putInt(sample.program(0), 3).putLong(sample.program(0) + 8, at);
    file.putLong(sample.program(0) + 0x20, 4097);
    assertEquals(Kind.TOO_LARGE, assertThrows(FormatException.class, () -> read(longer)).kind());
    file.putLong(sample.program(0) + 0x20, 4096);
    assertEquals(4096, read(longer).linkage().interpreter().length());
  }

  /** Nobody looks for one of more than 256 bytes, and thousands of them could share their bytes. */
  @Test
  void aSectionNameThatIsTooLongIsNone() throws Exception {
    byte[] longer = Arrays.copyOf(bytes, SIZE + 300);
    Arrays.fill(longer, SIZE, longer.length, (byte) 'n');
    longer[SIZE + 256] = 0;
    ByteBuffer file = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(sample.section(4) + 0x18, SIZE).putLong(sample.section(4) + 0x20, 300);
    file.putInt(sample.section(2), 0);
    assertEquals("n".repeat(256), read(longer).sections().get(2).name());
    longer[SIZE + 256] = 'n';
    assertEquals("", read(longer).sections().get(2).name());
  }

  @Test
  void howItWasLinked() throws Exception {
    Linkage plain = read(bytes).linkage();
    assertEquals("executable", plain.type());
    assertTrue(plain.isStatic());
    assertEquals(false, plain.pie() || plain.symbols() || plain.debug());

    // The first program header becomes PT_INTERP, the segment of constants PT_DYNAMIC.
    byte[] text = GoContent.latin1("/lib64/ld-linux-x86-64.so.2\0libc.so.6\0");
    System.arraycopy(text, 0, bytes, CONSTANTS + 0x300, text.length);
    out.putInt(sample.program(0), 3).putLong(sample.program(0) + 8, CONSTANTS + 0x300);
    out.putLong(sample.program(0) + 0x20, 28);
    out.putInt(sample.program(1), 2).putLong(sample.program(1) + 8, DATA + 0x380);
    out.putLong(sample.program(1) + 0x20, 0x80).putShort(16, (short) 3);
    out.putLong(sample.program(2) + 8, 0).putLong(sample.program(2) + 0x20, SIZE);
    out.putLong(sample.program(2) + 0x10, BASE);
    long[] dynamic = {1, 28, 5, BASE + CONSTANTS + 0x300, 0x6ffffffbL, 0x08000000L, 0, 0, 1, 0};
    for (int i = 0; i < dynamic.length; i++) {
      out.putLong(DATA + 0x380 + 8 * i, dynamic[i]);
    }
    out.putInt(sample.section(2) + 4, 2);
    Linkage linkage = read(bytes).linkage();
    assertEquals("/lib64/ld-linux-x86-64.so.2", linkage.interpreter());
    assertEquals(List.of("libc.so.6"), linkage.libraries());
    assertEquals("executable", linkage.type());
    assertTrue(linkage.pie() && linkage.symbols() && !linkage.isStatic());

    // A library whose name leads out of the file.
    out.putLong(DATA + 0x388, Long.MAX_VALUE);
    assertThrows(FormatException.class, () -> read(bytes).linkage());
    out.putLong(DATA + 0x388, 28).putLong(DATA + 0x398, -1);
    assertThrows(FormatException.class, () -> read(bytes).linkage());
  }
}
