package dev.gotrust.checksumdb;

import java.io.IOException;

/**
 * Where the files of one checksum database are read from: a server, a proxy, a pack. What comes is
 * trusted by nobody before it is verified. Implementations are safe for use by several threads.
 */
public interface DatabaseFiles {
  /**
   * Reads a file.
   *
   * @param path below the database's root, without a slash at its front, such as {@code latest},
   *     {@code lookup/golang.org/x/mod@v0.30.0} or {@code tile/8/0/x180/634}
   * @param cap the most bytes that are taken
   * @return all its bytes
   * @throws MissingFileException if the source answers that there is no such file
   * @throws IOException if the source can't be reached, or answers with something else or with more
   */
  byte[] read(String path, int cap) throws IOException;

  /** {@return what reports call this source, without a password, such as the URL of its root} */
  String location();

  /**
   * {@return whether the files are those of an earlier time, such as those of an unpacked pack:
   * that it has a smaller tree than was seen before then says nothing of the database}
   */
  default boolean isSnapshot() {
    return false;
  }
}
