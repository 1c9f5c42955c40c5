package dev.gotrust.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A regular file, opened once and read by position, never mapped: a file that is cut while mapped
 * takes the process down, and mapped pages count as the process's memory.
 *
 * <p>Pages that a parser read are kept and compared with the bytes that are hashed later, so what
 * is hashed is what was parsed. Thread-safe.
 */
public final class FileSource implements ByteSource {
  private static final int PAGE = 16 * 1024;

  /**
   * Bytes of one system call. Each goes through a native buffer of the JDK's, which from 128 KiB on
   * lies where the C library maps it, 16 bytes behind the start of a page: copies to there are four
   * times slower on some processors (glibc bug 30994).
   */
  private static final int PIECE = 64 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final BasicFileAttributes opened;
  private final @Nullable Object changed;
  private final Map<Long, Page> pages = new LinkedHashMap<>();

  private FileSource(
      Path path, FileChannel channel, BasicFileAttributes opened, @Nullable Object changed)
      throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    this.opened = opened;
    this.changed = changed;
  }

  /**
   * Opens a regular file, following symbolic links.
   *
   * @param path the file
   * @return the open file, which the caller closes
   * @throws IOException if there is no such file, it is no regular file, or it can't be opened
   */
  public static FileSource open(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    // A FIFO or a device would block or never end: refuse before opening.
    if (!attributes.isRegularFile()) {
      throw new NotRegularFileException(kindOf(attributes));
    }
    Object changed = changeTime(path);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new FileSource(path, channel, attributes, changed);
  }

  /**
   * When the file was last written to or its attributes set: unlike other times, none can set it.
   */
  private static @Nullable Object changeTime(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? Files.getAttribute(path, "unix:ctime")
        : null;
  }

  private static String kindOf(BasicFileAttributes attributes) {
    return attributes.isDirectory() ? "a directory" : "a FIFO, socket or device";
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, size);
    Objects.checkFromIndexSize(from, length, into.length);
    ByteBuffer buffer = ByteBuffer.wrap(into);
    long at = offset;
    int end = from + length;
    for (int next = from; next < end; next = buffer.position()) {
      buffer.limit(Math.min(end, next + PIECE)).position(next);
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new ChangedException(
            "the file was cut to less than " + size + " bytes while it was read");
      }
      at += read;
    }
  }

  @Override
  public synchronized Page page(long offset) throws IOException {
    Objects.checkIndex(offset, size);
    long start = offset - offset % PAGE;
    @Nullable Page known = pages.get(start);
    if (known != null) {
      return known;
    }
    int length = (int) Math.min(PAGE, size - start);
    Page page = new Page(start, new byte[length], length);
    read(start, page.data(), 0, length);
    forgetOldest();
    pages.put(start, page);
    return page;
  }

  private void forgetOldest() {
    if (pages.size() < Limits.KEPT_PAGES) {
      return;
    }
    var oldest = pages.keySet().iterator();
    oldest.next();
    oldest.remove();
  }

  @Override
  public synchronized void confirm(long offset, byte[] chunk, int length) throws IOException {
    long end = offset + length;
    for (long start = offset - offset % PAGE; start < end; start += PAGE) {
      @Nullable Page page = pages.get(start);
      if (page != null && differs(page, offset, chunk, length)) {
        throw new ChangedException(
            "the bytes from offset " + start + " changed while the file was read");
      }
    }
  }

  private static boolean differs(Page page, long offset, byte[] chunk, int length) {
    long from = Math.max(page.offset(), offset);
    long to = Math.min(page.offset() + page.length(), offset + length);
    return to > from
        && !Arrays.equals(
            page.data(),
            (int) (from - page.offset()),
            (int) (to - page.offset()),
            chunk,
            (int) (from - offset),
            (int) (to - offset));
  }

  @Override
  public void confirmUnchanged() throws IOException {
    BasicFileAttributes now;
    Object nowChanged;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
      nowChanged = changeTime(path);
    } catch (java.nio.file.NoSuchFileException gone) {
      throw new ChangedException("the file was removed or replaced while it was read");
    }
    if (channel.size() != size || now.size() != opened.size()) {
      throw new ChangedException("the file's size changed while it was read");
    }
    if (!now.lastModifiedTime().equals(opened.lastModifiedTime())
        || !Objects.equals(nowChanged, changed)
        || !Objects.equals(now.fileKey(), opened.fileKey())) {
      throw new ChangedException("the file was written to or replaced while it was read");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Says that a path names something that is no regular file, such as a FIFO. */
  public static final class NotRegularFileException extends IOException {
    private static final long serialVersionUID = 1;

    NotRegularFileException(String kind) {
      super("expected a regular file, found " + kind);
    }
  }
}
