package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;

/** Tells padding from content: tools that align what they write fill up with zeros. */
public final class Zeros {
  private static final int CHUNK = 4096;

  private Zeros() {}

  /**
   * {@return whether all bytes of a range are zero; true for no bytes}
   *
   * @param view the bytes
   * @param from where the range starts
   * @param to where it ends
   * @throws FormatException if the range does not lie in the view
   * @throws IOException if the bytes can't be read
   */
  public static boolean fill(ByteView view, long from, long to)
      throws FormatException, IOException {
    for (long at = from; at < to; at += CHUNK) {
      for (byte value : view.copy(at, Math.min(CHUNK, to - at))) {
        if (value != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
