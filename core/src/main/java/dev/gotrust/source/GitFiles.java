package dev.gotrust.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Small files of a repository: never through a link, never a pipe, never above a cap. */
final class GitFiles {
  private GitFiles() {}

  static boolean isRegular(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** The bytes of a file; null if no regular file is there. */
  static byte @Nullable [] read(Path file, int cap) throws IOException {
    if (!isRegular(file)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      // One array of its size: a large file must not be in the memory twice.
      byte[] data = new byte[(int) Math.min(Files.size(file), cap)];
      int length = in.readNBytes(data, 0, data.length);
      if (in.read() >= 0) {
        throw new IOException(file.getFileName() + " has more than the " + cap + " bytes read");
      }
      return length == data.length ? data : Arrays.copyOf(data, length);
    }
  }

  /** The text of a file without blanks at its end; null if no regular file is there. */
  static @Nullable String text(Path file, int cap) throws IOException {
    byte[] data = read(file, cap);
    return data == null ? null : new String(data, StandardCharsets.UTF_8).stripTrailing();
  }

  /** A path that a file of the repository names, relative to a directory. */
  static Path resolve(Path directory, String name) throws IOException {
    try {
      return directory.resolve(name).normalize();
    } catch (InvalidPathException noPath) {
      throw new IOException("a path that it names is none", noPath);
    }
  }
}
