package dev.gotrust.module;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Numbers as zips have them. */
final class LittleEndian {
  private static final VarHandle SHORT = handle(short[].class);
  private static final VarHandle INT = handle(int[].class);
  private static final VarHandle LONG = handle(long[].class);

  private LittleEndian() {}

  private static VarHandle handle(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, java.nio.ByteOrder.LITTLE_ENDIAN);
  }

  static int u16(byte[] data, int at) {
    return (short) SHORT.get(data, at) & 0xffff;
  }

  static int i32(byte[] data, int at) {
    return (int) INT.get(data, at);
  }

  static long u32(byte[] data, int at) {
    return i32(data, at) & 0xffffffffL;
  }

  static long i64(byte[] data, int at) {
    return (long) LONG.get(data, at);
  }
}
