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

  /**
   * {@return whether it shares a byte with another run}
   *
   * @param other another run of the same image
   */
  public boolean overlaps(Span other) {
    return offset < other.end() && other.offset < end();
  }
}
