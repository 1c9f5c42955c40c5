package dev.gotrust.archive;

import dev.gotrust.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a source, or of a range of it, in order. */
final class SourceStream extends InputStream {
  private final ByteSource source;
  private final long end;
  private long at;

  SourceStream(ByteSource source) {
    this(source, 0, source.size());
  }

  SourceStream(ByteSource source, long from, long end) {
    this.source = source;
    this.at = from;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (at >= end) {
      return -1;
    }
    int count = (int) Math.min(length, end - at);
    source.read(at, into, from, count);
    at += count;
    return count;
  }

  /** More than GZIPInputStream needs to know whether another member follows. */
  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - at);
  }
}
