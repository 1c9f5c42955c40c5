package dev.gotrust.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.WasmModule.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads wasm modules that are built section by section. */
final class WasmTest {
  private static final String ID = "\u00ff Go build ID: \"x\"\n \u00ff";

  /** The sections of Go's linker in its order. */
  private static WasmModule go() {
    return new WasmModule()
        .custom("go:buildid", ID)
        .imports("gojs", "gojs", "env")
        .section(10, 1, 2, 0, 0x0b)
        .data(Segment.at(16, "ABCDEFGH"), Segment.at(32, "rest"))
        .custom("producers", "")
        .custom("name", "");
  }

  @Test
  void tellsWhereThingsStand() throws Exception {
    Wasm module = go().read();
    assertEquals("js", module.os());
    assertEquals("wasm", module.arch());
    assertEquals(8, module.pointerSize());
    assertEquals(Format.WASM, module.format());
    assertNull(module.buildInfoArea());
    assertEquals(module.view().size(), module.end());
    List<String> names = new ArrayList<>();
    for (Region section : module.sections()) {
      names.add(section.name());
    }
    assertEquals(List.of("go:buildid", "import", "code", "data", "producers", "name"), names);
    Span area = module.buildIdAreas().get(0);
    assertEquals(ID, module.view().slice("ID", area.offset(), area.length()).text(0, 99));
    assertEquals(1, module.buildIdAreas().size());
  }

  @Test
  void readsTheOldBuildIdSection() throws Exception {
    assertEquals(1, new WasmModule().custom("go.buildid", ID).read().buildIdAreas().size());
    assertEquals(0, new WasmModule().custom("go_buildid", ID).read().buildIdAreas().size());
  }

  @Test
  void tellsTheHostByItsImports() throws Exception {
    assertEquals("js", new WasmModule().imports("env", "go").read().os());
    assertEquals("wasip1", new WasmModule().imports("wasi_snapshot_preview1").read().os());
    assertEquals("", new WasmModule().imports("env").read().os());
    assertEquals("", new WasmModule().read().os());
  }

  @Test
  void listsEachImportedModuleOnce() throws Exception {
    Linkage linkage = go().read().linkage();
    assertEquals(List.of("gojs", "env"), linkage.libraries());
    assertFalse(linkage.isStatic());
    assertTrue(linkage.symbols());
    assertFalse(linkage.debug());
    Linkage other = new WasmModule().custom(".debug_info", "").read().linkage();
    assertTrue(other.isStatic());
    assertFalse(other.symbols());
    assertTrue(other.debug());
  }

  @Test
  void readsImportsOfEveryKind() throws Exception {
    ByteWriter content = new ByteWriter().uleb(6);
    content.name("func").name("").octets(0).uleb(7);
    content.name("table").name("").octets(1, 0x70, 1).uleb(1).uleb(2);
    content.name("typed").name("").octets(1, 0x63).sleb(5).octets(0).uleb(1);
    content.name("memory").name("").octets(2, 4).uleb(1L << 40);
    content.name("global").name("").octets(3, 0x7f, 1);
    content.name("tag").name("").octets(4, 0).uleb(3);
    assertEquals(
        List.of("func", "table", "typed", "memory", "global", "tag"),
        new WasmModule().section(2, content.toArray()).read().linkage().libraries());
  }

  @Test
  void mapsActiveSegmentsWithConstantAddresses() throws Exception {
    Wasm module =
        new WasmModule()
            .data(
                Segment.at(-16, "high"),
                Segment.of("passive", 1),
                Segment.of("global", 0, 0x23, 0, 0x0b),
                Segment.of("sum", 0, 0x41, 1, 0x41, 2, 0x6a, 0x0b),
                Segment.of("second memory", 2, 1, 0x41, 9, 0x0b),
                Segment.of("first memory", 2, 0, 0x41, 9, 0x0b),
                Segment.of("huge", 0, 0x42, 0x7f, 0x0b),
                Segment.of("long", 0, 0x42, 0x3f, 0x0b))
            .read();
    List<Long> addresses = new ArrayList<>();
    for (Region segment : module.segments()) {
      addresses.add(segment.address());
      assertEquals(Region.Access.WRITE, segment.access());
    }
    assertEquals(List.of(0xfffffff0L, 9L, 63L), addresses);
    Region last = module.segments().get(2);
    assertEquals("long", module.view().slice("data", last.offset(), last.size()).text(0, 9));
  }

  @Test
  void tellsGoFromOtherWriters() throws Exception {
    assertEquals(Rewriter.NONE, go().read().rewriter());
    assertEquals(Rewriter.NONE, goWithoutNames().read().rewriter());
    assertEquals(Rewriter.UNKNOWN, go().raw("appended").read().rewriter());
    assertEquals(Rewriter.UNKNOWN, go().custom("more", "").read().rewriter());
    assertEquals(Rewriter.UNKNOWN, new WasmModule().custom("go:buildid", ID).read().rewriter());
    assertEquals(Rewriter.UNKNOWN, new WasmModule().read().rewriter());
    assertEquals(Rewriter.RELINKED, go().shortSizes().custom("x", "").read().rewriter());
  }

  private static WasmModule goWithoutNames() {
    return new WasmModule()
        .custom("go:buildid", ID)
        .section(10, 1, 2, 0, 0x0b)
        .custom("producers", "");
  }

  /** Bytes behind the code that start no section are not the module's. */
  @ParameterizedTest
  @ValueSource(
      strings = {"appended", "\n", "\0", "\0\0", "\0\0\0\0\0\0\0\0", "\u0080", "\0\u0001\u007f"})
  void endsBeforeAppendedBytes(String tail) throws Exception {
    Wasm module = go().raw(tail).read();
    assertEquals(go().bytes().length, module.end());
    assertEquals(6, module.sections().size());
  }

  @Test
  void recognisesVersionOneOnly() throws Exception {
    byte[] file = go().bytes();
    assertTrue(Wasm.recognise(ByteWriter.view(file)));
    assertFalse(Wasm.recognise(ByteWriter.view(Arrays.copyOf(file, 7))));
    file[4] = 2;
    assertFalse(Wasm.recognise(ByteWriter.view(file)));
    FormatException refused =
        assertThrows(FormatException.class, () -> Wasm.read(ByteWriter.view(file)));
    assertEquals(FormatException.Kind.NOT_GO, refused.kind());
  }
}
