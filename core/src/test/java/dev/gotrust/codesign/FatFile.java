package dev.gotrust.codesign;

import java.nio.ByteBuffer;

/** Fat files, made of slices. */
public final class FatFile {
  /** Where slices start. */
  public static final int ALIGNMENT = 1 << 14;

  private FatFile() {}

  /** Returns a file of slices for CPUs that differ in their numbers. */
  public static byte[] of(byte[]... slices) {
    int end = ALIGNMENT;
    for (byte[] slice : slices) {
      end = aligned(end) + slice.length;
    }
    ByteBuffer file = ByteBuffer.allocate(end).putInt(0xcafebabe).putInt(slices.length);
    int at = ALIGNMENT;
    for (int i = 0; i < slices.length; i++) {
      at = aligned(at);
      file.putInt(0x0100000c).putInt(i).putInt(at).putInt(slices[i].length).putInt(14);
      file.put(at, slices[i]);
      at += slices[i].length;
    }
    return file.array();
  }

  private static int aligned(int at) {
    return (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
