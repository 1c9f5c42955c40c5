package dev.gotrust.bytes;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths out of texts that may hold anything. Stateless, thread-safe. */
public final class PathText {
  private PathText() {}

  /**
   * {@return the path that a text names, seen from a directory; null where it can name none on this
   * system: a NUL, or what its locale can't spell}
   *
   * @param directory that a relative path is seen from
   * @param text from outside
   */
  public static @Nullable Path below(Path directory, String text) {
    try {
      return directory.resolve(text).normalize();
    } catch (InvalidPathException unnameable) {
      return null;
    }
  }
}
