package dev.gotrust.image;

/**
 * A run of bytes of an image.
 *
 * @param offset of the first byte from the start of the image
 * @param length in bytes
 */
public record Span(long offset, long length) {
  /** {@return the offset behind the last byte} */
  public long end() {
    return offset + length;
  }
}
