package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds PE files for tests, laid out as Go's internal linker does it unless a test changes that:
 * room for 16 section headers, data one behind the other, symbols last.
 */
final class PeFile {
  static final int COFF = 0x84;
  static final int OPTIONAL = COFF + 20;
  static final long DATA = 0xC0000040L;
  static final long CODE = 0x60000020L;
  static final long READ_ONLY = 0x40000040L;
  static final long SYMBOLS = 0x42000000L;
  static final long BASE_64 = 0x1_4000_0000L;
  static final int BASE_32 = 0x400000;

  private record Section(String name, long flags, byte[] bytes) {}

  private final boolean wide;
  private final List<Section> sections = new ArrayList<>();
  private final List<Long> directories = new ArrayList<>();
  private int machine = 0x8664;
  private byte[] tail = {};

  private PeFile(boolean wide) {
    this.wide = wide;
    for (int i = 0; i < 32; i++) {
      directories.add(0L);
    }
  }

  static PeFile wide() {
    return new PeFile(true);
  }

  static PeFile narrow() {
    return new PeFile(false).machine(0x14c);
  }

  /** Code, constants, writable data and no symbols, as {@code -ldflags=-s} leaves it. */
  static PeFile go() {
    return wide()
        .section(".text", CODE, text("code"))
        .section(".rdata", READ_ONLY, text("constants"))
        .section(".data", DATA, text("\377 Go buildinf:"))
        .section(".symtab", SYMBOLS, new byte[] {4, 0, 0, 0});
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  PeFile machine(int value) {
    machine = value;
    return this;
  }

  PeFile section(String name, long flags, byte[] bytes) {
    sections.add(new Section(name, flags, bytes));
    return this;
  }

  PeFile directory(int index, long address, long size) {
    directories.set(2 * index, address);
    directories.set(2 * index + 1, size);
    return this;
  }

  /** Bytes behind the last section. */
  PeFile tail(byte[] bytes) {
    tail = bytes;
    return this;
  }

  /** Where the section of that index is loaded, before the image base is added. */
  static long rva(int index) {
    return 0x1000L * (index + 1);
  }

  int headersSize() {
    return wide ? 0x600 : 0x400;
  }

  /** Where the data of the section of that index stands. */
  int offset(int index) {
    int at = headersSize();
    for (Section section : sections.subList(0, index)) {
      at += aligned(section.bytes().length);
    }
    return at;
  }

  int tableAt() {
    return OPTIONAL + (wide ? 240 : 224);
  }

  int directoryAt(int index) {
    return OPTIONAL + (wide ? 112 : 96) + 8 * index;
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(offset(sections.size()) + tail.length);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put(0, text("MZ")).putInt(0x3c, 0x80).put(0x80, text("PE\0\0"));
    out.putShort(COFF, (short) machine).putShort(COFF + 2, (short) sections.size());
    out.putShort(COFF + 16, (short) (wide ? 240 : 224)).putShort(COFF + 18, (short) 0x22);
    optional(out);
    for (int i = 0; i < sections.size(); i++) {
      section(out, i);
    }
    out.put(offset(sections.size()), tail);
    return out.array();
  }

  private void optional(ByteBuffer out) {
    out.putShort(OPTIONAL, (short) (wide ? 0x20b : 0x10b)).put(OPTIONAL + 2, (byte) 3);
    if (wide) {
      out.putLong(OPTIONAL + 24, BASE_64);
    } else {
      out.putInt(OPTIONAL + 28, BASE_32);
    }
    out.putInt(OPTIONAL + 60, headersSize()).putShort(OPTIONAL + 70, (short) 0x8160);
    out.putInt(directoryAt(0) - 4, 16);
    for (int i = 0; i < 32; i++) {
      out.putInt(directoryAt(0) + 4 * i, directories.get(i).intValue());
    }
  }

  private void section(ByteBuffer out, int index) {
    Section section = sections.get(index);
    int at = tableAt() + 40 * index;
    int size = aligned(section.bytes().length);
    out.put(at, Arrays.copyOf(text(section.name()), 8));
    out.putInt(at + 8, section.bytes().length).putInt(at + 12, (int) rva(index));
    out.putInt(at + 16, size).putInt(at + 20, offset(index));
    out.putInt(at + 36, (int) section.flags());
    out.put(offset(index), section.bytes());
    if (section.name().equals(".data")) {
      out.putInt(OPTIONAL + 8, size);
    }
    if (section.name().equals(".symtab")) {
      out.putInt(COFF + 8, offset(index));
    }
  }

  private static int aligned(int size) {
    return (size + 511) / 512 * 512;
  }

  Pe read() throws FormatException, IOException {
    return read(bytes());
  }

  static Pe read(byte[] file) throws FormatException, IOException {
    return Pe.read(ByteWriter.view(file));
  }

  /** The file with a 32-bit number put over what stands at an offset. */
  static byte[] with(byte[] file, int offset, long value) {
    byte[] copy = file.clone();
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, (int) value);
    return copy;
  }

  static String textOf(ByteView view) throws FormatException, IOException {
    return view.text(0, 64);
  }
}
