package dev.gotrust.archive;

import dev.gotrust.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of an archive, held in pieces, so that growing never holds it twice. */
final class MemoryMember implements ByteSource {
  private static final int PIECE = 256 * 1024;

  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  /** Reads a stream to its end; null if it holds more than {@code most} bytes. */
  static @Nullable MemoryMember read(InputStream in, long most) throws IOException {
    MemoryMember member = new MemoryMember();
    while (true) {
      byte[] piece = in.readNBytes(PIECE);
      member.size += piece.length;
      if (member.size > most) {
        return null;
      }
      if (piece.length > 0) {
        member.pieces.add(piece);
      }
      if (piece.length < PIECE) {
        return member;
      }
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, byte[] into, int from, int length) {
    Objects.checkFromIndexSize(offset, (long) length, size);
    Objects.checkFromIndexSize(from, length, into.length);
    int done = 0;
    while (done < length) {
      byte[] piece = pieces.get((int) ((offset + done) / PIECE));
      int start = (int) ((offset + done) % PIECE);
      int count = Math.min(length - done, piece.length - start);
      System.arraycopy(piece, start, into, from + done, count);
      done += count;
    }
  }

  @Override
  public Page page(long offset) {
    Objects.checkIndex(offset, size);
    int index = (int) (offset / PIECE);
    byte[] piece = pieces.get(index);
    return new Page((long) index * PIECE, piece, piece.length);
  }
}
