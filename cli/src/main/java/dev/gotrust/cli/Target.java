package dev.gotrust.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the name of an output leads. It is told before anything is opened: two names can lead to
 * one place, and a name to a file that is to be read.
 *
 * @param path absolute and without links; where nothing is yet, where the file will be
 * @param isStream whether it is written to as it is: a FIFO, a device, or what is open already
 */
record Target(Path path, boolean isStream) {
  /** Linux follows as many. */
  private static final int MOST_LINKS = 40;

  /**
   * Follows a name.
   *
   * @throws IOException if it leads nowhere that a file could be
   */
  static Target of(Path name) throws IOException {
    Path path = name.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS; i++) {
      Path parent = path.getParent();
      if (parent == null) {
        return new Target(path, true);
      }
      Path directory = parent.toRealPath();
      path = directory.resolve(path.getFileName());
      if (isOfOpenFiles(directory)) {
        return new Target(path, true);
      }
      if (!Files.isSymbolicLink(path)) {
        return ofFile(path);
      }
      path = directory.resolve(Files.readSymbolicLink(path));
    }
    throw new FileSystemException(name.toString(), null, "too many levels of symbolic links");
  }

  /**
   * Whether what lies there are other names for what is open, as {@code /dev/stderr} is one: the
   * file behind it must not be replaced, because whoever opened it goes on writing to the old one.
   */
  private static boolean isOfOpenFiles(Path directory) {
    return directory.equals(Path.of("/dev/fd"))
        || directory.startsWith("/proc") && directory.endsWith("fd");
  }

  private static Target ofFile(Path path) throws IOException {
    if (!Files.exists(path)) {
      return new Target(path, false);
    }
    return Files.isRegularFile(path)
        ? new Target(path.toRealPath(), false) // with the file system's own case
        : new Target(path, true);
  }

  /** Returns whether writing here takes a file away from those who read it by this name. */
  boolean replaces(Path input) {
    try {
      return !isStream && Files.isSameFile(path, input);
    } catch (IOException missing) {
      return false;
    }
  }

  /**
   * Returns whether writing here takes away what is found in a directory and what lies below it.
   */
  boolean replacesIn(Path directory) {
    try {
      return !isStream
          && Files.isDirectory(directory)
          && Files.exists(path)
          && path.startsWith(directory.toRealPath());
    } catch (IOException missing) {
      return false;
    }
  }
}
