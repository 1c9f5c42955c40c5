package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WebAssembly module of version 1, see {@code specs/wasm.md}.
 *
 * <p>Sections carry the name that the specification gives them, custom ones their own. Segments are
 * the data segments with a constant address in the first memory; their table is read with the
 * headers.
 */
public final class Wasm implements Image {
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final String BUILD_ID = "go:buildid";
  private static final String OLD_BUILD_ID = "go.buildid";
  private static final String NAME = "name";

  /** What Go's linker writes a section's size with: it leaves room and fills it in later. */
  private static final int GO_SIZE_WIDTH = 5;

  private final ByteView view;
  private final WasmSections table;
  private final List<String> modules;
  private final List<Region> sections;
  private final List<Region> segments;

  private Wasm(ByteView view, WasmSections table) throws FormatException, IOException {
    this.view = view;
    this.table = table;
    this.modules = modules(view, table);
    this.sections = regions(table);
    this.segments = segments(view, table);
  }

  /** Whether the bytes start as a WebAssembly module of version 1 does. */
  static boolean recognise(ByteView view) throws IOException {
    return view.matches(0, PREAMBLE);
  }

  /**
   * Reads the section headers, the imports and the headers of the data segments.
   *
   * @param view the bytes of the file
   * @return the module, its sections, imports and data segments listed
   * @throws FormatException if there is no module of version 1, a section is malformed or out of
   *     order, or there is more of something than {@link dev.gotrust.bytes.Limits} admits
   * @throws IOException if they can't be read
   */
  public static Wasm read(ByteView view) throws FormatException, IOException {
    if (!recognise(view)) {
      throw new FormatException(
          FormatException.Kind.NOT_GO,
          view.base(),
          "expected a WebAssembly module of version 1, found other bytes");
    }
    ByteView little = view.order(ByteOrder.LITTLE_ENDIAN);
    return new Wasm(little, WasmSections.read(little));
  }

  private static List<String> modules(ByteView view, WasmSections table)
      throws FormatException, IOException {
    WasmSections.@Nullable Section imports = table.whole(view, WasmSections.IMPORT);
    return imports == null
        ? List.of()
        : WasmImports.modules(view.slice("wasm imports", imports.offset(), imports.size()));
  }

  private static List<Region> regions(WasmSections table) {
    List<Region> regions = new ArrayList<>(table.sections().size());
    for (WasmSections.Section section : table.sections()) {
      regions.add(section.region());
    }
    return List.copyOf(regions);
  }

  private static List<Region> segments(ByteView view, WasmSections table)
      throws FormatException, IOException {
    WasmSections.@Nullable Section data = table.whole(view, WasmSections.DATA);
    if (data == null) {
      return List.of();
    }
    ByteView content = view.slice("wasm data section", data.offset(), data.size());
    return List.copyOf(WasmData.segments(content, view.base()));
  }

  @Override
  public Format format() {
    return Format.WASM;
  }

  /** Returns js or wasip1 by the host's module that is imported from, else an empty text. */
  @Override
  public String os() {
    if (modules.contains("gojs") || modules.contains("go")) {
      return "js";
    }
    return modules.contains("wasi_snapshot_preview1") ? "wasip1" : "";
  }

  @Override
  public String arch() {
    return "wasm";
  }

  /** Returns 8: Go's pointers have 64 bits on wasm, of which memory addresses use 32. */
  @Override
  public int pointerSize() {
    return 8;
  }

  @Override
  public ByteView view() {
    return view;
  }

  /**
   * Returns the offset behind the last section; what follows it starts no section. It lies behind
   * the end of a file that was cut within a section.
   */
  @Override
  public long end() {
    return table.end();
  }

  /**
   * Returns the sections; the one of data, segment headers and all, counts as loaded, at no address
   * of its own.
   */
  @Override
  public List<Region> sections() {
    return sections;
  }

  @Override
  public List<Region> segments() {
    return segments;
  }

  @Override
  public @Nullable Region buildInfoArea() {
    return null;
  }

  /**
   * Returns the content of the custom sections {@code go:buildid} or, of old, {@code go.buildid}.
   */
  @Override
  public List<Span> buildIdAreas() {
    List<Span> areas = new ArrayList<>();
    for (WasmSections.Section section : table.sections()) {
      if (isBuildId(section)) {
        long held = Math.min(section.size(), view.size() - section.offset());
        areas.add(new Span(section.offset(), held));
      }
    }
    return areas;
  }

  private static boolean isBuildId(WasmSections.Section section) {
    return section.id() == WasmSections.CUSTOM
        && (section.name().equals(BUILD_ID) || section.name().equals(OLD_BUILD_ID));
  }

  /**
   * Returns {@link Rewriter#RELINKED} where a section's size is written as Go's linker never does,
   * {@link Rewriter#NONE} where the sections are those of Go's linker in its order, to the end of
   * the file, else {@link Rewriter#UNKNOWN}.
   */
  @Override
  public Rewriter rewriter() {
    List<WasmSections.Section> all = table.sections();
    for (WasmSections.Section section : all) {
      if (section.sizeWidth() != GO_SIZE_WIDTH) {
        return Rewriter.RELINKED;
      }
    }
    boolean goOnly = !all.isEmpty() && isBuildId(all.get(0)) && endsAsGoDoes(all);
    return goOnly && end() == view.size() ? Rewriter.NONE : Rewriter.UNKNOWN;
  }

  /** The build ID alone stands before the numbered sections, producers and names alone behind. */
  private static boolean endsAsGoDoes(List<WasmSections.Section> all) {
    int custom = 0;
    for (WasmSections.Section section : all) {
      custom += section.id() == WasmSections.CUSTOM ? 1 : 0;
    }
    int last = all.size() - 1;
    boolean named = isCustom(all, last, NAME);
    return isCustom(all, named ? last - 1 : last, "producers") && custom == (named ? 3 : 2);
  }

  private static boolean isCustom(List<WasmSections.Section> all, int index, String name) {
    return index >= 0
        && all.get(index).id() == WasmSections.CUSTOM
        && all.get(index).name().equals(name);
  }

  @Override
  public Linkage linkage() {
    boolean named = table.hasCustom(NAME);
    boolean debug = Dwarf.in(sections);
    return new Linkage("module", null, modules, modules.isEmpty(), false, named, debug, null);
  }
}
