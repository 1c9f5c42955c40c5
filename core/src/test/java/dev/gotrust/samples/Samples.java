package dev.gotrust.samples;

import static dev.gotrust.samples.GoContent.GO_VERSION;
import static dev.gotrust.samples.GoContent.PART;
import static dev.gotrust.samples.GoContent.QUOTED_ID;
import static dev.gotrust.samples.GoContent.TEXT;
import static dev.gotrust.samples.GoContent.latin1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One small file of each format, read without a complaint and with a content ID that matches. Where
 * the format has file offsets, constants stand at 0x400 and data at 0x800.
 */
public final class Samples {
  private static final int CONSTANTS = 0x400;
  private static final int DATA = 0x800;

  private Samples() {}

  /** Returns every sample by name. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> samples = new LinkedHashMap<>();
    samples.put("elf64", new ElfSample().bytes());
    samples.put("elf64-big", new ElfSample().big().bytes());
    samples.put("elf32", new ElfSample().narrow().bytes());
    samples.put("elf32-big", new ElfSample().narrow().big().bytes());
    samples.put("elf64-bare", new ElfSample().bare().bytes());
    samples.put("elf64-pointers", new ElfSample().pointers().bytes());
    samples.put("elf32-big-pointers", new ElfSample().narrow().big().pointers().bytes());
    samples.put("pe64", pe());
    samples.put("macho64", macho());
    samples.put("fat", fat());
    samples.put("xcoff64", xcoff());
    samples.put("plan9", plan9());
    samples.put("wasm", wasm());
    return samples;
  }

  /** A PE32+ file that imports from one DLL. */
  public static byte[] pe() {
    ByteBuffer out = ByteBuffer.allocate(DATA + PART).order(ByteOrder.LITTLE_ENDIAN);
    out.put(latin1("MZ")).putInt(0x3c, 0x80).put(0x80, latin1("PE\0\0"));
    int coff = 0x84;
    out.putShort(coff, (short) 0x8664).putShort(coff + 2, (short) 3);
    out.putShort(coff + 16, (short) 240).putShort(coff + 18, (short) 0x22);
    int optional = coff + 20;
    out.putShort(optional, (short) 0x20b).put(optional + 2, (byte) 3);
    out.putLong(optional + 24, 0x400000).putInt(optional + 60, 0x300).putInt(optional + 108, 16);
    out.putInt(optional + 112 + 8, 0x2300).putInt(optional + 112 + 12, 40);
    int table = optional + 240;
    peSection(out, table, ".text", 0x1000, 0x300, 0x100, 0x60000020);
    peSection(out, table + 40, ".rdata", 0x2000, CONSTANTS, PART, 0x40000040);
    peSection(out, table + 80, ".data", 0x3000, DATA, PART, 0xc0000040);
    out.put(0x300, QUOTED_ID);
    content(out, 8, 0x402000, 0x403000);
    int imports = CONSTANTS + 0x300;
    out.putInt(imports + 12, 0x2340).putInt(imports + 16, 0x2380);
    out.put(CONSTANTS + 0x340, latin1("kernel32.dll\0"));
    return GoContent.stamp(out.array());
  }

  private static void peSection(
      ByteBuffer out, int at, String name, int rva, int offset, int size, int flags) {
    out.put(at, latin1(name)).putInt(at + 8, size).putInt(at + 12, rva);
    out.putInt(at + 16, size).putInt(at + 20, offset).putInt(at + 36, flags);
  }

  /** A Mach-O file for arm64 with UUID and a code signature of 64 zeros. */
  public static byte[] macho() {
    ByteBuffer out = ByteBuffer.allocate(DATA + PART + 0x80).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0xfeedfacf).putInt(0x0100000c).putInt(0).putInt(2).putInt(8).putInt(0).putInt(0);
    out.putInt(0);
    segment(out, "__TEXT", 0, DATA, 5, 2);
    section(out, "__text", 0x300, 0x100);
    section(out, "__rodata", CONSTANTS, PART);
    segment(out, "__DATA", DATA, PART, 3, 1);
    section(out, "__go_buildinfo", DATA, PART);
    segment(out, "__LINKEDIT", DATA + PART, 0x80, 1, 0);
    out.putInt(2).putInt(24).putInt(DATA + PART).putInt(1).putInt(DATA + PART + 16).putInt(48);
    int uuid = out.position() + 8;
    out.putInt(0x1b).putInt(24).put(latin1("0123456789abcdef"));
    out.putInt(0x32).putInt(24).putInt(1).putInt(0xc0000).putInt(0xc0000).putInt(0);
    out.putInt(0xc).putInt(56).putInt(24).putInt(0).putInt(0).putInt(0);
    out.put(fixed("/usr/lib/libSystem.B.dylib", 32));
    out.putInt(0x1d).putInt(16).putInt(DATA + PART + 0x40).putInt(0x40);
    out.putInt(20, out.position() - 32);
    out.put(0x300, QUOTED_ID);
    content(out, 8, 0x100000000L + CONSTANTS, 0x100000000L + DATA);
    return GoContent.stamp(out.array(), uuid, 16, DATA + PART + 0x40, 0x40);
  }

  private static void segment(
      ByteBuffer out, String name, int offset, int size, int protection, int sections) {
    out.putInt(0x19).putInt(72 + 80 * sections).put(fixed(name, 16));
    out.putLong(0x100000000L + offset).putLong(size).putLong(offset).putLong(size);
    out.putInt(protection).putInt(protection).putInt(sections).putInt(0);
  }

  private static void section(ByteBuffer out, String name, int offset, int size) {
    out.put(fixed(name, 16)).put(fixed("__SEG", 16)).putLong(0x100000000L + offset).putLong(size);
    out.putInt(offset).put(new byte[28]);
  }

  private static byte[] fixed(String text, int length) {
    return java.util.Arrays.copyOf(latin1(text), length);
  }

  /** A fat file with the Mach-O sample twice, the second one as amd64. */
  public static byte[] fat() {
    byte[] slice = macho();
    ByteBuffer out = ByteBuffer.allocate(0x1000 + 0x1000 + slice.length);
    out.putInt(0xcafebabe).putInt(2);
    out.putInt(0x0100000c).putInt(0).putInt(0x1000).putInt(slice.length).putInt(12);
    out.putInt(0x01000007).putInt(3).putInt(0x2000).putInt(slice.length).putInt(12);
    return out.put(0x1000, slice).put(0x2000, slice).array();
  }

  /** A 64-bit XCOFF file that imports from one archive. */
  public static byte[] xcoff() {
    ByteBuffer out = ByteBuffer.allocate(DATA + PART).order(ByteOrder.BIG_ENDIAN);
    out.putShort((short) 0x1f7).putShort((short) 3).putShort(18, (short) 2);
    xcoffSection(out, 0, ".text", CONSTANTS, PART, 0x20);
    xcoffSection(out, 1, ".data", DATA, PART, 0x40);
    xcoffSection(out, 2, ".loader", 0x100, 0x200, 0x1000);
    byte[] ids = latin1("/usr/lib:/lib\0\0\0\0libc.a\0shr_64.o\0");
    out.putInt(0x100 + 12, ids.length).putInt(0x100 + 16, 2).putLong(0x100 + 24, 56);
    out.put(0x100 + 56, ids);
    out.put(0x300, QUOTED_ID);
    content(out, 8, 0x100000000L + CONSTANTS, 0x100000000L + DATA);
    return GoContent.stamp(out.array());
  }

  private static void xcoffSection(
      ByteBuffer out, int index, String name, int offset, int size, int flags) {
    int at = 24 + 72 * index;
    out.put(at, latin1(name)).putLong(at + 16, 0x100000000L + offset).putLong(at + 24, size);
    out.putLong(at + 32, offset).putInt(at + 64, flags);
  }

  /** A Plan 9 file for amd64. */
  public static byte[] plan9() {
    ByteBuffer out = ByteBuffer.allocate(DATA + PART).order(ByteOrder.BIG_ENDIAN);
    out.putInt(0x8a97).putInt(DATA - 40).putInt(PART - 16).putInt(0).putInt(16);
    out.putInt(0).putInt(0).putInt(0).putLong(0x200040);
    out.order(ByteOrder.LITTLE_ENDIAN).put(0x300, QUOTED_ID);
    content(out, 8, 0x200000 + CONSTANTS, 0x400000);
    return GoContent.stamp(out.array());
  }

  /** A wasm module with two data segments. */
  public static byte[] wasm() {
    GoContent content = new GoContent(ByteOrder.LITTLE_ENDIAN, 8, 0x1000, 0x2000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(latin1("\0asm\1\0\0\0"));
    wasmSection(out, 0, name("go:buildid"), QUOTED_ID);
    wasmSection(out, 2, new byte[] {1}, name("gojs"), name("f"), new byte[] {0, 0});
    wasmSection(out, 10, new byte[] {0});
    wasmSection(
        out,
        11,
        new byte[] {2, 0, 0x41, (byte) 0x80, 0x20, 0x0b, (byte) 0x80, 8},
        content.constants(GO_VERSION, TEXT),
        new byte[] {0, 0x41, (byte) 0x80, (byte) 0xc0, 0, 0x0b, (byte) 0x80, 8},
        content.pointers(GO_VERSION, TEXT));
    wasmSection(out, 0, name("producers"), new byte[] {0});
    return GoContent.stamp(out.toByteArray());
  }

  private static byte[] name(String name) {
    return latin1((char) name.length() + name);
  }

  private static void wasmSection(ByteArrayOutputStream out, int id, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    out.write(id);
    for (int i = 0; i < 5; i++) {
      out.write(content.size() >>> 7 * i & 0x7f | (i < 4 ? 0x80 : 0));
    }
    out.writeBytes(content.toByteArray());
  }

  private static void content(ByteBuffer out, int pointer, long constants, long data) {
    GoContent content = new GoContent(out.order(), pointer, constants, data);
    out.put(CONSTANTS, content.constants(GO_VERSION, TEXT));
    byte[] bytes = content.inline(GO_VERSION, TEXT);
    out.put(DATA, bytes, 0, Math.min(bytes.length, out.capacity() - DATA));
  }
}
