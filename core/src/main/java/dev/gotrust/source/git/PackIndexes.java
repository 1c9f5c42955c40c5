package dev.gotrust.source.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whether packs are regular files, as reading a pipe never ends, and their indexes hold as many
 * entries as they say (gitformat-pack): JGit allocates what they say.
 */
final class PackIndexes {
  private static final String FILES = "*.{idx,pack,rev,bitmap}";

  /**
   * Milliseconds that the clock of another machine may be ahead. A pack that is malformed JGit
   * would search again and again, until the time of the directory has come.
   */
  private static final long AHEAD = 5_000;

  private static final int MAGIC = 0xff744f63;
  private static final int FANOUT = 256 * Integer.BYTES;

  /** An ID and an offset in version 1; an ID, a checksum and an offset in version 2. */
  private static final int FIRST_ENTRY = 24;

  private static final int SECOND_ENTRY = 28;

  private PackIndexes() {}

  static void check(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    if (Files.getLastModifiedTime(directory).toMillis() > System.currentTimeMillis() + AHEAD) {
      throw new IOException("the time of its packs is yet to come: a clock is wrong");
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, FILES)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException("the pack's file " + name + " is no regular file");
        }
        if (name.endsWith(".idx") && !isWhole(file)) {
          throw new IOException("the pack index " + name + " is malformed");
        }
      }
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer head = ByteBuffer.wrap(in.readNBytes(2 * Integer.BYTES + FANOUT));
      if (head.limit() < FANOUT) {
        return false;
      }
      boolean second = head.getInt(0) == MAGIC;
      int from = second ? 2 * Integer.BYTES : 0;
      if (head.limit() < from + FANOUT) {
        return false;
      }
      long before = 0;
      for (int at = from; at < from + FANOUT; at += Integer.BYTES) {
        long count = Integer.toUnsignedLong(head.getInt(at));
        if (count < before) {
          return false;
        }
        before = count;
      }
      return before * (second ? SECOND_ENTRY : FIRST_ENTRY) <= Files.size(file);
    }
  }
}
