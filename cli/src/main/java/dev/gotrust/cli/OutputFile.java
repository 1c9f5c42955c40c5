package dev.gotrust.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: what is written goes to a neighbour that takes its place
 * in the end, with the permissions of the file that it replaces. A FIFO or a device is written to
 * as it is.
 */
final class OutputFile extends OutputStream {
  private final Path target;
  private final @Nullable Path draft;
  private final @Nullable Set<PosixFilePermission> permissions;
  private final OutputStream stream;
  private boolean closed;

  private OutputFile(
      Path target,
      @Nullable Path draft,
      @Nullable Set<PosixFilePermission> permissions,
      OutputStream stream) {
    this.target = target;
    this.draft = draft;
    this.permissions = permissions;
    this.stream = stream;
  }

  /**
   * Begins a file.
   *
   * @param target where it shall be
   * @throws IOException if it can't be written there
   */
  static OutputFile begin(Target target) throws IOException {
    Path path = target.path();
    if (target.isStream()) {
      OutputStream stream = Files.newOutputStream(path, StandardOpenOption.APPEND);
      return new OutputFile(path, null, null, stream);
    }
    Set<PosixFilePermission> permissions = permissions(path);
    for (int i = 0; ; i++) {
      Path draft = path.resolveSibling(path.getFileName() + ".tmp" + suffix(i));
      try {
        OutputStream stream = create(draft, permissions);
        draft.toFile().deleteOnExit();
        return new OutputFile(path, draft, permissions, stream);
      } catch (FileAlreadyExistsException taken) {
        if (i == 99) {
          throw taken;
        }
      }
    }
  }

  /** Returns who may do what with the file that is there; null for none, and on Windows. */
  private static @Nullable Set<PosixFilePermission> permissions(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    try {
      return view == null ? null : view.readAttributes().permissions();
    } catch (NoSuchFileException nothingThere) {
      return null;
    }
  }

  /** A draft lets nobody read what the file that it replaces does not. */
  private static OutputStream create(Path draft, @Nullable Set<PosixFilePermission> permissions)
      throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return Channels.newOutputStream(
        permissions == null
            ? Files.newByteChannel(draft, options)
            : Files.newByteChannel(
                draft, options, PosixFilePermissions.asFileAttribute(permissions)));
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

  /** Returns the files that this writes or replaces. */
  List<Path> paths() {
    return draft == null ? List.of(target) : List.of(target, draft);
  }

  /** Puts the file in its place. */
  void commit() throws IOException {
    closed = true;
    stream.close();
    if (draft != null) {
      if (permissions != null) {
        Files.setPosixFilePermissions(draft, permissions); // with those that the umask took
      }
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
