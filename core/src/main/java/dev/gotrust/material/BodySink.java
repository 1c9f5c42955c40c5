package dev.gotrust.material;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Takes the bytes of one answer, up to a cap. Used by one thread at a time. */
abstract class BodySink {
  private final long cap;
  private long taken;

  BodySink(long cap) {
    this.cap = cap;
  }

  /** Begins an answer; what an earlier attempt has left is let go. */
  final void begin() throws IOException {
    taken = 0;
    clear();
  }

  final void take(ByteBuffer bytes) throws IOException {
    expect(taken + bytes.remaining());
    taken += bytes.remaining();
    store(bytes);
  }

  /** Refuses an answer that is, or says it will be, longer than the cap. */
  final void expect(long length) throws IOException {
    if (length > cap) {
      throw new Wire.RefusedException("more than the " + cap + " bytes that are taken of it");
    }
  }

  final long taken() {
    return taken;
  }

  abstract void clear() throws IOException;

  abstract void store(ByteBuffer bytes) throws IOException;

  /** Keeps the bytes in memory; grows with what came, not with what was announced. */
  static final class InMemory extends BodySink {
    private static final int FIRST = 8 * 1024;

    private final int cap;
    private byte[] data = new byte[0];
    private int length;

    InMemory(int cap) {
      super(cap);
      this.cap = cap;
    }

    @Override
    void clear() {
      length = 0;
    }

    @Override
    void store(ByteBuffer bytes) {
      int end = length + bytes.remaining();
      if (end > data.length) {
        data = Arrays.copyOf(data, (int) Math.min(cap, Math.max(FIRST, 2L * end)));
      }
      bytes.get(data, length, end - length);
      length = end;
    }

    byte[] bytes() {
      return Arrays.copyOf(data, length);
    }
  }

  /** Writes the bytes to a file, and says how many have come. */
  static final class InFile extends BodySink {
    private final FileChannel file;
    private final RequestListener listener;
    private final String url;

    InFile(FileChannel file, long cap, RequestListener listener, String url) {
      super(cap);
      this.file = file;
      this.listener = listener;
      this.url = url;
    }

    @Override
    void clear() throws IOException {
      file.truncate(0).position(0);
    }

    @Override
    void store(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      listener.received(url, taken());
    }
  }
}
