package dev.gotrust.cli;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of standard input, kept in a file that only this user can read: they are looked at more
 * than once. Closing deletes it.
 */
public final class StandardInput implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final Path file;

  private StandardInput(Path file) {
    this.file = file;
  }

  /** Says that standard input holds more than is kept. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    private TooLargeException(long limit) {
      super(
          "standard input holds more than "
              + limit
              + " bytes, the most that is kept of it; write it to a file and name that");
    }
  }

  /**
   * Reads standard input to its end, up to {@link Limits#STANDARD_INPUT} bytes.
   *
   * @param surroundings of the run; TMPDIR says where to keep it
   * @return what was read
   * @throws TooLargeException if there are more
   * @throws IOException if it can't be read or kept; the message says which
   */
  public static StandardInput read(Surroundings surroundings) throws IOException {
    return read(surroundings.in(), temporary(surroundings), Limits.STANDARD_INPUT);
  }

  private static @Nullable Path temporary(Surroundings surroundings) {
    String directory = surroundings.environment().get("TMPDIR");
    try {
      return directory == null || directory.isEmpty() ? null : Path.of(directory);
    } catch (InvalidPathException unusable) {
      return null;
    }
  }

  /**
   * Reads standard input to its end.
   *
   * @param in standard input
   * @param directory where to keep it, null for the JVM's own choice
   * @param limit the most bytes to keep
   * @throws TooLargeException if there are more
   * @throws IOException if it can't be read or kept; the message says which
   */
  static StandardInput read(InputStream in, @Nullable Path directory, long limit)
      throws IOException {
    StandardInput kept = new StandardInput(create(directory));
    try (OutputStream out = Files.newOutputStream(kept.file)) {
      copy(in, out, limit);
      return kept;
    } catch (IOException failed) {
      kept.close();
      throw failed;
    }
  }

  private static Path create(@Nullable Path directory) throws IOException {
    try {
      // The JDK gives such a file to its owner alone where the file system can.
      Path file =
          directory == null
              ? Files.createTempFile("gotrust-", ".stdin")
              : Files.createTempFile(directory, "gotrust-", ".stdin");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failed) {
      throw new IOException(
          "no temporary file for standard input: " + failed.getMessage() + "; set TMPDIR", failed);
    }
  }

  private static void copy(InputStream in, OutputStream out, long limit) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long total = 0;
    for (int read = next(in, chunk); read >= 0; read = next(in, chunk)) {
      total += read;
      if (total > limit) {
        throw new TooLargeException(limit);
      }
      try {
        out.write(chunk, 0, read);
      } catch (IOException failed) {
        throw new IOException(
            "standard input can't be kept: " + failed.getMessage() + "; set TMPDIR", failed);
      }
    }
    if (total == 0) {
      throw new IOException(
          "standard input is empty; expected an executable, as in: gotrust inspect - < FILE");
    }
  }

  private static int next(InputStream in, byte[] chunk) throws IOException {
    try {
      return in.read(chunk);
    } catch (IOException failed) {
      throw new IOException(
          "standard input can't be read: " + failed.getMessage() + "; is it closed?", failed);
    }
  }

  /** {@return where it is kept until this is closed} */
  public Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
