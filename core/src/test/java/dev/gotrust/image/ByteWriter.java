package dev.gotrust.image;

import dev.gotrust.bytes.ArraySource;
import dev.gotrust.bytes.ByteView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds files for tests, value by value. */
final class ByteWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Appends the lowest {@code width} bytes of {@code value}, the highest first. */
  ByteWriter big(int width, long value) {
    for (int i = width - 1; i >= 0; i--) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  ByteWriter octets(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  ByteWriter bytes(byte[] values) {
    out.writeBytes(values);
    return this;
  }

  ByteWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Appends zeros up to an offset. */
  ByteWriter padTo(int offset) {
    while (out.size() < offset) {
      out.write(0);
    }
    return this;
  }

  /** Appends an unsigned LEB128 integer in as few bytes as it needs. */
  ByteWriter uleb(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** Appends an unsigned LEB128 integer in exactly five bytes. */
  ByteWriter uleb5(long value) {
    for (int i = 0; i < 5; i++) {
      out.write(((int) (value >>> (7 * i)) & 0x7f) | (i < 4 ? 0x80 : 0));
    }
    return this;
  }

  /** Appends a signed LEB128 integer in as few bytes as it needs. */
  ByteWriter sleb(long value) {
    long rest = value;
    while (rest < -64 || rest > 63) {
      out.write(((int) rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    out.write((int) rest & 0x7f);
    return this;
  }

  /** Appends a length-prefixed name. */
  ByteWriter name(String name) {
    return uleb(name.length()).text(name);
  }

  int size() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  ByteView view() {
    return view(toArray());
  }

  static ByteView view(byte[] file) {
    return ByteView.of(new ArraySource(file), "test file");
  }
}
