package dev.gotrust.samples;

import dev.gotrust.bytes.ByteSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A source of any size that holds some runs of bytes, and zeros elsewhere; it counts what is read.
 * Filled by one thread, then safe for several.
 */
public final class SparseSource implements ByteSource {
  private static final int PAGE = 16 * 1024;

  /** Bytes that stand from {@code from}, again and again up to {@code to}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Run(long from, long to, byte[] bytes) {}

  private final long size;
  private final List<Run> runs = new ArrayList<>();
  private final AtomicLong read = new AtomicLong();

  public SparseSource(long size) {
    this.size = size;
  }

  /** Puts bytes in place, over what was put before. */
  public SparseSource put(long at, byte[] bytes) {
    return fill(at, at + bytes.length, bytes);
  }

  /** Repeats a pattern over a range. */
  public SparseSource fill(long from, long to, byte... pattern) {
    Objects.checkFromToIndex(from, to, size);
    runs.add(new Run(from, to, pattern.clone()));
    return this;
  }

  /** Returns how many bytes were read in all. */
  public long bytesRead() {
    return read.get();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, byte[] into, int from, int length) {
    Objects.checkFromIndexSize(offset, length, size);
    read.addAndGet(length);
    Arrays.fill(into, from, from + length, (byte) 0);
    for (Run run : runs) {
      long begin = Math.max(offset, run.from());
      long end = Math.min(offset + length, run.to());
      if (begin < end) {
        int start = from + (int) (begin - offset);
        copy(run, begin, into, start, (int) (end - begin));
      }
    }
  }

  private static void copy(Run run, long position, byte[] into, int from, int length) {
    byte[] bytes = run.bytes();
    if (bytes.length == 1) {
      Arrays.fill(into, from, from + length, bytes[0]);
      return;
    }
    int phase = (int) ((position - run.from()) % bytes.length);
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, bytes.length - phase);
      System.arraycopy(bytes, phase, into, from + done, part);
      done += part;
      phase = 0;
    }
  }

  @Override
  public Page page(long offset) {
    Objects.checkIndex(offset, size);
    long start = offset - offset % PAGE;
    byte[] data = new byte[(int) Math.min(PAGE, size - start)];
    read(start, data, 0, data.length);
    return new Page(start, data, data.length);
  }
}
