package dev.gotrust.rollback;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other threads and processes out while it is held. The lock is on a file of its own: on some
 * systems whoever closes a file gives up every lock that the process has on it.
 */
final class StateLock {
  private static final int FIRST_PAUSE = 2;
  private static final int LONGEST_PAUSE = 40;

  private final ReentrantLock inside;
  private final FileChannel channel;

  private StateLock(ReentrantLock inside, FileChannel channel) {
    this.inside = inside;
    this.channel = channel;
  }

  /** Says that another process holds the lock for too long. */
  static final class BusyException extends IOException {
    private static final long serialVersionUID = 1;

    BusyException(String message) {
      super(message);
    }
  }

  /**
   * Takes it, and waits for it.
   *
   * @param file the lock file, which is made where it is missing
   * @param name what messages call the state file
   * @param inside keeps the threads of this process apart
   * @throws IOException if it can't be taken
   */
  static StateLock take(Path file, String name, ReentrantLock inside) throws IOException {
    FileChannel channel = null;
    boolean taken = false;
    inside.lock();
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      await(channel, name);
      taken = true;
      return new StateLock(inside, channel);
    } finally {
      if (!taken) {
        release(inside, channel);
      }
    }
  }

  private static void await(FileChannel channel, String name) throws IOException {
    long pause = FIRST_PAUSE;
    long waited = 0;
    while (!isLocked(channel)) {
      if (waited > TimeUnit.SECONDS.toMillis(Limits.STATE_WAIT)) {
        throw new BusyException(
            name + ": another process has held it for " + Limits.STATE_WAIT + " seconds");
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new BusyException(name + ": interrupted while another process held it");
      }
      waited += pause;
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }

  private static void release(ReentrantLock inside, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException closed) {
      // The lock goes with the process at the latest.
    } finally {
      inside.unlock();
    }
  }

  /** Gives it up. Never throws: what was written is on the disk already. */
  void release() {
    release(inside, channel);
  }
}
