package dev.gotrust.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes reports on one by one and whole, so that one that can't be rendered to its end leaves no
 * half of itself among the others. Only of one that is longer than memory should hold does a part
 * go ahead.
 */
final class DocumentStream extends OutputStream {
  /** Bytes that are held back; reports on the largest known programs have some 200 KiB. */
  static final int MOST = 1024 * 1024;

  private static final int BUFFER = 16 * 1024;

  private final OutputStream out;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(BUFFER);
  private boolean partGone;

  DocumentStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > MOST - held.size()) {
      passOn();
      out.write(bytes, from, length);
      partGone = true;
    } else {
      held.write(bytes, from, length);
    }
  }

  private void passOn() throws IOException {
    held.writeTo(out);
    held.reset();
  }

  /** Passes on what is left of a report. */
  void end() throws IOException {
    passOn();
    out.flush();
    partGone = false;
  }

  /** Forgets a report; where a part of it is gone, ends its line, so that the next has its own. */
  void drop() throws IOException {
    held.reset();
    if (partGone) {
      write('\n');
      end();
    }
  }
}
