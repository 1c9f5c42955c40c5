package dev.gotrust.material;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory and those below it that nobody but the user can write to. Those that were found good
 * are not looked at again: nobody else can change them.
 */
final class SafeDirectories {
  private final Path root;
  private final Ownership ownership;
  private final boolean isPosix;
  private final Set<Path> good = ConcurrentHashMap.newKeySet();

  SafeDirectories(Path root, Ownership ownership) {
    this.root = root;
    this.ownership = ownership;
    this.isPosix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  Path root() {
    return root;
  }

  /**
   * Refuses a directory below the root if it, or one on the way, is there and not safe.
   *
   * @param below its path, with slashes; empty for the root
   * @return whether it is there
   */
  boolean check(String below) throws IOException {
    if (!checkOne(root)) {
      return false;
    }
    Path at = root;
    for (int start = 0; start < below.length(); ) {
      int end = below.indexOf('/', start);
      end = end < 0 ? below.length() : end;
      at = at.resolve(below.substring(start, end));
      if (!checkOne(at)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private boolean checkOne(Path directory) throws IOException {
    if (good.contains(directory)) {
      return true;
    }
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    BasicFileAttributes attributes =
        Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw refused(directory, "is a symbolic link", "name the directory that it leads to");
    }
    if (!attributes.isDirectory()) {
      throw refused(directory, "is no directory", "name another with --cache-dir");
    }
    if (!ownership.isOwn(directory)) {
      throw refused(directory, "belongs to another user", "name one of your own with --cache-dir");
    }
    if (isPosix && isOpen(directory)) {
      throw refused(directory, "can be written by others", "take that from it: chmod go-w");
    }
    good.add(directory);
    return true;
  }

  private static boolean isOpen(Path directory) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static IOException refused(Path directory, String reason, String step) {
    return new IOException("the cache is not used: " + directory + " " + reason + "; " + step);
  }

  /** Makes a directory below the root, and those on the way, for the user alone. */
  Path make(String below) throws IOException {
    Path parent = root.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    makeOne(root);
    Path at = root;
    for (int start = 0; start < below.length(); ) {
      int end = below.indexOf('/', start);
      end = end < 0 ? below.length() : end;
      at = at.resolve(below.substring(start, end));
      makeOne(at);
      start = end + 1;
    }
    return at;
  }

  private void makeOne(Path directory) throws IOException {
    if (!good.contains(directory) && !checkOne(directory)) {
      try {
        Files.createDirectory(directory, privately());
      } catch (FileAlreadyExistsException another) {
        // Another process was faster; it is checked as any other.
      }
      checkOne(directory);
    }
  }

  private FileAttribute<?>[] privately() {
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(
              Set.of(
                  PosixFilePermission.OWNER_READ,
                  PosixFilePermission.OWNER_WRITE,
                  PosixFilePermission.OWNER_EXECUTE))
        }
        : new FileAttribute<?>[0];
  }
}
