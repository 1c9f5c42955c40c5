package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Leb128;
import dev.gotrust.bytes.Limits;
import java.io.IOException;

/** Reads the values of a wasm section one behind the other. Confined to one thread. */
final class WasmCursor {
  private final ByteView view;
  private long at;

  WasmCursor(ByteView view) {
    this.view = view;
  }

  /** Returns where the next value starts, within the view. */
  long at() {
    return at;
  }

  /** Returns where in the image the next value starts, for a view that starts there. */
  long position() {
    return view.base() + at;
  }

  int octet() throws FormatException, IOException {
    return view.u8(at++);
  }

  long unsigned32() throws FormatException, IOException {
    return take(Leb128.unsigned(view, at, 32));
  }

  long unsigned64() throws FormatException, IOException {
    return take(Leb128.unsigned(view, at, 64));
  }

  long signed(int bits) throws FormatException, IOException {
    return take(Leb128.signed(view, at, bits));
  }

  private long take(Leb128 number) {
    at += number.width();
    return number.value();
  }

  /** Reads a name; its bytes are taken as Latin-1. */
  String name() throws FormatException, IOException {
    long length = unsigned32();
    ByteView name = view.slice("wasm name", at, length);
    if (length > Limits.NAME) {
      throw FormatException.tooLarge(
          name.base(), "a wasm name has " + length + " bytes, more than " + Limits.NAME);
    }
    at += length;
    return new String(name.copy(0, length), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  void skip(long length) throws FormatException {
    view.slice("wasm content", at, length);
    at += length;
  }

  FormatException unsupported(String what) {
    return FormatException.unsupported(position(), view.label() + ": " + what);
  }
}
