package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.checksumdb.TreeStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one checksum database, in a directory of its own. Files are put in their places
 * whole, so that several processes can write at once; the latest tree head is changed under a lock.
 */
final class KeptTree implements TreeStore {
  private static final String LATEST = "latest";
  private static final String LOCK = "latest.lock";

  /** How often the lock is tried, and the pause between: ten seconds. */
  private static final int TRIES = 500;

  private static final long PAUSE_MILLIS = 20;

  private final SafeDirectories directories;
  private final String directory;
  private final Path place;

  KeptTree(SafeDirectories directories, String directory) {
    this.directories = directories;
    this.directory = directory;
    this.place = directories.root().resolve(directory);
  }

  @Override
  public byte @Nullable [] read(String path, int cap) {
    try {
      return readFile("files/" + PlainPath.check(path), cap);
    } catch (IOException unusable) {
      return null;
    }
  }

  /** Reads a file; null if there is none, or a directory on the way is not there. */
  private byte @Nullable [] readFile(String path, int cap) throws IOException {
    Path file = PlainPath.below(place, path);
    String below = directory + "/" + path;
    if (!directories.check(below.substring(0, below.lastIndexOf('/')))
        || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    if (!MaterialFiles.isRegular(file)) {
      throw new IOException("it is no regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] data = in.readNBytes(cap);
      if (in.read() >= 0) {
        throw new IOException("it has more than " + cap + " bytes");
      }
      return data;
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  @Override
  public void write(String path, byte[] data) {
    try {
      writeFile("files/" + PlainPath.check(path), data, false);
    } catch (IOException notKept) {
      // As the contract says: it is only not kept.
    }
  }

  private void writeFile(String path, byte[] data, boolean durable) throws IOException {
    Path file = PlainPath.below(place, path);
    String below = directory + "/" + path;
    Path parent = directories.make(below.substring(0, below.lastIndexOf('/')));
    Path part = Files.createTempFile(parent, ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(data);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (durable) {
          channel.force(true);
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public byte @Nullable [] latest() throws IOException {
    Path file = place.resolve(LATEST);
    try {
      return readFile(LATEST, Limits.SIGNED_NOTE);
    } catch (IOException failed) {
      throw new IOException(
          "the latest tree head that was seen can't be read, so that a fork would go unseen: "
              + file
              + ": "
              + Unreadable.explain(file, failed),
          failed);
    }
  }

  @Override
  public synchronized boolean replaceLatest(byte @Nullable [] before, byte[] after)
      throws IOException {
    Path file = place.resolve(LATEST);
    try {
      directories.make(directory);
      try (FileChannel channel =
              FileChannel.open(
                  place.resolve(LOCK),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS);
          FileLock lock = lock(channel)) {
        if (!lock.isValid() || !Arrays.equals(readFile(LATEST, Limits.SIGNED_NOTE), before)) {
          return false;
        }
        writeFile(LATEST, after, true);
        return true;
      }
    } catch (InterruptedIOException interrupted) {
      throw interrupted;
    } catch (IOException failed) {
      throw new IOException(
          "the latest tree head can't be kept: " + file + ": " + Unreadable.explain(file, failed),
          failed);
    }
  }

  /** Takes the lock, within a bounded time: who holds it writes one small file. */
  private static FileLock lock(FileChannel channel) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while the cache's lock was waited for");
      }
    }
    throw new IOException("another process holds its lock; end that or name another --cache-dir");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }
}
