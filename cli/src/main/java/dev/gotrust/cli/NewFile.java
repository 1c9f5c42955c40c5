package dev.gotrust.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that a command makes: it appears whole or not at all, and takes the place of another only
 * where that is asked for.
 */
public final class NewFile {
  /** Says that others may be replaced. */
  public static final String FORCE = "--force";

  private final Path path;
  private final boolean replaces;
  private final boolean isSecret;

  private NewFile(Path path, boolean replaces, boolean isSecret) {
    this.path = path;
    this.replaces = replaces;
    this.isSecret = isSecret;
  }

  /**
   * {@return a file that is still to be written}
   *
   * @param name its path
   * @param replaces whether one that is there may be replaced
   * @param isSecret whether its owner alone may read it
   * @throws UsageException if one is there that may not be replaced, or it can't be a file
   */
  public static NewFile of(String name, boolean replaces, boolean isSecret) throws UsageException {
    Path path;
    try {
      path = FileNames.path(name);
    } catch (InvalidPathException unusable) {
      throw Output.unwritable(name, unusable.getReason());
    }
    if (Files.isDirectory(path) || path.getFileName() == null) {
      throw Output.unwritable(name, "it is a directory");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      // Told before what can't be taken back: a signature by an identity is public at once.
      throw Output.unwritable(FileNames.show(path), "its directory is not there");
    }
    if (!Files.isWritable(parent)) {
      throw Output.unwritable(FileNames.show(path), "its directory can't be written to");
    }
    if (!replaces && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw taken(path);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      // A file in the place of a device would break what others write to it.
      throw Output.unwritable(FileNames.show(path), "it is a FIFO, socket or device");
    }
    return new NewFile(path, replaces, isSecret);
  }

  private static UsageException taken(Path path) {
    return new UsageException(
        FileNames.show(path) + " is there already; name another, or replace it with " + FORCE);
  }

  /**
   * Keeps it from taking the place of what the run reads.
   *
   * @param input such a file
   * @throws UsageException if this would replace it
   */
  public void refuseToReplace(Path input) throws UsageException {
    boolean same;
    try {
      // One that both only name will be there by then.
      same =
          path.toAbsolutePath().normalize().equals(input.toAbsolutePath().normalize())
              || Files.exists(path) && Files.isSameFile(path, input);
    } catch (IOException missing) {
      same = false;
    }
    if (same) {
      throw new UsageException(
          FileNames.show(path) + " would be replaced, which is to be read; name another");
    }
  }

  /** {@return where it will be} */
  public Path path() {
    return path;
  }

  /**
   * Writes it.
   *
   * @param data all of it
   * @throws UsageException if it can't be written, or another has taken its place meanwhile
   */
  public void write(byte[] data) throws UsageException {
    try {
      Path draft = draft(data);
      try {
        place(draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (FileAlreadyExistsException meanwhile) {
      throw taken(path);
    } catch (IOException failed) {
      throw Output.unwritable(FileNames.show(path), Terminal.explain(failed));
    }
  }

  private Path draft(byte[] data) throws IOException {
    for (int i = 0; ; i++) {
      String suffix = ".tmp" + ProcessHandle.current().pid() + '-' + i;
      Path draft = path.resolveSibling(path.getFileName() + suffix);
      try (var channel =
          Files.newByteChannel(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              permissions(draft))) {
        draft.toFile().deleteOnExit();
        Channels.newOutputStream(channel).write(data);
        return draft;
      } catch (FileAlreadyExistsException taken) {
        if (i == 99) {
          throw new FileSystemException(draft.toString(), null, "its drafts are all there already");
        }
      }
    }
  }

  /** From the first moment on: what was readable once may have been read. */
  private FileAttribute<?>[] permissions(Path draft) {
    boolean posix = Files.getFileAttributeView(draft, PosixFileAttributeView.class) != null;
    return isSecret && posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private void place(Path draft) throws IOException {
    if (replaces) {
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try {
      // Unlike a move, a link never takes the place of a file that came meanwhile.
      Files.createLink(path, draft);
    } catch (UnsupportedOperationException noLinks) {
      Files.move(draft, path);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (FileSystemException refused) {
      Files.move(draft, path); // of a file system without links
    }
  }
}
