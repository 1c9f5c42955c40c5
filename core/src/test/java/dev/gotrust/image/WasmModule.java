package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import java.nio.charset.StandardCharsets;

/** Builds wasm modules for tests. */
final class WasmModule {
  private final ByteWriter out = new ByteWriter().octets(0, 'a', 's', 'm', 1, 0, 0, 0);
  private boolean shortSizes;

  /**
   * A data segment.
   *
   * @param head flags and the expression of its address
   * @param content its bytes
   */
  record Segment(Bytes head, String content) {
    static Segment at(int address, String content) {
      byte[] head = new ByteWriter().octets(0, 0x41).sleb(address).octets(0x0b).toArray();
      return new Segment(Bytes.of(head), content);
    }

    static Segment of(String content, int... head) {
      return new Segment(Bytes.of(new ByteWriter().octets(head).toArray()), content);
    }
  }

  /** From here on, sizes are written in as few bytes as they need, as other tools do. */
  WasmModule shortSizes() {
    shortSizes = true;
    return this;
  }

  WasmModule section(int id, int... content) {
    return section(id, new ByteWriter().octets(content).toArray());
  }

  WasmModule section(int id, byte[] content) {
    out.octets(id);
    ByteWriter unused = shortSizes ? out.uleb(content.length) : out.uleb5(content.length);
    unused.bytes(content);
    return this;
  }

  WasmModule custom(String name, String content) {
    return section(0, new ByteWriter().name(name).text(content).toArray());
  }

  /** Imports a function from each module. */
  WasmModule imports(String... modules) {
    ByteWriter content = new ByteWriter().uleb(modules.length);
    for (String module : modules) {
      content.name(module).name("f").octets(0, 0);
    }
    return section(2, content.toArray());
  }

  WasmModule data(Segment... segments) {
    ByteWriter content = new ByteWriter().uleb(segments.length);
    for (Segment segment : segments) {
      content.bytes(segment.head().toArray()).uleb(segment.content().length());
      content.bytes(segment.content().getBytes(StandardCharsets.ISO_8859_1));
    }
    return section(11, content.toArray());
  }

  WasmModule raw(String bytes) {
    out.text(bytes);
    return this;
  }

  WasmModule raw(byte[] bytes) {
    out.bytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toArray();
  }

  ByteView view() {
    return out.view();
  }

  Wasm read() throws Exception {
    return Wasm.read(view());
  }
}
