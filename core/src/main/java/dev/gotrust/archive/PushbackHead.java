package dev.gotrust.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose first bytes were looked at and are read again. */
final class PushbackHead extends FilterInputStream {
  private final byte[] head;
  private int at;

  PushbackHead(InputStream in) throws IOException {
    super(in);
    head = in.readNBytes(Executables.HEAD);
  }

  byte[] head() {
    return head.clone();
  }

  @Override
  public int read() throws IOException {
    return at < head.length ? head[at++] & 0xff : super.read();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (at < head.length && length > 0) {
      int count = Math.min(length, head.length - at);
      System.arraycopy(head, at, into, from, count);
      at += count;
      return count;
    }
    return super.read(into, from, length);
  }

  /**
   * Reads to the end, or to just above {@code most} bytes, and returns how many there were.
   *
   * @param chunk is written over: an archive has many small files
   */
  long skipRest(long most, byte[] chunk) throws IOException {
    long total = 0;
    while (total <= most) {
      int read = read(chunk, 0, chunk.length);
      if (read < 0) {
        break;
      }
      total += read;
    }
    return total;
  }
}
