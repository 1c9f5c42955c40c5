package dev.gotrust.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * One line that says how far a long run is. It is written over and over, first after a second, and
 * gone before anything else is printed. Thread-safe.
 */
final class Progress implements AutoCloseable {
  /** Nanoseconds before the first line: who waits less wants none. */
  static final long PATIENCE = 1_000_000_000;

  private static final int PERIOD_MILLIS = 200;
  private static final int MEGABYTE = 1_000_000;
  private static final byte[] ERASE = "\r\u001b[K".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream terminal;
  private final int columns;
  private final LongSupplier clock;
  private final long start;
  private int done;
  private String current = "";
  private String step = "";
  private boolean shown;
  private boolean paused;
  private boolean closed;

  /**
   * Creates one that is silent until {@link #tick()}.
   *
   * @param terminal where the line goes
   * @param columns how many characters fit
   * @param clock nanoseconds, from any start
   */
  Progress(OutputStream terminal, int columns, LongSupplier clock) {
    this.terminal = terminal;
    this.columns = columns;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /** Starts a thread that ticks until this is closed. */
  void start() {
    Thread ticker = new Thread(this::run, "progress");
    ticker.setDaemon(true);
    ticker.start();
  }

  private synchronized void run() {
    try {
      while (!closed) {
        wait(PERIOD_MILLIS);
        tick();
      }
    } catch (InterruptedException stopped) {
      closed = true;
    }
  }

  /** Says what is being worked on. */
  synchronized void working(String name) {
    current = name;
  }

  /** Says how many files of a checksum database were read, of those known to be needed. */
  synchronized void lookups(int done, int expected) {
    step = done < expected ? done + " of " + expected + " answers of the checksum database" : "";
  }

  /** Says how many modules were hashed, of all. */
  synchronized void modules(int hashed, int all) {
    step = hashed < all ? hashed + " of " + all + " modules hashed" : "";
  }

  /** Says how much of a file has come. */
  synchronized void downloaded(String url, long bytes) {
    step = bytes / MEGABYTE + " MB of " + Terminal.escape(url);
  }

  /** Counts one file as done. */
  synchronized void done() {
    done++;
  }

  /** Writes the line anew, if it is time for one. */
  synchronized void tick() {
    if (closed || paused || clock.getAsLong() - start < PATIENCE) {
      return;
    }
    StringBuilder line = new StringBuilder(columns);
    if (done > 0) {
      line.append(done).append(done == 1 ? " file done, " : " files done, ");
    }
    if (step.isEmpty()) {
      line.append("reading ").append(Terminal.escape(current));
    } else {
      line.append(step);
    }
    shown = true;
    write(ERASE);
    write(fit(line, columns - 1).getBytes(StandardCharsets.UTF_8));
  }

  /** Cuts the middle out of a line that is too long: both its ends say more. */
  private static String fit(StringBuilder line, int columns) {
    if (line.length() <= columns) {
      return line.toString();
    }
    int tail = columns / 2;
    int head = columns - tail - 3;
    return line.substring(0, head) + "..." + line.substring(line.length() - tail);
  }

  /** Takes the line away, so that something else can be printed. */
  synchronized void erase() {
    if (shown) {
      write(ERASE);
      shown = false;
    }
  }

  /** Takes the line away until {@link #resume()}: somebody is asked something on it. */
  synchronized void pause() {
    erase();
    paused = true;
  }

  /** Lets the line come again. */
  synchronized void resume() {
    paused = false;
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
    notifyAll();
  }

  private void write(byte[] bytes) {
    try {
      terminal.write(bytes);
      terminal.flush();
    } catch (IOException gone) {
      closed = true;
    }
  }
}
