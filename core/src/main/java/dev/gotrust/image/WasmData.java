package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The data section of a wasm module (WebAssembly core specification, 5.5.14). */
final class WasmData {
  private static final int PASSIVE = 1;
  private static final int I32_CONST = 0x41;
  private static final int I64_CONST = 0x42;
  private static final int END = 0x0b;

  /** An address that is no constant, or not in the first memory. */
  private static final long COMPUTED = -1;

  private WasmData() {}

  /**
   * Returns the segments that are copied to a constant address when the module is instantiated, in
   * table order.
   *
   * @param section the content of the data section, of an image that starts at {@code imageBase}
   */
  static List<Region> segments(ByteView section, long imageBase)
      throws FormatException, IOException {
    WasmCursor cursor = new WasmCursor(section);
    long count = cursor.unsigned32();
    if (count > Limits.WASM_DATA_SEGMENTS) {
      throw FormatException.tooLarge(
          section.base(),
          "the module has " + count + " data segments, more than " + Limits.WASM_DATA_SEGMENTS);
    }
    List<Region> segments = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      long address = address(cursor);
      long size = cursor.unsigned32();
      long offset = cursor.position() - imageBase;
      cursor.skip(size);
      if (address != COMPUTED) {
        segments.add(new Region("", offset, size, address, size, Region.Access.WRITE));
      }
    }
    return segments;
  }

  private static long address(WasmCursor cursor) throws FormatException, IOException {
    long flags = cursor.unsigned32();
    if (flags > 2) {
      throw cursor.unsupported("a data segment with flags " + flags + " is unknown");
    }
    if (flags == PASSIVE) {
      return COMPUTED;
    }
    long memory = flags == 2 ? cursor.unsigned32() : 0;
    long constant = constant(cursor);
    return memory == 0 ? constant : COMPUTED;
  }

  /** Reads a constant expression; addresses of 2^63 and more count as computed. */
  private static long constant(WasmCursor cursor) throws FormatException, IOException {
    long value = COMPUTED;
    for (int instructions = 0; ; instructions++) {
      int opcode = cursor.octet();
      switch (opcode) {
        case END -> {
          return instructions == 1 && value >= 0 ? value : COMPUTED;
        }
        case I32_CONST -> value = cursor.signed(32) & 0xffffffffL;
        case I64_CONST -> value = cursor.signed(64);
        case 0x23 -> {
          cursor.unsigned32();
          value = COMPUTED;
        }
        case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> value = COMPUTED;
        default -> throw cursor.unsupported("opcode " + opcode + " in a constant is unknown");
      }
    }
  }
}
