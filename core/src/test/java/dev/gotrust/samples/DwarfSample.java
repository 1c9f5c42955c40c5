package dev.gotrust.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;

/** An ELF file that holds debug data and nothing else. */
public final class DwarfSample {
  public static final String PRODUCER = "Go cmd/compile go1.26.8; regabi";

  /** Name in place, language, low_pc, comp_dir, producer in place. */
  private static final int[] GO = {1, 0x11, 1, 3, 8, 0x13, 0xb, 0x11, 1, 0x1b, 8, 0x25, 8, 0, 0};

  /** Producer in the table of strings, language, a constant that stands here, a block, name. */
  private static final int[] C = {
    2, 0x11, 1, 0x25, 0xe, 0x13, 0xb, 0x3a, 0x21, 5, 2, 0x18, 3, 8, 0, 0
  };

  private static final int[] OTHER_TAG = {3, 0x24, 0, 3, 8, 0, 0};

  private final ByteOrder order;
  private final boolean wide;
  private final int version;
  private final boolean dwarf64;
  private final ByteArrayOutputStream info = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private int packing;

  private DwarfSample(ByteOrder order, boolean wide, int version, boolean dwarf64) {
    this.order = order;
    this.wide = wide;
    this.version = version;
    this.dwarf64 = dwarf64;
  }

  public static DwarfSample of(ByteOrder order, boolean wide, int version, boolean dwarf64) {
    return new DwarfSample(order, wide, version, dwarf64);
  }

  public static DwarfSample usual() {
    return of(ByteOrder.LITTLE_ENDIAN, true, 5, false);
  }

  /** Has the contents compressed as ELF does it. */
  public DwarfSample packed() {
    packing = 1;
    return this;
  }

  /** Has the contents compressed as GNU tools once did. */
  public DwarfSample gnuPacked() {
    packing = 2;
    return this;
  }

  /** Says that another method than zlib was used. */
  public DwarfSample packedByZstd() {
    packing = 3;
    return this;
  }

  /** A unit as Go's linker writes it. */
  public DwarfSample go(String name, String producer) {
    ByteBuffer die = buffer();
    die.put((byte) 1).put(text(name)).put((byte) 22);
    die.putLong(0).position(die.position() - (wide ? 0 : 4));
    die.put(text("/src/Go cmd/compile go1.2")).put(text(producer));
    return unit(die);
  }

  /** A unit as C compilers write it. */
  public DwarfSample c(String producer, int more) {
    ByteBuffer die = buffer();
    die.put((byte) 2);
    if (dwarf64) {
      die.putLong(strings.size());
    } else {
      die.putInt(strings.size());
    }
    strings.writeBytes(text(producer));
    die.put((byte) 12).put((byte) 2).putShort((short) 7).put(text("x.c"));
    die.position(die.position() + more);
    return unit(die);
  }

  /** A unit whose first entry is none of a compiled unit. */
  public DwarfSample other() {
    return unit(buffer().put((byte) 3).put(text(PRODUCER)));
  }

  /** Any bytes in place of a unit. */
  public DwarfSample raw(byte... bytes) {
    info.writeBytes(bytes);
    return this;
  }

  private DwarfSample unit(ByteBuffer die) {
    ByteBuffer header = buffer();
    header.putShort((short) version);
    if (version == 5) {
      header.put((byte) 1).put((byte) (wide ? 8 : 4));
    }
    if (dwarf64) {
      header.putLong(0);
    } else {
      header.putInt(0);
    }
    if (version != 5) {
      header.put((byte) (wide ? 8 : 4));
    }
    int length = header.position() + die.position();
    ByteBuffer prefix = buffer();
    if (dwarf64) {
      prefix.putInt(-1).putLong(length);
    } else {
      prefix.putInt(length);
    }
    for (ByteBuffer part : new ByteBuffer[] {prefix, header, die}) {
      info.write(part.array(), 0, part.position());
    }
    return this;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.allocate(1 << 20).order(order);
  }

  private static byte[] text(String text) {
    return (text + '\0').getBytes(ISO_8859_1);
  }

  private static byte[] bytes(int[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] part : parts) {
      for (int octet : part) {
        out.write(octet);
      }
    }
    return out.toByteArray();
  }

  /** The ELF file. */
  public byte[] bytes() {
    return elf(info.toByteArray(), bytes(GO, OTHER_TAG, C, new int[] {0}));
  }

  /** The ELF file with these contents of {@code .debug_info} and {@code .debug_abbrev}. */
  public byte[] elf(byte[] units, byte[] abbreviations) {
    Map<String, byte[]> sections = new LinkedHashMap<>();
    String prefix = packing == 2 ? ".zdebug_" : ".debug_";
    sections.put(prefix + "info", content(units));
    sections.put(prefix + "abbrev", content(abbreviations));
    sections.put(prefix + "str", content(strings.toByteArray()));
    return elf(sections);
  }

  private byte[] content(byte[] plain) {
    return packing == 0 ? plain : header(plain.length, deflated(plain));
  }

  /** Compressed contents behind the header that says so. */
  private byte[] header(long size, byte[] stream) {
    ByteBuffer out = ByteBuffer.allocate(24 + stream.length).order(order);
    if (packing == 2) {
      out.put("ZLIB".getBytes(ISO_8859_1)).order(ByteOrder.BIG_ENDIAN).putLong(size);
    } else if (wide) {
      out.putInt(packing == 3 ? 2 : 1).putInt(0).putLong(size).putLong(1);
    } else {
      out.putInt(packing == 3 ? 2 : 1).putInt((int) size).putInt(1);
    }
    out.put(stream);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return out.toByteArray();
  }

  private byte[] elf(Map<String, byte[]> sections) {
    int header = wide ? 64 : 52;
    int entry = wide ? 64 : 40;
    StringBuilder names = new StringBuilder("\0");
    int size = header;
    for (Map.Entry<String, byte[]> section : sections.entrySet()) {
      names.append(section.getKey()).append('\0');
      size += section.getValue().length;
    }
    int namesAt = size;
    int tableAt = size + names.length() + 11;
    int count = sections.size() + 2;
    ByteBuffer out = ByteBuffer.allocate(tableAt + count * entry).order(order);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1);
    out.putShort(16, (short) 2).putShort(18, (short) (wide ? 62 : 3)).putInt(20, 1);
    out.position(wide ? 0x28 : 0x20);
    word(out, tableAt);
    int counts = wide ? 0x34 : 0x28;
    out.putShort(counts, (short) header);
    out.putShort(counts + 6, (short) entry).putShort(counts + 8, (short) count);
    out.putShort(counts + 10, (short) (count - 1));
    int at = header;
    int name = 1;
    int nth = 1;
    for (Map.Entry<String, byte[]> section : sections.entrySet()) {
      byte[] content = section.getValue();
      out.position(at);
      out.put(content);
      boolean flagged = packing == 1 || packing == 3;
      entry(out, tableAt + nth++ * entry, name, 1, flagged ? 0x800 : 0, at, content.length);
      at += content.length;
      name += section.getKey().length() + 1;
    }
    names.append(".shstrtab").append('\0');
    out.position(namesAt);
    out.put(names.toString().getBytes(ISO_8859_1));
    entry(out, tableAt + nth * entry, name, 3, 0, namesAt, names.length());
    return out.array();
  }

  private void entry(ByteBuffer out, int where, int name, int type, int flags, int at, int size) {
    out.position(where);
    out.putInt(name).putInt(type);
    word(out, flags);
    word(out, 0);
    word(out, at);
    word(out, size);
  }

  private void word(ByteBuffer out, long value) {
    if (wide) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }
}
