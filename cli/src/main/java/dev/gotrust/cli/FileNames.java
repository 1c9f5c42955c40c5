package dev.gotrust.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * File names as bytes. A name on a POSIX system is any bytes, and the JVM decodes arguments by the
 * locale: what does not fit becomes U+FFFD, and the file can't be opened by that name. This takes
 * such a name from the process's own command line, and shows any name as UTF-8 with what is no
 * UTF-8 as {@code \xff}.
 */
final class FileNames {
  private static final char LOST = '\ufffd';
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  /** How often an argument that was lost in decoding has been asked for. */
  private final Map<String, Integer> asked = new HashMap<>();

  /**
   * Returns the path that an argument names. Arguments that decoding made alike are told apart by
   * their order: ask for each as often as it stands in the command line.
   *
   * @throws InvalidPathException if the name holds what no path can hold, or was lost in decoding
   *     and can't be found again
   */
  Path path(String argument) {
    if (argument.indexOf(LOST) < 0) {
      return Path.of(argument);
    }
    byte[] raw = rawArgument(argument, asked.merge(argument, 1, Integer::sum));
    return raw == null ? Path.of(argument) : path(raw);
  }

  /** Returns the path's name, which is the path itself wherever that is lossless. */
  static String show(Path path) {
    String name = path.toString();
    return name.indexOf(LOST) < 0 ? name : show(raw(path));
  }

  /** Returns the bytes of the path's name as the file system has them. */
  static byte[] raw(Path path) {
    byte[] absolute = decodePercent(path.toUri().getRawPath());
    int from = path.isAbsolute() ? 0 : decodePercent(Path.of("").toUri().getRawPath()).length;
    int to = absolute.length;
    if (to - 1 > from && absolute[to - 1] == '/') {
      to--; // put there for a directory
    }
    byte[] raw = new byte[Math.max(0, to - from)];
    System.arraycopy(absolute, from, raw, 0, raw.length);
    return raw;
  }

  /** Returns the path with these bytes as its name. */
  static Path path(byte[] raw) {
    StringBuilder uri = new StringBuilder("file://");
    boolean absolute = raw.length > 0 && raw[0] == '/';
    Path directory = Path.of("").toAbsolutePath();
    if (!absolute) {
      uri.append(directory.toUri().getRawPath());
    }
    for (byte value : raw) {
      int octet = value & 0xff;
      if (isPlain(octet)) {
        uri.append((char) octet);
      } else {
        uri.append('%').append(hex(octet >> 4)).append(hex(octet & 15));
      }
    }
    Path path = Path.of(URI.create(uri.toString()));
    return absolute ? path : path.subpath(directory.getNameCount(), path.getNameCount());
  }

  private static boolean isPlain(int octet) {
    return octet >= 'a' && octet <= 'z'
        || octet >= 'A' && octet <= 'Z'
        || octet >= '0' && octet <= '9'
        || octet == '/'
        || octet == '.'
        || octet == '-'
        || octet == '_';
  }

  /** Decodes UTF-8; a byte that belongs to no character becomes {@code \x} and two digits. */
  static String show(byte[] raw) {
    StringBuilder text = new StringBuilder(raw.length + 8);
    int at = 0;
    while (at < raw.length) {
      int length = characterAt(raw, at);
      if (length == 0) {
        int octet = raw[at] & 0xff;
        text.append("\\x").append(hex(octet >> 4)).append(hex(octet & 15));
        length = 1;
      } else {
        text.append(new String(raw, at, length, StandardCharsets.UTF_8));
      }
      at += length;
    }
    return text.toString();
  }

  /** Returns how many bytes the character at {@code at} takes, 0 if none stands there. */
  private static int characterAt(byte[] raw, int at) {
    for (int length = 1; length <= 4 && at + length <= raw.length; length++) {
      if (new String(raw, at, length, StandardCharsets.UTF_8).indexOf(LOST) < 0
          || isLost(raw, at, length)) {
        return length;
      }
    }
    return 0;
  }

  /** U+FFFD itself is a character that a name may hold. */
  private static boolean isLost(byte[] raw, int at, int length) {
    return length == 3
        && raw[at] == (byte) 0xef
        && raw[at + 1] == (byte) 0xbf
        && raw[at + 2] == (byte) 0xbd;
  }

  private static char hex(int digit) {
    return (char) (digit < 10 ? '0' + digit : 'a' + digit - 10);
  }

  private static byte[] decodePercent(String path) {
    byte[] raw = new byte[path.length()];
    int length = 0;
    for (int i = 0; i < path.length(); i++) {
      char next = path.charAt(i);
      if (next == '%') {
        raw[length++] = (byte) Integer.parseInt(path, i + 1, i + 3, 16);
        i += 2;
      } else {
        raw[length++] = (byte) next;
      }
    }
    return Arrays.copyOf(raw, length);
  }

  /** Returns the bytes of the {@code nth} argument of the process that the JVM decodes to this. */
  private static byte @Nullable [] rawArgument(String argument, int nth) {
    byte[] line;
    try {
      line = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException notLinux) {
      return null;
    }
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    int start = 0;
    int found = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == 0) {
        if (new String(line, start, i - start, charset).equals(argument) && ++found == nth) {
          return Arrays.copyOfRange(line, start, i);
        }
        start = i + 1;
      }
    }
    return null;
  }
}
