package dev.gotrust.module;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips byte by byte, so that each field can lie. */
final class ZipMaker {
  static final ModuleVersion MODULE = new ModuleVersion("example.com/m", "v1.0.0");

  /** An entry; what is not set is as it should be. */
  static final class Entry {
    byte[] name;
    byte[] localName;
    byte[] stored;
    byte[] extra = {};
    byte[] centralExtra = {};
    byte[] before = {};
    byte[] descriptor = {};
    int madeBy = 20;
    int flags;
    int localFlags = -1;
    int method = 8;
    long crc;
    long localCrc = -1;
    long size;
    long localSize = -1;
    long compressed;
    long mode;
    long offset = -1;

    Entry named(String full) {
      name = full.getBytes(StandardCharsets.UTF_8);
      return this;
    }
  }

  final List<Entry> entries = new ArrayList<>();
  byte[] comment = {};
  byte[] beforeEnd = {};
  byte[] after = {};
  int countBy;
  int sizeBy;
  int offsetBy;
  boolean large;
  ModuleVersion module = MODULE;

  Entry add(String name, String text) {
    return add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Entry add(String name, byte[] data) {
    Entry entry = new Entry().named(module + "/" + name);
    CRC32 crc = new CRC32();
    crc.update(data);
    entry.crc = crc.getValue();
    entry.size = data.length;
    entry.stored = deflate(data);
    entry.compressed = entry.stored.length;
    entries.add(entry);
    return entry;
  }

  Entry addStored(String name, String text) {
    Entry entry = add(name, text);
    entry.method = 0;
    entry.stored = text.getBytes(StandardCharsets.UTF_8);
    entry.compressed = entry.stored.length;
    return entry;
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    return out.toByteArray();
  }

  byte[] build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      out.writeBytes(entry.before);
      long offset = entry.offset >= 0 ? entry.offset : out.size();
      byte[] localName = entry.localName == null ? entry.name : entry.localName;
      out.writeBytes(
          bytes(30)
              .putInt(0x04034b50)
              .putShort((short) 20)
              .putShort((short) (entry.localFlags < 0 ? entry.flags : entry.localFlags))
              .putShort((short) entry.method)
              .putInt(0)
              .putInt((int) (entry.localCrc < 0 ? entry.crc : entry.localCrc))
              .putInt((int) (entry.localSize < 0 ? entry.compressed : entry.localSize))
              .putInt((int) (entry.localSize < 0 ? entry.size : entry.localSize))
              .putShort((short) localName.length)
              .putShort((short) entry.extra.length)
              .array());
      out.writeBytes(localName);
      out.writeBytes(entry.extra);
      out.writeBytes(entry.stored);
      out.writeBytes(entry.descriptor);
      directory.writeBytes(
          bytes(46)
              .putInt(0x02014b50)
              .putShort((short) entry.madeBy)
              .putShort((short) 20)
              .putShort((short) entry.flags)
              .putShort((short) entry.method)
              .putInt(0)
              .putInt((int) entry.crc)
              .putInt((int) entry.compressed)
              .putInt((int) entry.size)
              .putShort((short) entry.name.length)
              .putShort((short) entry.centralExtra.length)
              .putShort((short) 0)
              .putInt(0)
              .putInt((int) (entry.mode << 16))
              .putInt((int) offset)
              .array());
      directory.writeBytes(entry.name);
      directory.writeBytes(entry.centralExtra);
    }
    int offset = out.size();
    out.writeBytes(directory.toByteArray());
    out.writeBytes(beforeEnd);
    int size = out.size() - offset - beforeEnd.length;
    if (large) {
      writeLarge(out, size, offset);
    }
    out.writeBytes(end(size, offset));
    out.writeBytes(comment);
    out.writeBytes(after);
    return out.toByteArray();
  }

  private byte[] end(int size, int offset) {
    int count = large ? 0xffff : entries.size() + countBy;
    return bytes(22)
        .putInt(0x06054b50)
        .putInt(0)
        .putShort((short) count)
        .putShort((short) count)
        .putInt(large ? -1 : size + sizeBy)
        .putInt(large ? -1 : offset + offsetBy)
        .putShort((short) comment.length)
        .array();
  }

  private void writeLarge(ByteArrayOutputStream out, int size, int offset) {
    long at = out.size();
    out.writeBytes(
        bytes(56)
            .putInt(0x06064b50)
            .putLong(44)
            .putInt(0)
            .putLong(0)
            .putLong(entries.size() + countBy)
            .putLong(entries.size() + countBy)
            .putLong(size + sizeBy)
            .putLong(offset + offsetBy)
            .array());
    out.writeBytes(bytes(20).putInt(0x07064b50).putInt(0).putLong(at).putInt(1).array());
  }

  static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
  }
}
