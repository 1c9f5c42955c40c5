package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which names git passes over (gitignore): by the {@code .gitignore} files on the way from a name
 * up to the root of the work tree, the nearest first, then by {@code info/exclude}. What the user's
 * own configuration ignores is not known here.
 */
final class Ignored {
  private static final String FILE = ".gitignore";

  private final Path root;
  private final @Nullable IgnorePatterns exclude;

  private long steps;

  /** Directory with slashes, empty for the root, to its patterns. */
  private final Map<String, IgnorePatterns> files = new HashMap<>();

  Ignored(GitLayout layout) throws IOException {
    this.root = layout.root();
    this.exclude = read(layout.common().resolve("info").resolve("exclude"));
  }

  private static @Nullable IgnorePatterns read(Path file) throws IOException {
    byte[] data = GitFiles.read(file, Limits.GIT_CONFIG);
    return data == null ? null : IgnorePatterns.parse(data);
  }

  /** Learns the patterns of a directory, before what lies in it is asked for. */
  void enter(String directory) throws IOException {
    IgnorePatterns patterns = read(root.resolve(directory).resolve(FILE));
    if (patterns != null) {
      files.put(directory, patterns);
    }
  }

  /** Whether a name is passed over, in a directory that is not. */
  boolean holds(String path, boolean isDirectory) throws IOException {
    String directory = path;
    do {
      directory = parent(directory);
      IgnorePatterns patterns = files.get(directory);
      String below = directory.isEmpty() ? path : path.substring(directory.length() + 1);
      steps += patterns == null ? 0 : patterns.count();
      if (steps > Limits.GIT_MATCHES) {
        throw new IOException(
            "it has more names and ignored names than are held against each other");
      }
      Boolean answer = patterns == null ? null : patterns.isIgnored(below, isDirectory);
      if (answer != null) {
        return answer;
      }
    } while (!directory.isEmpty());
    return exclude != null && Boolean.TRUE.equals(exclude.isIgnored(path, isDirectory));
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
