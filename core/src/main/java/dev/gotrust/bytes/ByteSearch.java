package dev.gotrust.bytes;

import java.io.IOException;

/**
 * Finds a pattern in a view, one place after the other, reading through a buffer of its own.
 * Confined to one thread.
 */
public final class ByteSearch {
  private static final int BUFFER = 64 * 1024;

  private final ByteView view;
  private final Pattern pattern;
  private final byte[] buffer;
  private long bufferAt;
  private int held;
  private long next;

  /**
   * Prepares a search from the start of {@code view}.
   *
   * @param view where to look
   * @param pattern what to look for, 1 to 4,096 bytes; occurrences may overlap
   */
  public ByteSearch(ByteView view, byte[] pattern) {
    this.view = view;
    this.pattern = new Pattern(pattern);
    this.buffer = new byte[(int) Math.min(BUFFER, view.size())];
  }

  /**
   * {@return the offset in the view of the next occurrence, or -1 if there is none left}
   *
   * @throws IOException if the bytes can't be read
   */
  public long next() throws IOException {
    while (next + pattern.length() <= view.size()) {
      fill();
      int found = pattern.indexOf(buffer, (int) (next - bufferAt), held);
      if (found >= 0) {
        long at = bufferAt + found;
        next = at + 1;
        return at;
      }
      next = bufferAt + held - pattern.length() + 1;
    }
    return -1;
  }

  private void fill() throws IOException {
    if (held > 0 && next >= bufferAt && next + pattern.length() <= bufferAt + held) {
      return;
    }
    bufferAt = next;
    held = (int) Math.min(buffer.length, view.size() - next);
    view.source().read(view.base() + next, buffer, 0, held);
  }
}
