package dev.gotrust.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: what is written goes to a neighbour that takes its place
 * in the end. A FIFO or a device is written to as it is.
 */
final class OutputFile extends OutputStream {
  private final Path target;
  private final @Nullable Path draft;
  private final OutputStream stream;
  private boolean closed;

  private OutputFile(Path target, @Nullable Path draft, OutputStream stream) {
    this.target = target;
    this.draft = draft;
    this.stream = stream;
  }

  /**
   * Begins a file.
   *
   * @param path where it shall be; where a symbolic link stands, the file that it names
   * @throws IOException if it can't be written there
   */
  static OutputFile begin(Path path) throws IOException {
    if (Files.exists(path) && (isStream(path) || !Files.isRegularFile(path))) {
      return new OutputFile(path, null, Files.newOutputStream(path, StandardOpenOption.APPEND));
    }
    Path target = Files.exists(path) ? path.toRealPath() : path;
    for (int i = 0; ; i++) {
      Path draft = target.resolveSibling(target.getFileName() + ".tmp" + suffix(i));
      try {
        OutputStream stream = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW);
        draft.toFile().deleteOnExit();
        return new OutputFile(target, draft, stream);
      } catch (FileAlreadyExistsException taken) {
        if (i == 99) {
          throw taken;
        }
      }
    }
  }

  /** Whether this is a name for what is open already, such as {@code /dev/stderr}. */
  private static boolean isStream(Path path) {
    return path.startsWith("/dev") || path.startsWith("/proc");
  }

  /**
   * The process and a number: two runs may write to one place, and a killed one leaves its draft.
   */
  private static String suffix(int attempt) {
    return Long.toString(ProcessHandle.current().pid()) + '-' + attempt;
  }

  @Override
  public void write(int value) throws IOException {
    stream.write(value);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    stream.write(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    stream.flush();
  }

  /** Puts the file in its place. */
  void commit() throws IOException {
    closed = true;
    stream.close();
    if (draft != null) {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves what stood there before, unless {@link #commit()} was called. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      stream.close();
      if (draft != null) {
        Files.deleteIfExists(draft);
      }
    }
  }
}
