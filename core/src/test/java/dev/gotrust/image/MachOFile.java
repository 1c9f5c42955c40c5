package dev.gotrust.image;

import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds Mach-O files for tests, of either width and byte order, command by command. */
final class MachOFile {
  static final int AMD64 = 0x01000007;
  static final int ARM64 = 0x0100000c;
  static final int PIE = 0x200004;
  static final long BASE = 0x1_0000_0000L;
  static final int TEXT_AT = 0x800;
  static final int DATA_AT = 0x1000;
  static final int LINK_EDIT_AT = 0x2000;

  /** Two symbols, two indirect symbols and the strings, as {@link #go} writes them. */
  static final int LINK_EDIT_SIZE = 32 + 8 + 24;

  static final int LINK_EDIT_END = LINK_EDIT_AT + LINK_EDIT_SIZE;

  /** A section of a segment; a flag of 1 says that the file does not hold it. */
  record Section(String name, long address, long size, int offset, int flags) {}

  private record Content(int offset, byte[] bytes) {}

  private final boolean wide;
  private final ByteOrder order;
  private final int cpu;
  private final List<byte[]> commands = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();
  private int fileType = 2;
  private int flags = PIE;

  MachOFile(boolean wide, ByteOrder order, int cpu) {
    this.wide = wide;
    this.order = order;
    this.cpu = cpu;
  }

  static MachOFile of(int cpu) {
    return new MachOFile(true, ByteOrder.LITTLE_ENDIAN, cpu);
  }

  /** A file as Go's internal linker lays it out; {@code linkEdit} counts a signature too. */
  static MachOFile go(int cpu, int linkEdit) {
    return of(cpu).goSegments(linkEdit, linkEdit).goCommands();
  }

  MachOFile goSegments(long linkEditMemory, long linkEditSize) {
    segment("__PAGEZERO", 0, BASE, 0, 0, 0);
    segment(
        "__TEXT", BASE, 0x1000, 0, 0x1000, 5, new Section("__text", BASE + 0x800, 64, TEXT_AT, 0));
    segment(
        "__DATA",
        BASE + 0x1000,
        0x1234,
        DATA_AT,
        0x123,
        3,
        new Section("__go_buildinfo", BASE + 0x1000, 32, DATA_AT, 0),
        new Section("__bss", BASE + 0x1200, 1 << 20, 0, 1));
    return segment("__LINKEDIT", BASE + 0x3000, linkEditMemory, LINK_EDIT_AT, linkEditSize, 1);
  }

  MachOFile goCommands() {
    int strings = LINK_EDIT_AT + 40;
    command(MachOCommand.BUILD_VERSION, 1, 0xc0000, 0xc0000, 0);
    command(MachOCommand.SYMTAB, LINK_EDIT_AT, 2, strings, 24);
    int[] dysymtab = new int[18];
    dysymtab[4] = 1;
    dysymtab[5] = 1;
    dysymtab[12] = LINK_EDIT_AT + 32;
    dysymtab[13] = 2;
    command(MachOCommand.DYSYMTAB, dysymtab);
    named(MachOCommand.LOAD_DYLINKER, 12, "/usr/lib/dyld");
    named(MachOCommand.LOAD_DYLIB, 24, "/usr/lib/libSystem.B.dylib");
    command(MachOCommand.UUID, 0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c);
    content(TEXT_AT, "\377 Go build ID: \"x\"\n \377");
    content(DATA_AT, "\377 Go buildinf:");
    content(strings, " \0main");
    return content(LINK_EDIT_END - 1, "\0");
  }

  MachOFile fileType(int value) {
    fileType = value;
    return this;
  }

  MachOFile flags(int value) {
    flags = value;
    return this;
  }

  MachOFile segment(
      String name,
      long address,
      long memory,
      long offset,
      long size,
      int protection,
      Section... sections) {
    int width = wide ? 8 : 4;
    ByteBuffer out = buffer(40 + 4 * width + (wide ? 80 : 68) * sections.length);
    out.putInt(0, wide ? 0x19 : 1).putInt(4, out.capacity());
    out.put(8, Arrays.copyOf(latin(name), 16)).position(24);
    word(out, address);
    word(out, memory);
    word(out, offset);
    word(out, size);
    out.putInt(protection == 5 ? 7 : protection).putInt(protection);
    out.putInt(sections.length).putInt(0);
    for (Section section : sections) {
      section(out, name, section);
    }
    return add(out);
  }

  private void section(ByteBuffer out, String segment, Section section) {
    int start = out.position();
    out.put(start, Arrays.copyOf(latin(section.name()), 16));
    out.put(start + 16, Arrays.copyOf(latin(segment), 16));
    out.position(start + 32);
    word(out, section.address());
    word(out, section.size());
    out.putInt(section.offset()).putInt(0).putInt(0).putInt(0).putInt(section.flags());
    out.position(start + (wide ? 80 : 68));
  }

  MachOFile command(long type, int... values) {
    ByteBuffer out = buffer(8 + 4 * values.length);
    out.putInt((int) type).putInt(out.capacity());
    for (int value : values) {
      out.putInt(value);
    }
    return add(out);
  }

  /** A command whose text stands at an offset within it. */
  MachOFile named(long type, int at, String text) {
    ByteBuffer out = buffer((at + text.length() + 8) / 8 * 8);
    out.putInt((int) type).putInt(out.capacity()).putInt(at).put(at, latin(text));
    return add(out);
  }

  /** A code signature of some size at an offset: the head of a superblob, then ones. */
  MachOFile signature(int offset, int size) {
    byte[] blob = new byte[size];
    Arrays.fill(blob, (byte) 1);
    if (size >= 8) {
      ByteBuffer.wrap(blob).putInt(0xfade0cc0).putInt(size);
    }
    contents.add(new Content(offset, blob));
    return command(MachOCommand.CODE_SIGNATURE, offset, size);
  }

  MachOFile content(int offset, String text) {
    contents.add(new Content(offset, latin(text)));
    return this;
  }

  byte[] bytes() {
    int commandsSize = 0;
    int size = 0;
    for (byte[] command : commands) {
      commandsSize += command.length;
    }
    for (Content content : contents) {
      size = Math.max(size, content.offset() + content.bytes().length);
    }
    ByteBuffer out = buffer(Math.max(size, headerSize() + commandsSize));
    out.putInt(0xfeedface | (wide ? 1 : 0)).putInt(cpu).putInt(0).putInt(fileType);
    out.putInt(commands.size()).putInt(commandsSize).putInt(flags).position(headerSize());
    for (byte[] command : commands) {
      out.put(command);
    }
    for (Content content : contents) {
      out.put(content.offset(), content.bytes());
    }
    return out.array();
  }

  /** Where the command of that index starts. */
  int commandAt(int index) {
    int at = headerSize();
    for (byte[] command : commands.subList(0, index)) {
      at += command.length;
    }
    return at;
  }

  private int headerSize() {
    return wide ? 32 : 28;
  }

  private ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(order);
  }

  private void word(ByteBuffer out, long value) {
    if (wide) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }

  private MachOFile add(ByteBuffer command) {
    commands.add(command.array());
    return this;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  MachO read() throws FormatException, IOException {
    return MachO.read(ByteWriter.view(bytes()));
  }
}
