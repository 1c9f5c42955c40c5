package dev.gotrust.checksumdb;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one checksum database from run to run. Only verified content is written, and all
 * that is read is verified again, but the latest tree head is what later heads are held against.
 * Implementations are safe for use by several threads and processes.
 */
public interface TreeStore {
  /**
   * {@return a file that was kept, null if there is none or it can't be read}
   *
   * @param path as in {@link DatabaseFiles#read}
   * @param cap the most bytes that are taken; a longer file counts as none
   */
  byte @Nullable [] read(String path, int cap);

  /**
   * Keeps a file; what can't be written is not kept, and nothing is thrown.
   *
   * @param path as in {@link DatabaseFiles#read}
   * @param data all its bytes
   */
  void write(String path, byte[] data);

  /**
   * {@return the signed note of the latest tree head that was seen, null if none was}
   *
   * @throws IOException if it is there and can't be read: then a fork would go unseen
   */
  byte @Nullable [] latest() throws IOException;

  /**
   * Keeps a later tree head, unless another process has kept one meanwhile.
   *
   * @param before what {@link #latest} returned
   * @param after the signed note to keep
   * @return whether it was kept; if not, {@link #latest} has changed
   * @throws IOException if it can't be written
   */
  boolean replaceLatest(byte @Nullable [] before, byte[] after) throws IOException;
}
