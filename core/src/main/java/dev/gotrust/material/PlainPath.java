package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of files below a root that can't lead out of it. */
final class PlainPath {
  private PlainPath() {}

  /**
   * Whether a path has elements divided by slashes, none of them empty, {@code .} or {@code ..}.
   */
  static boolean isPlain(String path) {
    if (path.length() > Limits.NAME) {
      return false;
    }
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      char c = i == path.length() ? '/' : path.charAt(i);
      if (c < ' ' || c == '\\' || c == 0x7f) {
        return false;
      }
      if (c == '/') {
        if (isDots(path, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  /** Whether an element is empty or one or two dots. */
  private static boolean isDots(String path, int start, int end) {
    return end == start
        || end - start <= 2 && path.charAt(start) == '.' && path.charAt(end - 1) == '.';
  }

  /** Refuses what is no plain path. */
  static String check(String path) throws IOException {
    if (!isPlain(path)) {
      throw new IOException("a name that no file is asked for by: " + path);
    }
    return path;
  }

  /** The file of that path below a root. */
  static Path below(Path root, String path) throws IOException {
    try {
      return root.resolve(check(path));
    } catch (InvalidPathException unnameable) {
      throw new IOException("a name that no file here can have: " + path, unnameable);
    }
  }
}
