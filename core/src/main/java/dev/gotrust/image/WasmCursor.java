package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.bytes.Leb128;
import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the values of a wasm section one behind the other. A small program has thirty thousand data
 * segments, so short numbers are read here from a buffer, and the rest by {@link Leb128}. Confined
 * to one thread.
 */
final class WasmCursor {
  private static final int BUFFER = 4096;

  /** Bytes of a number that can neither overflow 32 bits nor be too long. */
  private static final int SHORT = 4;

  private final ByteView view;
  private byte[] buffer = new byte[0];
  private long start;
  private int next;

  WasmCursor(ByteView view) {
    this.view = view;
  }

  /** Returns where the next value starts, within the view. */
  long at() {
    return start + next;
  }

  /** Returns where in the file the next value starts. */
  long position() {
    return view.base() + at();
  }

  int octet() throws FormatException, IOException {
    if (next >= buffer.length) {
      fill(1);
    }
    return buffer[next++] & 0xff;
  }

  /** Reads on from here; fails where the view has fewer bytes than are needed. */
  private void fill(int needed) throws FormatException, IOException {
    long at = at();
    long rest = Math.max(needed, view.size() - at);
    buffer = view.copy(at, Math.min(rest, BUFFER));
    start = at;
    next = 0;
  }

  long unsigned32() throws FormatException, IOException {
    int width = shortWidth();
    if (width == 0) {
      return take(Leb128.unsigned(view, at(), 32));
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (long) (buffer[next++] & 0x7f) << 7 * i;
    }
    return value;
  }

  long unsigned64() throws FormatException, IOException {
    return take(Leb128.unsigned(view, at(), 64));
  }

  long signed(int bits) throws FormatException, IOException {
    int width = bits < 32 ? 0 : shortWidth();
    if (width == 0) {
      return take(Leb128.signed(view, at(), bits));
    }
    int unused = 64 - 7 * width;
    return unsigned32() << unused >> unused;
  }

  /** The width of the number that starts here, or 0 if it is long or the view may end within it. */
  private int shortWidth() throws FormatException, IOException {
    if (buffer.length - next < SHORT && view.size() - at() >= SHORT) {
      fill(SHORT);
    }
    int most = Math.min(SHORT, buffer.length - next);
    for (int i = 0; i < most; i++) {
      if (buffer[next + i] >= 0) {
        return i + 1;
      }
    }
    return 0;
  }

  private long take(Leb128 number) {
    move(number.width());
    return number.value();
  }

  private void move(long length) {
    if (length <= buffer.length - next) {
      next += (int) length;
      return;
    }
    start = at() + length;
    buffer = new byte[0];
    next = 0;
  }

  /** Reads a name; its bytes are taken as Latin-1. */
  String name() throws FormatException, IOException {
    long length = unsigned32();
    if (length > Limits.NAME) {
      view.slice("wasm name", at(), length);
      throw FormatException.tooLarge(
          position(), "a wasm name has " + length + " bytes, more than " + Limits.NAME);
    }
    String name = new String(view.copy(at(), length), StandardCharsets.ISO_8859_1);
    move(length);
    return name;
  }

  void skip(long length) throws FormatException {
    if (!view.holds(at(), length)) {
      view.slice("wasm content", at(), length);
    }
    move(length);
  }

  FormatException unsupported(String what) {
    return FormatException.unsupported(position(), view.label() + ": " + what);
  }
}
