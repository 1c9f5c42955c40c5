package dev.gotrust.material;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a git work tree begins, told by its {@code .git} without asking git. */
final class GitWorkTree {
  private static final String GIT = ".git";

  /** How the file begins that stands for {@code .git} in a submodule or linked work tree. */
  private static final byte[] GIT_FILE = "gitdir:".getBytes(StandardCharsets.US_ASCII);

  private GitWorkTree() {}

  /**
   * The nearest directory, this one included, that holds anything named {@code .git}; null if there
   * is none, or what is named so is no repository: a name alone makes nobody's work tree.
   */
  static @Nullable Path rootOf(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      Path git = gitOf(at);
      if (Files.exists(git, LinkOption.NOFOLLOW_LINKS)) {
        return isRepository(git) ? at : null;
      }
    }
    return null;
  }

  /** Returns where the repository of a work tree stands, or what says where. */
  static Path gitOf(Path root) {
    return root.resolve(GIT);
  }

  private static boolean isRepository(Path git) {
    if (MaterialFiles.isRegular(git)) {
      return isGitFile(git);
    }
    return isDirectory(git)
        && MaterialFiles.isRegular(git.resolve("HEAD"))
        && isDirectory(git.resolve("objects"))
        && isDirectory(git.resolve("refs"));
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isGitFile(Path git) {
    try (InputStream in = Files.newInputStream(git, LinkOption.NOFOLLOW_LINKS)) {
      return Arrays.equals(in.readNBytes(GIT_FILE.length), GIT_FILE);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
