package dev.gotrust.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A small ELF file as Go's internal linker lays it out: headers, section headers right behind
 * program headers, the build ID's note, constants, data.
 */
public final class ElfSample {
  /** File offsets. */
  public static final int NOTE = 0x300;

  public static final int CONSTANTS = 0x400;
  public static final int DATA = 0x800;
  public static final int SIZE = 0xc00;

  /** File offset + base = address. */
  public static final long BASE = 0x400000;

  public static final int SECTIONS = 6;
  public static final int PROGRAMS = 3;

  private static final String NAMES =
      "\0.note.go.buildid\0.rodata\0.go.buildinfo\0.shstrtab\0.gopclntab\0";
  private static final int NAMES_AT = 0x380;

  private boolean wide = true;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean inline = true;
  private boolean sections = true;
  private String version = GoContent.GO_VERSION;
  private String traced = GoContent.GO_VERSION;
  private String text = GoContent.TEXT;
  private String copy = GoContent.TEXT;
  private String buildId = GoContent.BUILD_ID;

  /** 32 bit instead of 64. */
  public ElfSample narrow() {
    wide = false;
    return this;
  }

  /** Big-endian. */
  public ElfSample big() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** The layout of Go 1.13 to 1.17. */
  public ElfSample pointers() {
    inline = false;
    return this;
  }

  /** No section headers. */
  public ElfSample bare() {
    sections = false;
    return this;
  }

  /** The version in the build info, and the one that the program itself has. */
  public ElfSample version(String claimed, String own) {
    version = claimed;
    traced = own;
    return this;
  }

  /** The modinfo in the build info, and the copy that the program itself has. */
  public ElfSample text(String first, String second) {
    text = first;
    copy = second;
    return this;
  }

  public ElfSample buildId(String id) {
    buildId = id;
    return this;
  }

  public boolean hasSections() {
    return sections;
  }

  /** Where the header table of sections starts. */
  public int sectionTable() {
    return wide ? 64 + PROGRAMS * 56 : 52 + PROGRAMS * 32;
  }

  /** Where a section header starts. */
  public int section(int index) {
    return sectionTable() + index * (wide ? 64 : 40);
  }

  /** Where a program header starts. */
  public int program(int index) {
    return wide ? 64 + index * 56 : 52 + index * 32;
  }

  /** Returns the file with the content ID that its bytes hash to. */
  public byte[] bytes() {
    return GoContent.stamp(unstamped());
  }

  /** Returns the file before the content ID is computed. */
  public byte[] unstamped() {
    ByteBuffer out = ByteBuffer.allocate(SIZE).order(order);
    header(out);
    program(out, 0, 4, 4, NOTE, noteSize());
    program(out, 1, 1, 4, 0, DATA);
    program(out, 2, 1, 6, DATA, GoContent.PART);
    if (sections) {
      section(out, 1, ".note.go.buildid", 7, 2, NOTE, noteSize());
      section(out, 2, ".rodata", 1, 2, CONSTANTS, GoContent.PCLNTAB);
      section(out, 3, ".go.buildinfo", 1, 3, DATA, GoContent.PART);
      section(out, 4, ".shstrtab", 3, 0, NAMES_AT, NAMES.length());
      section(
          out,
          5,
          ".gopclntab",
          1,
          2,
          CONSTANTS + GoContent.PCLNTAB,
          GoContent.PART - GoContent.PCLNTAB);
      out.put(NAMES_AT, NAMES.getBytes(ISO_8859_1));
    }
    note(out);
    GoContent content = new GoContent(order, wide ? 8 : 4, BASE + CONSTANTS, BASE + DATA);
    out.put(CONSTANTS, content.constants(traced, copy));
    out.put(DATA, inline ? content.inline(version, text) : content.pointers(version, text));
    return out.array();
  }

  private void header(ByteBuffer out) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1)).put((byte) 1);
    out.putShort(16, (short) 2).putShort(18, (short) machine()).putInt(20, 1);
    address(out, wide ? 0x20 : 0x1c, program(0));
    address(out, wide ? 0x28 : 0x20, sections ? sectionTable() : 0);
    int counts = wide ? 0x34 : 0x28;
    out.putShort(counts, (short) (wide ? 64 : 52));
    out.putShort(counts + 2, (short) (wide ? 56 : 32));
    out.putShort(counts + 4, (short) PROGRAMS);
    out.putShort(counts + 6, (short) (wide ? 64 : 40));
    out.putShort(counts + 8, (short) (sections ? SECTIONS : 0));
    out.putShort(counts + 10, (short) (sections ? 4 : 0));
  }

  private int machine() {
    if (order == ByteOrder.BIG_ENDIAN) {
      return wide ? 22 : 8;
    }
    return wide ? 62 : 3;
  }

  private void address(ByteBuffer out, int at, long value) {
    if (wide) {
      out.putLong(at, value);
    } else {
      out.putInt(at, (int) value);
    }
  }

  private void program(ByteBuffer out, int index, int type, int flags, long offset, long size) {
    int at = program(index);
    out.putInt(at, type);
    out.putInt(at + (wide ? 4 : 24), flags);
    int width = wide ? 8 : 4;
    address(out, at + width, offset);
    address(out, at + 2 * width, BASE + offset);
    address(out, at + 3 * width, BASE + offset);
    address(out, at + 4 * width, size);
    address(out, at + 5 * width, size);
  }

  private void section(
      ByteBuffer out, int index, String name, int type, long flags, long offset, long size) {
    int at = section(index);
    int width = wide ? 8 : 4;
    out.putInt(at, NAMES.indexOf(name + "\0")).putInt(at + 4, type);
    address(out, at + 8, flags);
    address(out, at + 8 + width, flags == 0 ? 0 : BASE + offset);
    address(out, at + 8 + 2 * width, offset);
    address(out, at + 8 + 3 * width, size);
  }

  private int noteSize() {
    return 16 + (buildId.length() + 3 & ~3);
  }

  private void note(ByteBuffer out) {
    out.putInt(NOTE, 4).putInt(NOTE + 4, buildId.length()).putInt(NOTE + 8, 4);
    out.put(NOTE + 12, new byte[] {'G', 'o', 0, 0}).put(NOTE + 16, buildId.getBytes(ISO_8859_1));
  }
}
