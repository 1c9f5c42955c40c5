package dev.gotrust.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip members (RFC 1952) that stand behind each other. Zeros may follow the last, as
 * tapes have them. Unlike the JDK's reader this does not take a member that it can't read for the
 * end.
 */
final class GzipStream extends InputStream {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final CRC32 crc = new CRC32();
  private final Inflater inflater = new Inflater(true);
  private int at;
  private int end;
  private boolean done;

  GzipStream(InputStream in) throws IOException {
    this.in = in;
    header(next());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!done) {
      int count = inflate(into, from, length);
      if (count > 0) {
        crc.update(into, from, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int from, int length) throws IOException {
    if (inflater.needsInput() && !inflater.finished()) {
      if (at == end && !fill()) {
        throw new EOFException("gzip ends within a member");
      }
      inflater.setInput(buffer, at, end - at);
      at = end;
    }
    try {
      int count = inflater.inflate(into, from, length);
      if (count == 0 && inflater.needsDictionary()) {
        throw new ZipException("gzip has no dictionaries");
      }
      return count;
    } catch (DataFormatException malformed) {
      throw new ZipException("gzip holds what can't be inflated");
    }
  }

  /** Checks a member's end, and begins the next. */
  private void endMember() throws IOException {
    at = end - inflater.getRemaining();
    long size = inflater.getBytesWritten() & 0xffffffffL;
    if (number() != crc.getValue() || number() != size) {
      throw new ZipException("gzip has another checksum or length than it states");
    }
    inflater.reset();
    crc.reset();
    int first = nextOrEnd();
    if (first == 0) {
      checkZeros();
      first = -1;
    }
    done = first < 0;
    if (done) {
      inflater.end();
    } else {
      header(first);
    }
  }

  private int nextOrEnd() throws IOException {
    return at < end || fill() ? next() : -1;
  }

  /** Some readers take zeros for the end, others look for a member behind them. */
  private void checkZeros() throws IOException {
    for (int next = nextOrEnd(); next >= 0; next = nextOrEnd()) {
      if (next != 0) {
        throw new ZipException("bytes follow the zeros behind the last member of gzip");
      }
    }
  }

  private void header(int first) throws IOException {
    if (first != 0x1f || next() != 0x8b || next() != 8) {
      throw new ZipException("bytes that are no gzip were found where a member was expected");
    }
    int flags = next();
    if ((flags & 0xe0) != 0) {
      throw new ZipException("gzip has unknown flags");
    }
    skip(6);
    if ((flags & 4) != 0) {
      skip(next() | next() << 8);
    }
    for (int flag = 8; flag <= 16; flag *= 2) {
      if ((flags & flag) != 0) {
        skipText();
      }
    }
    // The CRC of the header guards none of what is used.
    skip((flags & 2) != 0 ? 2 : 0);
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // Names and comments are not used.
    }
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException("gzip ends within a member");
    }
    return buffer[at++] & 0xff;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer, 0, BUFFER));
    return end > 0;
  }
}
