package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import dev.gotrust.image.Undo.Patch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The way back from an Authenticode signature. A signing tool pads the file with zeros to a
 * multiple of 8, appends the certificate table, points the security directory at it and sets the
 * checksum. Go's linker and LLVM's had left that zero; GNU ld, with which cgo programs are linked,
 * had written one of its own.
 */
final class PeUndo {
  private static final int PADDING = 7;
  private static final String WHAT = "Authenticode signature";

  private final ByteView view;
  private final PeHeaders headers;
  private final long contentEnd;
  private final Span table;
  private final boolean signed;

  /**
   * Creates the undoing of one file's signature.
   *
   * @param contentEnd offset behind everything but the certificate table
   * @param table where the certificate table stands
   * @param signed whether signatures fill it
   */
  PeUndo(ByteView view, PeHeaders headers, long contentEnd, Span table, boolean signed) {
    this.view = view;
    this.headers = headers;
    this.contentEnd = contentEnd;
    this.table = table;
    this.signed = signed;
  }

  List<Undo> ways(String buildId) throws FormatException, IOException {
    List<Long> ends = ends();
    List<Undo> ways = new ArrayList<>();
    ways.add(way(ends, 0));
    if (headers.linkerVersion() != PeRewriter.GO_LINKER) {
      PeChecksum checksum = PeChecksum.asLinked(view, table.offset(), unsigned(0), buildId);
      for (long end : ends) {
        ways.add(way(List.of(end), checksum.ofFile(end)));
      }
    }
    return ways;
  }

  private Undo way(List<Long> ends, long checksum) {
    long foreign = view.size() - (signed ? table.end() : table.offset());
    return new Undo(WHAT, signed, ends, 0, unsigned(checksum), foreign);
  }

  private List<Patch> unsigned(long checksum) {
    ByteBuffer old = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) checksum);
    return List.of(
        new Patch(headers.checkSumOffset(), Bytes.of(old.array())),
        new Patch(headers.directory(PeHeaders.SECURITY), Bytes.of(new byte[8])));
  }

  /** The table's offset, and the offsets before it that only zeros separate from it. */
  private List<Long> ends() throws FormatException, IOException {
    List<Long> ends = new ArrayList<>();
    long lowest = Math.max(contentEnd, table.offset() - PADDING);
    for (long end = table.offset(); ; end--) {
      ends.add(0, end);
      if (end == lowest || view.u8(end - 1) != 0) {
        return ends;
      }
    }
  }
}
