package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way back from an Authenticode signature. A signing tool pads the file with zeros to a
 * multiple of 8, appends the certificate table, points the security directory at it and sets the
 * checksum, which Go's linker leaves zero. (GNU ld does set a checksum: a signed cgo program does
 * not come back to the linker's bytes this way.)
 */
final class PeUndo {
  private static final int PADDING = 7;

  private PeUndo() {}

  /**
   * Returns the undo.
   *
   * @param contentEnd offset behind everything but the certificate table
   * @param certificates the certificate table
   */
  static Undo of(ByteView view, PeHeaders headers, long contentEnd, Span certificates)
      throws FormatException, IOException {
    return new Undo(
        "Authenticode signature",
        ends(view, contentEnd, certificates.offset()),
        0,
        List.of(
            new Undo.Patch(headers.checkSumOffset(), Bytes.of(new byte[4])),
            new Undo.Patch(headers.directory(PeHeaders.SECURITY), Bytes.of(new byte[8]))),
        List.of());
  }

  /** The table's offset, and the offsets before it that only zeros separate from it. */
  private static List<Long> ends(ByteView view, long contentEnd, long table)
      throws FormatException, IOException {
    List<Long> ends = new ArrayList<>();
    long lowest = Math.max(contentEnd, table - PADDING);
    for (long end = table; ; end--) {
      ends.add(0, end);
      if (end == lowest || view.u8(end - 1) != 0) {
        return ends;
      }
    }
  }
}
