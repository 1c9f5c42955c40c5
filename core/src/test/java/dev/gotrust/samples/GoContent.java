package dev.gotrust.samples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What Go puts into an image whatever its format: two kilobytes of constants and data, in which
 * build info, its second copy, the version text and a function table stand at fixed places.
 */
public final class GoContent {
  /** Bytes of the constants, and of the data. */
  public static final int PART = 0x400;

  /** Within the constants: framed modinfo, version text, function table. */
  public static final int MODINFO = 0x20;

  public static final int VERSION = 0x200;
  public static final int PCLNTAB = 0x240;

  /** Within the data: string headers of modinfo and version, pointer to the function table. */
  public static final int HEADERS = 0x300;

  public static final byte[] START = HexFormat.of().parseHex("3077af0c9274080241e1c107e6d618e6");
  public static final byte[] END = HexFormat.of().parseHex("f932433186182072008242104116d8f2");
  public static final byte[] MAGIC = latin1("\u00ff Go buildinf:");

  /** A build ID before its last part is computed. */
  public static final String BUILD_ID =
      "aaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbb/cccccccccccccccccccc/dddddddddddddddddddd";

  /** The build ID in quotes, as all formats but ELF hold it. */
  public static final byte[] QUOTED_ID =
      latin1("\u00ff Go build ID: \"" + BUILD_ID + "\"\n \u00ff");

  public static final String GO_VERSION = "go1.26.1";
  public static final String TEXT =
      """
      path\texample.com/hi
      mod\texample.com/hi\tv1.2.3\t
      dep\texample.com/a\tv1.0.0\th1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
      build\t-compiler=gc
      build\tCGO_ENABLED=0
      """;

  private final ByteOrder order;
  private final int pointer;
  private final long constants;
  private final long data;

  /**
   * Creates content for an image.
   *
   * @param pointer its pointer size
   * @param constants address of its constants
   * @param data address of its data
   */
  public GoContent(ByteOrder order, int pointer, long constants, long data) {
    this.order = order;
    this.pointer = pointer;
    this.constants = constants;
    this.data = data;
  }

  public static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Frames a text with the sentinels. */
  public static byte[] framed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(32 + bytes.length).put(START).put(bytes).put(END).array();
  }

  /** Returns the constants, with that text as second copy of modinfo. */
  public byte[] constants(String version, String text) {
    ByteBuffer bytes = ByteBuffer.allocate(PART).order(order);
    bytes.put(MODINFO, framed(text));
    bytes.put(VERSION, latin1(version));
    bytes.putInt(PCLNTAB, 0xfffffff1);
    bytes.put(PCLNTAB + 6, (byte) 1).put(PCLNTAB + 7, (byte) pointer);
    return bytes.array();
  }

  /** Returns the data of Go 1.18 and later: the texts follow the header of the build info. */
  public byte[] inline(String version, String text) {
    ByteBuffer bytes = withHeaders(version, text);
    bytes.put(MAGIC).put((byte) pointer).put((byte) 2).position(32);
    putVarString(bytes, latin1(version));
    putVarString(bytes, framed(text));
    return bytes.array();
  }

  /** Returns the data of Go 1.13 to 1.17: the header points at string headers. */
  public byte[] pointers(String version, String text) {
    ByteBuffer bytes = withHeaders(version, text);
    bytes.put(MAGIC).put((byte) pointer).put((byte) (order == ByteOrder.BIG_ENDIAN ? 1 : 0));
    putPointer(bytes, 16, data + HEADERS + 2L * pointer);
    putPointer(bytes, 16 + pointer, data + HEADERS);
    return bytes.array();
  }

  private ByteBuffer withHeaders(String version, String text) {
    ByteBuffer bytes = ByteBuffer.allocate(PART).order(order);
    putPointer(bytes, HEADERS, constants + MODINFO);
    putPointer(bytes, HEADERS + pointer, framed(text).length);
    putPointer(bytes, HEADERS + 2 * pointer, constants + VERSION);
    putPointer(bytes, HEADERS + 3 * pointer, version.length());
    putPointer(bytes, HEADERS + 4 * pointer, constants + PCLNTAB);
    return bytes;
  }

  private void putPointer(ByteBuffer bytes, int at, long value) {
    if (pointer == 8) {
      bytes.putLong(at, value);
    } else {
      bytes.putInt(at, (int) value);
    }
  }

  private static void putVarString(ByteBuffer bytes, byte[] text) {
    int rest = text.length;
    for (; rest > 127; rest >>>= 7) {
      bytes.put((byte) (rest | 0x80));
    }
    bytes.put((byte) rest).put(text);
  }

  /**
   * Writes the content ID into every copy of the build ID.
   *
   * @param masked offset, length, offset, length … of what Go takes as zeros
   */
  public static byte[] stamp(byte[] image, int... masked) {
    byte[] zeroed = image.clone();
    for (int i = 0; i < masked.length; i += 2) {
      Arrays.fill(zeroed, masked[i], masked[i] + masked[i + 1], (byte) 0);
    }
    byte[] id = latin1(BUILD_ID);
    for (int at = indexOf(zeroed, id, 0); at >= 0; at = indexOf(zeroed, id, at)) {
      Arrays.fill(zeroed, at, at + id.length, (byte) 0);
    }
    byte[] content = Arrays.copyOf(latin1(contentId(zeroed)), 20);
    for (int at = indexOf(image, id, 0); at >= 0; at = indexOf(image, id, at + 1)) {
      System.arraycopy(content, 0, image, at + 63, 20);
    }
    return image;
  }

  /** Returns the content ID of bytes that are masked already. */
  public static String contentId(byte[] masked) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(masked);
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, 15));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns where a pattern stands first, from {@code from} on, or -1. */
  public static int indexOf(byte[] bytes, byte[] pattern, int from) {
    for (int at = from; at + pattern.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at;
      }
    }
    return -1;
  }
}
