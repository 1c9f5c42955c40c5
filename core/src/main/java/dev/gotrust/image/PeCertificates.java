package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;

/**
 * The certificate table of a PE image (Microsoft, "PE Format", the attribute certificate table).
 * Any bytes can be declared one, so its structure is held against what signing tools write before
 * it explains anything: a chain of WIN_CERTIFICATE entries that fills the table, each of them a
 * PKCS#7 message and no more.
 */
final class PeCertificates {
  private static final int ALIGNMENT = 8;
  private static final int HEADER = 8;
  private static final int REVISION_1 = 0x0100;
  private static final int REVISION_2 = 0x0200;
  private static final int PKCS_SIGNED_DATA = 2;
  private static final int SEQUENCE = 0x30;

  private PeCertificates() {}

  /**
   * Returns whether the table starts at a multiple of eight bytes and signatures fill it.
   *
   * @param view the image
   * @param table where the security directory points, within the image
   */
  static boolean fill(ByteView view, Span table) throws FormatException, IOException {
    ByteView bytes = view.slice("PE certificate table", table.offset(), table.length());
    long at = 0;
    while (at < bytes.size() && table.offset() % ALIGNMENT == 0) {
      long length = bytes.holds(at, HEADER) ? bytes.u32(at) : 0;
      long end = at + length;
      if (length <= HEADER || end > bytes.size() || !isSignature(bytes, at, end)) {
        return false;
      }
      at = Math.min(bytes.size(), (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
      if (!Zeros.fill(bytes, end, at)) {
        return false;
      }
    }
    return at > 0;
  }

  private static boolean isSignature(ByteView table, long at, long end)
      throws FormatException, IOException {
    int revision = table.u16(at + 4);
    return (revision == REVISION_1 || revision == REVISION_2)
        && table.u16(at + 6) == PKCS_SIGNED_DATA
        && isMessage(table, at + HEADER, end);
  }

  /** Whether a DER sequence ends at {@code end}, but for the zeros of some signing tools. */
  private static boolean isMessage(ByteView table, long at, long end)
      throws FormatException, IOException {
    if (end - at < 2 || table.u8(at) != SEQUENCE) {
      return false;
    }
    int first = table.u8(at + 1);
    int width = first < 0x80 ? 0 : first - 0x80;
    // No signature needs five bytes for its length; 0x80, an open end, is not DER.
    if (first == 0x80 || width > 4 || !table.holds(at + 2, width)) {
      return false;
    }
    long length = first;
    for (int i = 0; i < width; i++) {
      length = (i == 0 ? 0 : length << 8) | table.u8(at + 2 + i);
    }
    long padding = end - (at + 2 + width + length);
    return padding >= 0 && padding < ALIGNMENT && Zeros.fill(table, end - padding, end);
  }
}
