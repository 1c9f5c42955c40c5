package dev.gotrust.bytes;

import java.util.Objects;

/** A source over bytes in memory. Thread-safe. */
public final class ArraySource implements ByteSource {
  private final Page page;

  /**
   * Creates a source over a copy of {@code bytes}.
   *
   * @param bytes what the source holds; later changes to the array do not reach it
   */
  public ArraySource(byte[] bytes) {
    this.page = new Page(0, bytes.clone(), bytes.length);
  }

  @Override
  public long size() {
    return page.length();
  }

  @Override
  public void read(long offset, byte[] into, int from, int length) {
    Objects.checkFromIndexSize(offset, length, size());
    System.arraycopy(page.data(), (int) offset, into, from, length);
  }

  @Override
  public Page page(long offset) {
    Objects.checkIndex(offset, size());
    return page;
  }
}
