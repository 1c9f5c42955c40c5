package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.FormatException.Kind;
import dev.gotrust.bytes.Limits;
import dev.gotrust.image.WasmModule.Segment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wasm modules that were made to hurt: each is read or refused, and nothing else happens. */
final class WasmHostileTest {
  private static final int CODE = 10;
  private static final Duration HANG = Duration.ofSeconds(20);

  private static WasmModule module() {
    return new WasmModule()
        .custom("go:buildid", "x")
        .imports("gojs")
        .section(CODE, 1, 2, 0, 0x0b)
        .data(Segment.at(16, "ABCDEFGH"), Segment.at(32, "rest"))
        .custom("producers", "");
  }

  private static FormatException refused(WasmModule module) {
    return assertThrows(FormatException.class, module::read);
  }

  /** A module is read wherever it was cut, but for the headers before the code. */
  @Test
  void readsAModuleThatWasCut() throws Exception {
    byte[] file = module().bytes();
    int whole = 0;
    int cut = 0;
    for (int length = 8; length < file.length; length++) {
      try {
        Wasm read = Wasm.read(ByteWriter.view(Arrays.copyOf(file, length)));
        whole += read.end() == length ? 1 : 0;
        cut += read.end() > length ? 1 : 0;
        assertTrue(read.rewriter() == Rewriter.UNKNOWN);
      } catch (FormatException refused) {
        assertEquals(Kind.MALFORMED, refused.kind());
      }
    }
    assertEquals(5, whole);
    assertTrue(cut > 30, "cut: " + cut);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 0x7f, 0xffff, 0x7fffffffL, 0xffffffffL})
  void readsSectionsBeyondTheFile(long size) throws Exception {
    for (int id : new int[] {1, 2, 11, 12}) {
      byte[] header = new ByteWriter().octets(id).uleb(size).toArray();
      Wasm module = new WasmModule().raw(header).read();
      assertEquals(8 + header.length + size, module.end());
      assertEquals(0, module.segments().size());
      assertEquals("", module.os());
    }
    byte[] custom = new ByteWriter().octets(0).uleb(size).toArray();
    assertEquals(Kind.MALFORMED, refused(new WasmModule().raw(custom)).kind());
    assertEquals(module().bytes().length, module().raw(custom).read().end());
    byte[] named = new ByteWriter().octets(0).uleb(99).name("go:buildid").text("x").toArray();
    Wasm module = module().raw(named).read();
    assertEquals(module().bytes().length + 2 + 99, module.end());
    assertEquals(1, module.buildIdAreas().get(1).length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0001\u00ff\u00ff\u00ff\u00ff\u001f",
        "\u0001\u0080\u0080\u0080\u0080\u0080\0",
        "\u0001\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
        "\u0001\u0080",
        "\u0001",
        "\0",
        "\u000e\0",
        "\u00ff\0"
      })
  void refusesBrokenSectionHeaders(String header) {
    assertEquals(Kind.MALFORMED, refused(new WasmModule().raw(header)).kind());
  }

  @Test
  void refusesSectionsOutOfOrderBeforeTheCode() {
    assertEquals(Kind.MALFORMED, refused(new WasmModule().section(3, 0).section(1, 0)).kind());
    assertEquals(Kind.MALFORMED, refused(new WasmModule().section(3, 0).section(3, 0)).kind());
    assertDoesNotThrow(() -> new WasmModule().section(5, 0).section(13, 0).section(6, 0).read());
    assertDoesNotThrow(() -> new WasmModule().section(9, 0).section(12, 0).section(CODE, 0).read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0005abcd", "\u00ff\u00ff\u00ff\u00ff\u000f", "\u0080"})
  void refusesCustomSectionsWithoutName(String content) {
    WasmModule module = new WasmModule().section(0, new ByteWriter().text(content).toArray());
    assertEquals(Kind.MALFORMED, refused(module).kind());
  }

  @Test
  void refusesNamesThatAreTooLong() {
    String longest = "n".repeat(Limits.NAME);
    assertDoesNotThrow(() -> new WasmModule().custom(longest, "").read());
    assertEquals(Kind.TOO_LARGE, refused(new WasmModule().custom(longest + "n", "")).kind());
    assertEquals(Kind.TOO_LARGE, refused(module().custom(longest + "n", "")).kind());
    assertEquals(Kind.TOO_LARGE, refused(new WasmModule().imports(longest + "n")).kind());
  }

  @Test
  void refusesAMillionSections() {
    byte[] sections = new byte[3_000_000];
    for (int i = 0; i < sections.length; i += 3) {
      sections[i + 1] = 1;
    }
    assertTimeoutPreemptively(
        HANG, () -> assertEquals(Kind.TOO_LARGE, refused(new WasmModule().raw(sections)).kind()));
  }

  @ParameterizedTest
  @CsvSource({"100001, TOO_LARGE", "4294967295, TOO_LARGE", "100000, MALFORMED", "2, MALFORMED"})
  void refusesCountsThatDoNotHold(long count, Kind kind) {
    byte[] content = new ByteWriter().uleb(count).octets(0).toArray();
    assertEquals(kind, refused(new WasmModule().section(2, content)).kind());
    assertEquals(kind, refused(new WasmModule().section(11, content)).kind());
  }

  @Test
  void refusesTooManyImportedModules() {
    String[] modules = new String[Limits.LIBRARIES + 1];
    for (int i = 0; i < modules.length; i++) {
      modules[i] = "m" + i;
    }
    assertEquals(Kind.TOO_LARGE, refused(new WasmModule().imports(modules)).kind());
    assertDoesNotThrow(
        () -> new WasmModule().imports(Arrays.copyOf(modules, Limits.LIBRARIES)).read());
  }

  @Test
  void doesNotReadUnknownImports() {
    for (int[] description : new int[][] {{5, 0}, {0x7f, 0}, {2, 8}, {2, 0xff}}) {
      byte[] content =
          new ByteWriter().uleb(1).name("m").name("f").octets(description).octets(0, 0).toArray();
      assertEquals(Kind.UNSUPPORTED, refused(new WasmModule().section(2, content)).kind());
    }
  }

  @Test
  void refusesBrokenDataSegments() {
    assertData(Kind.UNSUPPORTED, 3);
    assertData(Kind.UNSUPPORTED, 0, 0x10, 0);
    assertData(Kind.MALFORMED, 0, 0x41);
    assertData(Kind.MALFORMED, 0, 0x41, 0);
    assertData(Kind.MALFORMED, 0, 0x41, 0, 0x0b);
    assertData(Kind.MALFORMED, 0, 0x41, 0, 0x0b, 1);
    assertData(Kind.MALFORMED, 0, 0x41, 0, 0x0b, 0xff, 0xff, 0xff, 0xff, 0x0f);
    assertData(Kind.MALFORMED, 0, 0x41, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0x0b, 0);
    assertData(Kind.MALFORMED, 0, 0x41, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x0b, 0);
    assertData(Kind.MALFORMED, 1, 5, 'a');
  }

  private static void assertData(Kind kind, int... segment) {
    byte[] content = new ByteWriter().uleb(1).octets(segment).toArray();
    assertEquals(kind, refused(new WasmModule().section(11, content)).kind());
  }

  @Test
  void readsAnEndlessConstantOnce() {
    byte[] content = new byte[2_000_000];
    Arrays.fill(content, (byte) 0x6a);
    content[0] = 1;
    content[1] = 0;
    assertTimeoutPreemptively(
        HANG,
        () -> assertEquals(Kind.MALFORMED, refused(new WasmModule().section(11, content)).kind()));
  }

  /** Whatever bytes are changed, a module is read or refused. */
  @Test
  void survivesMutations() throws Exception {
    byte[] file = module().bytes();
    Random random = new Random(20_261_123);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = file.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutated[8 + random.nextInt(file.length - 8)] = (byte) random.nextInt();
      }
      read += outcome(mutated);
    }
    assertTrue(read > 0 && read < 20_000, "some are read, some refused");
  }

  private static int outcome(byte[] file) throws Exception {
    try {
      Wasm module = Wasm.read(ByteWriter.view(file));
      assertTrue(module.end() >= 8 && module.end() < file.length + (1L << 32));
      assertTrue(module.rewriter() != Rewriter.BINUTILS);
      for (Region segment : module.segments()) {
        assertTrue(module.view().holds(segment.offset(), segment.size()));
      }
      for (Span area : module.buildIdAreas()) {
        assertTrue(module.view().holds(area.offset(), area.length()));
      }
      return 1;
    } catch (FormatException refused) {
      assertTrue(refused.offset() >= 0 && refused.offset() <= file.length, refused.getMessage());
      return 0;
    }
  }
}
