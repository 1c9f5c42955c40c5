package dev.gotrust.module;

import dev.gotrust.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The files of a module, sorted as Go sorts them: the name of each without the {@code
 * module@version/} before it, its SHA-256 and its size. Immutable, thread-safe.
 *
 * <p>A name that is empty or ends in a slash is that of a directory which stands in a zip as an
 * entry of its own; it counts in the h1 of the zip and is no file.
 */
public final class FileHashes {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final String[] names;
  private final byte[] hashes;
  private final long[] sizes;

  FileHashes(String[] names, byte[] hashes, long[] sizes) {
    this.names = names;
    this.hashes = hashes;
    this.sizes = sizes;
  }

  /** {@return how many names there are} */
  public int count() {
    return names.length;
  }

  /**
   * {@return a name, without the {@code module@version/} before it}
   *
   * @param index its place, counted from 0
   */
  public String name(int index) {
    return names[index];
  }

  /**
   * {@return whether a name is that of a directory}
   *
   * @param index its place, counted from 0
   */
  public boolean isDirectory(int index) {
    return isDirectory(names[index]);
  }

  static boolean isDirectory(String name) {
    return name.isEmpty() || name.charAt(name.length() - 1) == '/';
  }

  /**
   * {@return the SHA-256 of a file's bytes}
   *
   * @param index its place, counted from 0
   */
  public Bytes sha256(int index) {
    return Bytes.of(hashes, index * Sha256.BYTES, Sha256.BYTES);
  }

  /**
   * {@return the number of a file's bytes}
   *
   * @param index its place, counted from 0
   */
  public long size(int index) {
    return sizes[index];
  }

  /**
   * {@return the place of a name, negative if there is none such}
   *
   * @param name a name without the {@code module@version/} before it
   */
  public int indexOf(String name) {
    return Arrays.binarySearch(names, name, ByteOrder.INSTANCE);
  }

  boolean sameBytes(int index, FileHashes other, int otherIndex) {
    int at = index * Sha256.BYTES;
    int otherAt = otherIndex * Sha256.BYTES;
    return Arrays.equals(
        hashes, at, at + Sha256.BYTES, other.hashes, otherAt, otherAt + Sha256.BYTES);
  }

  /**
   * {@return the h1 hash of these files as those of a module, such as {@code h1:...}}
   *
   * @param module the version of the module that the files are taken for
   */
  public String h1(ModuleVersion module) {
    MessageDigest digest = Sha256.create();
    byte[] middle = ("  " + module + '/').getBytes(StandardCharsets.UTF_8);
    byte[] hex = new byte[2 * Sha256.BYTES];
    for (int i = 0; i < names.length; i++) {
      digest.update(hex(i * Sha256.BYTES, hex));
      digest.update(middle);
      digest.update(names[i].getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
    return H1.of(digest.digest());
  }

  private byte[] hex(int at, byte[] into) {
    for (int i = 0; i < Sha256.BYTES; i++) {
      int value = hashes[at + i] & 0xff;
      into[2 * i] = (byte) HEX[value >> 4];
      into[2 * i + 1] = (byte) HEX[value & 0xf];
    }
    return into;
  }
}
