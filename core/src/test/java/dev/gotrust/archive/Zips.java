package dev.gotrust.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes zip archives for tests, honest unless a field is set. */
final class Zips {
  static final byte[] NONE = {};

  private final List<Entry> entries = new ArrayList<>();

  /** The end of the directory of an archive, as long as there is no comment. */
  static final int END = 22;

  /** An entry; what is set differs from what is true. */
  static final class Entry {
    String name;
    byte[] content;
    int method;
    int flags = 0x800;
    String localName;
    byte[] localExtra = NONE;
    byte[] extra = NONE;
    byte[] descriptor = NONE;
    long localCrc = -1;
    long localSize = -1;
    long localCompressed = -1;
    long crc;
    long size;
    long compressed;
    int localFlags = -1;
    int localMethod = -1;
    private byte[] packed;
    private int offset;

    private Entry(String name, int method, byte[] content) {
      this.name = name;
      this.localName = name;
      this.method = method;
      this.content = content;
      CRC32 sum = new CRC32();
      sum.update(content);
      crc = sum.getValue();
      size = content.length;
      packed = method == 8 ? deflate(content) : content;
      compressed = packed.length;
    }

    /** A descriptor as streaming writers append it. */
    Entry described(boolean marked, boolean large) {
      flags |= 8;
      localCrc = 0;
      localSize = 0;
      localCompressed = 0;
      ByteBuffer buffer = little(24);
      if (marked) {
        buffer.putInt(0x08074b50);
      }
      buffer.putInt((int) crc);
      if (large) {
        buffer.putLong(compressed).putLong(size);
      } else {
        buffer.putInt((int) compressed).putInt((int) size);
      }
      descriptor = java.util.Arrays.copyOf(buffer.array(), buffer.position());
      return this;
    }
  }

  static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[64 * 1024];
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    return out.toByteArray();
  }

  static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] field(int id, byte[] data) {
    ByteBuffer field = little(4 + data.length);
    return field.putShort((short) id).putShort((short) data.length).put(data).array();
  }

  static byte[] longs(long... values) {
    ByteBuffer buffer = little(8 * values.length);
    for (long value : values) {
      buffer.putLong(value);
    }
    return buffer.array();
  }

  Entry stored(String name, byte[] content) {
    return add(new Entry(name, 0, content));
  }

  Entry deflated(String name, byte[] content) {
    return add(new Entry(name, 8, content));
  }

  private Entry add(Entry entry) {
    entries.add(entry);
    return entry;
  }

  /** The entries, each with a header of its own. */
  byte[] body() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      entry.offset = out.size();
      byte[] name = entry.localName.getBytes(StandardCharsets.UTF_8);
      ByteBuffer local = little(30);
      local.putInt(0x04034b50).putShort((short) 20);
      local.putShort((short) (entry.localFlags < 0 ? entry.flags : entry.localFlags));
      local.putShort((short) (entry.localMethod < 0 ? entry.method : entry.localMethod));
      local.putInt(0);
      local.putInt((int) (entry.localCrc < 0 ? entry.crc : entry.localCrc));
      local.putInt((int) (entry.localCompressed < 0 ? entry.compressed : entry.localCompressed));
      local.putInt((int) (entry.localSize < 0 ? entry.size : entry.localSize));
      local.putShort((short) name.length).putShort((short) entry.localExtra.length);
      out.writeBytes(local.array());
      out.writeBytes(name);
      out.writeBytes(entry.localExtra);
      out.writeBytes(entry.packed);
      out.writeBytes(entry.descriptor);
    }
    return out.toByteArray();
  }

  byte[] directory() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
      ByteBuffer central = little(46);
      central.putInt(0x02014b50).putShort((short) 0x314).putShort((short) 20);
      central.putShort((short) entry.flags).putShort((short) entry.method).putInt(0);
      central.putInt((int) entry.crc).putInt((int) entry.compressed).putInt((int) entry.size);
      central.putShort((short) name.length).putShort((short) entry.extra.length);
      central.putShort((short) 0).putInt(0).putInt(0).putInt(entry.offset);
      out.writeBytes(central.array());
      out.writeBytes(name);
      out.writeBytes(entry.extra);
    }
    return out.toByteArray();
  }

  static byte[] end(int entries, long length, long offset, byte[] comment) {
    ByteBuffer end = little(END);
    end.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
    end.putInt((int) length).putInt((int) offset).putShort((short) comment.length);
    return Archives.join(end.array(), comment);
  }

  /** The end in the form of zip64, with its locator. */
  static byte[] end64(long entries, long length, long offset) {
    ByteBuffer end = little(76);
    end.putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0);
    end.putLong(entries).putLong(entries).putLong(length).putLong(offset);
    end.putInt(0x07064b50).putInt(0).putLong(offset + length).putInt(1);
    return end.array();
  }

  byte[] bytes() {
    return bytes(NONE);
  }

  byte[] bytes(byte[] comment) {
    byte[] body = body();
    byte[] directory = directory();
    byte[] end = end(entries.size(), directory.length, body.length, comment);
    return Archives.join(body, directory, end);
  }
}
