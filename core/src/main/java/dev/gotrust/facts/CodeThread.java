package dev.gotrust.facts;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the images' code shows, on a thread of its own or on that of its caller. */
final class CodeThread extends Thread {
  private final List<ImageFacts> facts;
  private @Nullable Throwable failure;

  CodeThread(List<ImageFacts> facts) {
    super("gotrust-code");
    this.facts = facts;
    setDaemon(true);
  }

  @Override
  public void run() {
    read();
  }

  /** Reads on the calling thread. */
  void read() {
    try {
      for (ImageFacts image : facts) {
        image.readCode();
      }
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  /** Waits for the end, if it was started; nothing reads the source behind that. */
  void await() {
    boolean interrupted = false;
    while (isAlive()) {
      try {
        join();
      } catch (InterruptedException late) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Throws what went wrong, after the end. */
  void check() throws IOException {
    if (failure instanceof IOException unreadable) {
      throw unreadable;
    }
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }
}
