package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Leb128;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a wasm module (WebAssembly core specification, 5.5). Only headers are read.
 *
 * @param sections in file order
 * @param end the offset behind the last one; behind the file's end if it was cut within that one
 */
record WasmSections(List<Section> sections, long end) {
  /** Section numbers. */
  static final int CUSTOM = 0;

  static final int IMPORT = 2;
  static final int CODE = 10;
  static final int DATA = 11;

  private static final int PREAMBLE = 8;

  /** The names by section number that the specification gives. */
  private static final String[] NAMES = {
    "custom",
    "type",
    "import",
    "function",
    "table",
    "memory",
    "global",
    "export",
    "start",
    "element",
    "code",
    "data",
    "datacount",
    "tag"
  };

  /** The place of each section number in the order that the specification prescribes. */
  private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

  /** Copies the list. */
  WasmSections {
    sections = List.copyOf(sections);
  }

  /**
   * A section.
   *
   * @param id its number
   * @param name the name of a custom section, else the one that the specification gives
   * @param offset of its content, behind the name of a custom section
   * @param size of its content in bytes
   * @param sizeWidth the number of bytes that encode the size
   */
  record Section(int id, String name, long offset, long size, int sizeWidth) {
    long end() {
      return offset + size;
    }

    /** The data section is what a process gets to write to, at the addresses of its segments. */
    Region region() {
      Region.Access access = id == DATA ? Region.Access.WRITE : Region.Access.NONE;
      return new Region(name, offset, size, 0, 0, access);
    }
  }

  static WasmSections read(ByteView view) throws FormatException, IOException {
    List<Section> sections = new ArrayList<>();
    long at = PREAMBLE;
    int place = 0;
    while (at < view.size()) {
      @Nullable Section next = next(view, at, place);
      if (next == null) {
        break;
      }
      if (sections.size() == Limits.SECTIONS) {
        throw FormatException.tooLarge(
            view.base() + at, "the module has more than " + Limits.SECTIONS + " sections");
      }
      sections.add(next);
      place = Math.max(place, ORDER[next.id()]);
      at = next.end();
    }
    return new WasmSections(sections, at);
  }

  /**
   * Reads the section at an offset. Bytes behind the code that start no section are not the
   * module's; before the code they are a fault in it.
   *
   * @param place in the prescribed order of the last numbered section before
   */
  private static @Nullable Section next(ByteView view, long at, int place)
      throws FormatException, IOException {
    int id = view.u8(at);
    boolean complete = place >= ORDER[CODE];
    if (id >= ORDER.length || id != CUSTOM && ORDER[id] <= place) {
      if (complete) {
        return null;
      }
      throw FormatException.malformed(
          view.base() + at,
          "expected a wasm section in the prescribed order, found section number " + id);
    }
    try {
      return section(view, at, id);
    } catch (FormatException broken) {
      if (complete && broken.kind() == FormatException.Kind.MALFORMED) {
        return null;
      }
      throw broken;
    }
  }

  /** Reads a section header; the section itself may end behind a file that was cut. */
  private static Section section(ByteView view, long at, int id)
      throws FormatException, IOException {
    Leb128 size = Leb128.unsigned(view, at + 1, 32);
    long start = at + 1 + size.width();
    if (id != CUSTOM) {
      return new Section(id, NAMES[id], start, size.value(), size.width());
    }
    long held = Math.min(size.value(), view.size() - start);
    WasmCursor cursor = new WasmCursor(view.slice("wasm custom section", start, held));
    String name = cursor.name();
    return new Section(CUSTOM, name, start + cursor.at(), size.value() - cursor.at(), size.width());
  }

  /** Returns the numbered section of that number if the file holds all of it, else null. */
  @Nullable Section whole(ByteView view, int id) {
    for (Section section : sections) {
      if (section.id() == id) {
        return view.holds(section.offset(), section.size()) ? section : null;
      }
    }
    return null;
  }

  /** Returns whether there is a custom section of that name. */
  boolean hasCustom(String name) {
    for (Section section : sections) {
      if (section.id() == CUSTOM && section.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
