package dev.gotrust.image;

import dev.gotrust.bytes.ByteSource;
import dev.gotrust.bytes.ByteView;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The memory of a wasm module as its data segments fill it, zeros between them. Go's linker leaves
 * out runs of zeros, so that what lies together in memory may lie apart in the file.
 *
 * <p>Thread-safe as far as the file's source is.
 */
final class LinearMemory implements ByteSource {
  private static final int PAGE = 16 * 1024;

  private final ByteView file;
  private final List<Region> segments;
  private final long size;

  /**
   * Creates a memory.
   *
   * @param file the bytes of the image
   * @param segments ascending by address, not overlapping
   */
  LinearMemory(ByteView file, List<Region> segments) {
    this.file = file;
    this.segments = segments;
    this.size = segments.isEmpty() ? 0 : endOf(segments.get(segments.size() - 1));
  }

  private static long endOf(Region segment) {
    return segment.address() + segment.size();
  }

  /**
   * Whether the segments are ascending by address and don't overlap, as Go's linker writes them.
   */
  static boolean isOrdered(List<Region> segments) {
    long free = 0;
    for (Region segment : segments) {
      if (segment.address() < free || endOf(segment) < segment.address()) {
        return false;
      }
      free = endOf(segment);
    }
    return true;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Page page(long offset) throws IOException {
    Objects.checkIndex(offset, size);
    long start = offset - offset % PAGE;
    int length = (int) Math.min(PAGE, size - start);
    byte[] data = new byte[length];
    read(start, data, 0, length);
    return new Page(start, data, length);
  }

  @Override
  public void read(long offset, byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, size);
    java.util.Arrays.fill(into, from, from + length, (byte) 0);
    long end = offset + length;
    for (int i = firstEndingBehind(offset); i < segments.size(); i++) {
      Region segment = segments.get(i);
      if (segment.address() >= end) {
        return;
      }
      long begin = Math.max(offset, segment.address());
      int run = (int) (Math.min(end, endOf(segment)) - begin);
      long position = file.base() + segment.offset() + (begin - segment.address());
      copy(position, into, (int) (from + (begin - offset)), run);
    }
  }

  /** Through the pages of the file, so that what is parsed is compared with what is hashed. */
  private void copy(long position, byte[] into, int from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      Page page = file.source().page(position + done);
      int start = (int) (position + done - page.offset());
      int run = Math.min(length - done, page.length() - start);
      System.arraycopy(page.data(), start, into, from + done, run);
      done += run;
    }
  }

  /** Returns the index of the first segment that ends behind an address. */
  int firstEndingBehind(long address) {
    int low = 0;
    int high = segments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (endOf(segments.get(middle)) > address) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
