package dev.gotrust.archive;

import dev.gotrust.bytes.Limits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive of the formats ustar, pax (POSIX.1-2017) and GNU, member by member. Regular
 * files alone are handed out; sparse files are refused, for their bytes are not those of the
 * archive.
 */
final class TarReader {
  private static final int BLOCK = 512;
  private static final int PREFIX = 345;

  private final InputStream in;
  private final MemberNames names;
  private final byte[] chunk = new byte[BLOCK * 16];
  private long left;
  private long passed;
  private int padding;

  TarReader(InputStream in, MemberNames names) {
    this.in = in;
    this.names = names;
  }

  /** Returns the path of the next regular file, null at the end. */
  @Nullable String next() throws ArchiveException, IOException {
    Map<String, String> own = new HashMap<>();
    while (true) {
      skipRest();
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || isZero(header)) {
        return null;
      }
      if (header.length < BLOCK) {
        throw new ArchiveException("the tar archive ends within a header");
      }
      check(header);
      char type = (char) (header[156] & 0xff);
      // What an extended header states is of the file that follows, never of another such header.
      left = isExtension(type) ? size(TarNumbers.field(header, 124, 12)) : size(header, own);
      padding = (int) ((BLOCK - left % BLOCK) % BLOCK);
      pass(type);
      switch (type) {
        case 'x' -> alone(own).putAll(records());
        case 'g' -> {
          alone(own);
          none(records());
        }
        case 'L' -> alone(own).put("path", longName());
        case 'K' -> longName();
        case '0', '\0', '7' -> {
          return file(path(header, own));
        }
        case '5' -> {
          empty();
          names.addDirectory(path(header, own));
          own.clear();
        }
        case '1', '2', '3', '4', '6' -> {
          empty();
          names.add(path(header, own));
          own.clear();
        }
        case 'S' -> throw new ArchiveException("the tar archive holds a sparse file");
        default -> throw new ArchiveException("the tar archive holds a file of an unknown type");
      }
    }
  }

  private static boolean isExtension(char type) {
    return type == 'x' || type == 'g' || type == 'L' || type == 'K';
  }

  /** Counts what is no file's content: nothing else bounds how much of it there is. */
  private void pass(char type) throws ArchiveException {
    passed += BLOCK + (isExtension(type) ? left : 0);
    if (passed > Limits.ARCHIVE_INFLATED) {
      throw ArchiveException.tooLarge(
          "the headers of the tar archive have more than the "
              + Limits.ARCHIVE_INFLATED
              + " bytes that are read");
    }
  }

  /** Readers differ in what holds where two extended headers stand before one file. */
  private static Map<String, String> alone(Map<String, String> own) throws ArchiveException {
    if (!own.isEmpty()) {
      throw new ArchiveException("the tar archive holds two extended headers of one file");
    }
    return own;
  }

  /** Readers differ in whether content follows a link or a directory that states a size. */
  private void empty() throws ArchiveException {
    if (left != 0) {
      throw new ArchiveException("a link or directory of the tar archive has content");
    }
  }

  /** A slash at the end of its name makes a directory of a file. */
  private String file(String path) throws ArchiveException {
    if (path.endsWith("/")) {
      empty();
      names.addDirectory(path);
    } else {
      names.add(path);
    }
    return path;
  }

  /** Some readers take what a global header states for every file, others pass over it. */
  private static void none(Map<String, String> global) throws ArchiveException {
    if (!global.isEmpty()) {
      throw new ArchiveException("a global header of the tar archive states a path or a size");
    }
  }

  /** What is left of the current file. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int read = in.read(into, from, (int) Math.min(length, left));
        if (read < 0) {
          throw new EOFException("it ends within a file");
        }
        left -= read;
        return read;
      }
    };
  }

  /** Passes over what is left of the current file, and returns how many bytes that were. */
  long skipRest() throws IOException {
    long skipped = left + padding;
    for (long rest = skipped; rest > 0; ) {
      int read = in.read(chunk, 0, (int) Math.min(chunk.length, rest));
      if (read < 0) {
        throw new EOFException("it ends within a file");
      }
      rest -= read;
    }
    left = 0;
    padding = 0;
    return skipped;
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The sum of the header's bytes, its own field counted as blanks. */
  private static void check(byte[] header) throws ArchiveException {
    String magic = new String(header, 257, 6, StandardCharsets.US_ASCII);
    boolean gnu = magic.equals("ustar ");
    // Where GNU has times, some readers see the prefix of a name.
    if (!(magic.equals("ustar\0") || (gnu && header[PREFIX] == 0))) {
      throw new ArchiveException("a header of the tar archive is of another format");
    }
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (TarNumbers.field(header, 148, 8) != sum) {
      throw new ArchiveException("a header of the tar archive has another checksum than it states");
    }
  }

  /** What no header of its own can state is larger than what is read; readers differ else. */
  private static long size(byte[] header, Map<String, String> own) throws ArchiveException {
    long size = size(TarNumbers.field(header, 124, 12));
    String stated = own.get("size");
    if (stated != null && size(TarNumbers.decimal(stated)) != size) {
      throw new ArchiveException("a file of the tar archive has two sizes by its headers");
    }
    return size;
  }

  private static long size(long size) throws ArchiveException {
    if (size < 0 || size > Limits.ARCHIVE_INFLATED) {
      throw ArchiveException.tooLarge(
          "a file of the tar archive has " + size + " bytes by its header");
    }
    return size;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static String path(byte[] header, Map<String, String> own) {
    String stated = own.get("path");
    if (stated != null) {
      return stated;
    }
    String name = text(header, 0, 100);
    boolean posix = header[262] == 0;
    String prefix = posix ? text(header, PREFIX, 155) : "";
    return prefix.isEmpty() ? name : prefix + '/' + name;
  }

  private String longName() throws ArchiveException, IOException {
    byte[] name = extension();
    int end = name.length;
    while (end > 0 && name[end - 1] == 0) {
      end--;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  private byte[] extension() throws ArchiveException, IOException {
    if (left > Limits.ARCHIVE_EXTENSION) {
      throw ArchiveException.tooLarge(
          "an extended header of the tar archive has " + left + " bytes");
    }
    return content().readAllBytes();
  }

  /** {@code LENGTH KEY=VALUE\n}, one behind the other. */
  private Map<String, String> records() throws ArchiveException, IOException {
    Map<String, String> into = new HashMap<>();
    byte[] data = extension();
    int at = 0;
    while (at < data.length && data[at] != 0) {
      int blank = at;
      while (blank < data.length && data[blank] != ' ') {
        blank++;
      }
      long length = TarNumbers.decimal(new String(data, at, blank - at, StandardCharsets.US_ASCII));
      long end = at + length;
      if (end > data.length || end <= blank + 1 || data[(int) end - 1] != '\n') {
        throw new ArchiveException("an extended header of the tar archive is malformed");
      }
      String record = new String(data, blank + 1, (int) end - blank - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals < 1) {
        throw new ArchiveException("an extended header of the tar archive is malformed");
      }
      put(record.substring(0, equals), record.substring(equals + 1), into);
      at = (int) end;
    }
    for (; at < data.length; at++) {
      if (data[at] != 0) {
        throw new ArchiveException("an extended header of the tar archive is malformed");
      }
    }
    return into;
  }

  /** Keeps what is used, so that others do not fill the memory; some readers pass over none. */
  private static void put(String key, String value, Map<String, String> into)
      throws ArchiveException {
    if (key.startsWith("GNU.sparse.")) {
      throw new ArchiveException("the tar archive holds a sparse file");
    }
    if (key.equals("path") || key.equals("size")) {
      if (value.isEmpty()) {
        throw new ArchiveException("an extended header of the tar archive states no " + key);
      }
      into.put(key, value);
    }
  }
}
