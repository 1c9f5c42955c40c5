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

  /** Pieces of a file from which on it matters how much of the heap others use. */
  private static final int MANY = 64;

  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  /** Reads a stream to its end; null if it holds more than {@code most} bytes, or than fit. */
  static @Nullable MemoryMember read(InputStream in, long most) throws IOException {
    MemoryMember member = new MemoryMember();
    try {
      return member.take(in, most) && member.leavesRoom() ? member : null;
    } catch (OutOfMemoryError full) {
      // Nobody can tell beforehand what else lives in the heap of who embeds this.
      member.pieces.clear();
      return null;
    }
  }

  /** Returns once the rest can work too, or with an error while nothing of it has begun. */
  private boolean leavesRoom() {
    int held = pieces.size();
    if (held > MANY) {
      for (int i = 0; i < MANY; i++) {
        pieces.add(new byte[PIECE]);
      }
      pieces.subList(held, pieces.size()).clear();
    }
    return true;
  }

  private boolean take(InputStream in, long most) throws IOException {
    while (true) {
      byte[] piece = in.readNBytes(PIECE);
      size += piece.length;
      if (size > most) {
        return false;
      }
      if (piece.length > 0) {
        pieces.add(piece);
      }
      if (piece.length < PIECE) {
        return true;
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
