package dev.gotrust.signing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a private key is encrypted by. It is shown nowhere: its text is the word alone. Closing it
 * wipes it. Not thread-safe.
 */
public final class Password implements AutoCloseable {
  private final byte[] utf8;

  private Password(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * {@return a password}
   *
   * @param characters are copied; whoever gives them wipes them
   */
  public static Password of(char[] characters) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
    byte[] utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    encoded.clear();
    while (encoded.hasRemaining()) {
      encoded.put((byte) 0);
    }
    return new Password(utf8);
  }

  /**
   * {@return a password of a file: its first line, without the line end}
   *
   * @param file all bytes of the file; are copied
   */
  public static Password ofFile(byte[] file) {
    int end = 0;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    if (end > 0 && file[end - 1] == '\r') {
      end--;
    }
    return new Password(Arrays.copyOf(file, end));
  }

  /** {@return whether it has no character} */
  public boolean isEmpty() {
    return utf8.length == 0;
  }

  /** {@return its length in bytes of UTF-8} */
  public int size() {
    return utf8.length;
  }

  /**
   * {@return whether both are the same}
   *
   * @param other another password
   */
  public boolean isSame(Password other) {
    return Arrays.equals(utf8, other.utf8);
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  /** Returns a word that says nothing of it. */
  @Override
  public String toString() {
    return "password";
  }
}
