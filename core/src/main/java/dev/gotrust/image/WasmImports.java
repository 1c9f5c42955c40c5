package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The import section of a wasm module (WebAssembly core specification, 5.5.5). */
final class WasmImports {
  private static final int TAG = 4;

  private WasmImports() {}

  /** Returns the modules that are imported from, each once, in the order of their first import. */
  static List<String> modules(ByteView section) throws FormatException, IOException {
    WasmCursor cursor = new WasmCursor(section);
    long count = cursor.unsigned32();
    if (count > Limits.WASM_IMPORTS) {
      throw FormatException.tooLarge(
          section.base(), "the module has " + count + " imports, more than " + Limits.WASM_IMPORTS);
    }
    Set<String> modules = new LinkedHashSet<>();
    for (long i = 0; i < count; i++) {
      modules.add(cursor.name());
      cursor.name();
      skipDescription(cursor);
      if (modules.size() > Limits.LIBRARIES) {
        throw FormatException.tooLarge(
            section.base(), "the module imports from more than " + Limits.LIBRARIES + " modules");
      }
    }
    return new ArrayList<>(modules);
  }

  private static void skipDescription(WasmCursor cursor) throws FormatException, IOException {
    int kind = cursor.octet();
    switch (kind) {
      case 0 -> cursor.unsigned32();
      case 1 -> {
        skipType(cursor);
        skipLimits(cursor);
      }
      case 2 -> skipLimits(cursor);
      case 3 -> {
        skipType(cursor);
        cursor.octet();
      }
      case TAG -> {
        cursor.octet();
        cursor.unsigned32();
      }
      default -> throw cursor.unsupported("import kind " + kind + " is unknown");
    }
  }

  /** A value type: one byte, or a reference that names its heap type. */
  private static void skipType(WasmCursor cursor) throws FormatException, IOException {
    int type = cursor.octet();
    if (type == 0x63 || type == 0x64) {
      cursor.signed(33);
    }
  }

  private static void skipLimits(WasmCursor cursor) throws FormatException, IOException {
    int flags = cursor.octet();
    if (flags > 7) {
      throw cursor.unsupported("limits with flags " + flags + " are unknown");
    }
    cursor.unsigned64();
    if ((flags & 1) != 0) {
      cursor.unsigned64();
    }
  }
}
