package dev.gotrust.material;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether files belong to the user who runs this process, as git's {@code safe.directory} asks:
 * what another user put where this one works is not his choice. It is stricter than git in one
 * thing: root owns what root owns, whoever called sudo. Thread-safe.
 *
 * <p>A file system without POSIX owners, as those of Windows, has no such rule.
 */
class Ownership {
  private static final String POSIX = "posix";

  /** On Linux: belongs to the process that looks at it, whatever names it was told. */
  private static final Path PROCESS = Path.of("/proc/self");

  private @Nullable UserPrincipal user;
  private boolean looked;

  Ownership() {}

  /** Files of the user who runs this process; who that is gets looked up when it is first asked. */
  static Ownership ofThisProcess() {
    return new Ownership();
  }

  /** Files of a user; of none, where it can't be told who runs this process. */
  static Ownership of(@Nullable UserPrincipal user) {
    Ownership ownership = new Ownership();
    ownership.user = user;
    ownership.looked = true;
    return ownership;
  }

  /** Returns whether a file or directory, or a link itself, belongs to the user. */
  boolean isOwn(Path path) {
    FileSystem system = path.getFileSystem();
    if (!system.supportedFileAttributeViews().contains(POSIX)) {
      return true;
    }
    try {
      return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user());
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Returns whether no other user may write to a file or directory; a directory whose files only
   * their owners may replace, as that of temporary files, is no such one.
   */
  boolean isKept(Path path) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains(POSIX)) {
      return true;
    }
    try {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      return !permissions.contains(PosixFilePermission.GROUP_WRITE)
          && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException gone) {
      return false;
    }
  }

  private synchronized @Nullable UserPrincipal user() {
    if (!looked) {
      user = lookUp();
      looked = true;
    }
    return user;
  }

  private static @Nullable UserPrincipal lookUp() {
    FileSystem system = PROCESS.getFileSystem();
    if (!system.supportedFileAttributeViews().contains(POSIX)) {
      return null;
    }
    try {
      return Files.exists(PROCESS)
          ? Files.getOwner(PROCESS)
          : system
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(System.getProperty("user.name", ""));
    } catch (IOException unknown) {
      return null;
    }
  }
}
