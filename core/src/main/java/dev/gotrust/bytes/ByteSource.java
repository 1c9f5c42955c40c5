package dev.gotrust.bytes;

import java.io.Closeable;
import java.io.IOException;

/**
 * Bytes that are read by position: an open file or an array. The size is fixed when the source is
 * opened; a source that turns out shorter than that has changed, and says so.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface ByteSource extends Closeable {

  /** {@return the number of bytes, as it was when the source was opened} */
  long size();

  /**
   * Fills {@code into} from {@code from} with {@code length} bytes that stand at {@code offset}.
   *
   * @param offset where in the source to begin, in bytes
   * @param into receives the bytes
   * @param from index in {@code into} of the first byte
   * @param length how many bytes to read
   * @throws IOException if the bytes can't be read
   * @throws ChangedException if the source ends before its size
   * @throws IndexOutOfBoundsException if the range does not lie in the source or in the array
   */
  void read(long offset, byte[] into, int from, int length) throws IOException;

  /**
   * {@return the page that holds the byte at {@code offset}} Pages stay as they were first read, so
   * that everything parsed from one page is parsed from the same bytes.
   *
   * @param offset of any byte in the page, from the start of the source
   * @throws IOException if the bytes can't be read
   * @throws IndexOutOfBoundsException if {@code offset} is not below the size
   */
  Page page(long offset) throws IOException;

  /**
   * Says whether what was parsed equals bytes that are now being hashed.
   *
   * @param offset where in the source the bytes of {@code chunk} stand
   * @param chunk bytes as they were just read
   * @param length how many of them count
   * @throws ChangedException if a page handed out earlier disagrees with them
   */
  default void confirm(long offset, byte[] chunk, int length) throws IOException {}

  /**
   * Checks, as the last act, that the source is still what was opened.
   *
   * @throws ChangedException if it is not
   * @throws IOException if that can't be found out
   */
  default void confirmUnchanged() throws IOException {}

  @Override
  default void close() throws IOException {}

  /**
   * A run of bytes of a source. The array belongs to the source and must not be written to.
   *
   * @param offset where in the source the first byte stands
   * @param data the array that holds the bytes, from index 0
   * @param length how many of them count
   */
  @SuppressWarnings("ArrayRecordComponent") // a window on a buffer, never compared
  record Page(long offset, byte[] data, int length) {}

  /** Says that a file was written to while it was read; nothing read from it can be relied on. */
  final class ChangedException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message a sentence that names what changed
     */
    public ChangedException(String message) {
      super(message);
    }
  }
}
