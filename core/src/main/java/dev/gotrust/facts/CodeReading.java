package dev.gotrust.facts;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the images' code shows, beside its caller where there is a thread to spare. */
final class CodeReading implements Runnable {
  private final List<ImageFacts> facts;
  private volatile @Nullable Throwable failure;

  CodeReading(List<ImageFacts> facts) {
    this.facts = facts;
  }

  @Override
  public void run() {
    try {
      for (ImageFacts image : facts) {
        image.readCode();
      }
    } catch (Throwable thrown) {
      failure = thrown;
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
