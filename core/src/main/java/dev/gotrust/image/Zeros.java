package dev.gotrust.image;

import dev.gotrust.bytes.ByteView;
import dev.gotrust.bytes.FormatException;
import java.io.IOException;

/** Tells padding from content: tools that align what they write fill up with zeros. */
final class Zeros {
  private static final int CHUNK = 4096;

  private Zeros() {}

  /** Returns whether all bytes from {@code from} to {@code to} are zero; true for no bytes. */
  static boolean fill(ByteView view, long from, long to) throws FormatException, IOException {
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
