package dev.gotrust.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable byte string with value equality, so that records can hold bytes. Thread-safe.
 *
 * <p>Ordering, encoding and length are those of the bytes; nothing is interpreted.
 */
public final class Bytes {
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /**
   * {@return a byte string with a copy of {@code value}}
   *
   * @param value the bytes; later changes to the array do not reach the copy
   */
  public static Bytes of(byte[] value) {
    return new Bytes(value.clone());
  }

  /**
   * {@return a byte string with a copy of {@code length} bytes of {@code value} from {@code from}}
   *
   * @param value holds the bytes
   * @param from index of the first one
   * @param length how many to copy
   * @throws IndexOutOfBoundsException if the range does not lie in the array
   */
  public static Bytes of(byte[] value, int from, int length) {
    java.util.Objects.checkFromIndexSize(from, length, value.length);
    return new Bytes(Arrays.copyOfRange(value, from, from + length));
  }

  /**
   * {@return the SHA-256 of some bytes}
   *
   * @param data what is hashed
   */
  public static Bytes sha256(byte[] data) {
    try {
      return new Bytes(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** {@return the number of bytes} */
  public int length() {
    return value.length;
  }

  /**
   * {@return the byte at {@code index}, as a signed Java byte}
   *
   * @param index counted from 0
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public byte at(int index) {
    return value[index];
  }

  /** {@return a fresh copy of the bytes} */
  public byte[] toArray() {
    return value.clone();
  }

  /** {@return the bytes as lower-case hexadecimal digits, two a byte} */
  public String hex() {
    return HEX.formatHex(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** Returns the hexadecimal form. */
  @Override
  public String toString() {
    return hex();
  }
}
