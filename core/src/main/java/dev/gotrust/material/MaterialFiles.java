package dev.gotrust.material;

import dev.gotrust.module.ModuleFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Reads whole small files, up to a cap. */
final class MaterialFiles {
  private MaterialFiles() {}

  /** A file that the user named: links are followed, pipes are read. */
  static byte[] readGiven(Path file, String kind, int cap) throws IOException, ModuleFileException {
    return read(file, kind, cap);
  }

  /** A file that was found: a link is never followed, so that nothing outside is read. */
  static byte[] readFound(Path file, String kind, int cap) throws IOException, ModuleFileException {
    return read(file, kind, cap, LinkOption.NOFOLLOW_LINKS);
  }

  /** A file of a tree that the user named: links are followed, but nothing that could block. */
  static byte[] readRegular(Path file, String kind, int cap)
      throws IOException, ModuleFileException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("a " + kind + " was expected, but this is no regular file");
    }
    return read(file, kind, cap);
  }

  /** Whether a regular file of that name is there; a link to one is none. */
  static boolean isRegular(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Reads one byte more than the cap of a larger file, so that its reader sees that it is one. */
  static byte[] readSome(Path file, String kind, int cap, OpenOption... options)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(kind + " was expected, but this is a directory");
    }
    try (InputStream in = Files.newInputStream(file, options)) {
      return in.readNBytes(cap + 1);
    }
  }

  private static byte[] read(Path file, String kind, int cap, OpenOption... options)
      throws IOException, ModuleFileException {
    if (Files.isDirectory(file)) {
      throw new IOException("a " + kind + " was expected, but this is a directory");
    }
    try (InputStream in = Files.newInputStream(file, options)) {
      byte[] data = in.readNBytes(cap);
      if (in.read() >= 0) {
        throw new ModuleFileException(
            ModuleFileException.Kind.TOO_LARGE,
            file.toString(),
            0,
            "more than the " + cap + " bytes that are read of a " + kind);
      }
      return data;
    }
  }
}
