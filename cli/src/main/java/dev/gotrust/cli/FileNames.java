package dev.gotrust.cli;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * File names as bytes. A name on a POSIX system is any bytes, and the JVM decodes arguments by the
 * locale: what does not fit becomes U+FFFD, and the file can't be opened by that name. This takes
 * such arguments from the process's own command line, and shows any name as UTF-8 with what is no
 * UTF-8 as {@code \xff}.
 */
public final class FileNames {
  private static final char LOST = '\ufffd';
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  /**
   * What stands in a restored argument for a byte from 0x80 on is this plus the byte: an unpaired
   * surrogate, which no decoding yields. So an argument can be parsed as text and still names its
   * file.
   */
  private static final char BYTES = '\udc00';

  private FileNames() {}

  /** Returns the arguments, with the bytes of those that were lost in decoding. */
  static String[] restore(String[] args) {
    for (String arg : args) {
      if (arg.indexOf(LOST) >= 0) {
        return restore(args, commandLine(), charset());
      }
    }
    return args;
  }

  /**
   * Restores arguments.
   *
   * @param line the words of the process's command line, the last of which were decoded to these
   * @param charset how they were decoded; what does not decode to its argument is not used
   */
  static String[] restore(String[] args, List<byte[]> line, Charset charset) {
    String[] restored = args.clone();
    int before = line.size() - args.length;
    for (int i = 0; i < args.length; i++) {
      if (args[i].indexOf(LOST) >= 0 && before + i >= 0) {
        byte[] raw = line.get(before + i);
        restored[i] = new String(raw, charset).equals(args[i]) ? keep(raw) : args[i];
      }
    }
    return restored;
  }

  private static String keep(byte[] raw) {
    StringBuilder text = new StringBuilder(raw.length);
    for (byte value : raw) {
      text.append(value >= 0 ? (char) value : (char) (BYTES + (value & 0xff)));
    }
    return text.toString();
  }

  /**
   * Returns whether a byte stands there for itself: in pairs the same surrogates are characters.
   */
  private static boolean isByte(String text, int at) {
    char c = text.charAt(at);
    return c >= BYTES + 0x80
        && c <= BYTES + 0xff
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /**
   * {@return the path that an argument names, or the part of one that stands behind an option}
   *
   * @param argument as {@link Main} hands it to a command
   * @throws InvalidPathException if it holds what no path can hold, or was lost in decoding and
   *     can't be found again
   */
  public static Path path(String argument) {
    byte[] raw = new byte[argument.length()];
    boolean lossless = true;
    for (int i = 0; i < raw.length; i++) {
      boolean isByte = isByte(argument, i);
      if (!isByte && argument.charAt(i) >= 0x80) {
        return Path.of(argument); // was not restored, but decoded whole
      }
      raw[i] = (byte) argument.charAt(i);
      lossless &= !isByte;
    }
    return lossless || File.separatorChar != '/' ? Path.of(argument) : path(raw);
  }

  /** Returns a text in which the bytes of restored arguments are shown. */
  static String show(String text) {
    int at = run(text, 0, false);
    if (at == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 32).append(text, 0, at);
    while (at < text.length()) {
      int end = run(text, at, true);
      byte[] raw = new byte[end - at];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = (byte) text.charAt(at + i);
      }
      at = run(text, end, false);
      shown.append(show(raw)).append(text, end, at);
    }
    return shown.toString();
  }

  /** Returns where the run of bytes, or of what is none, ends that begins at {@code from}. */
  private static int run(String text, int from, boolean ofBytes) {
    int at = from;
    while (at < text.length() && isByte(text, at) == ofBytes) {
      at++;
    }
    return at;
  }

  /**
   * {@return the path's name, which is the path itself wherever that is lossless}
   *
   * @param path any path
   */
  public static String show(Path path) {
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

  private static Charset charset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  /** Returns the words of this process's command line; none where the system does not tell. */
  private static List<byte[]> commandLine() {
    List<byte[]> words = new ArrayList<>();
    try {
      byte[] line = Files.readAllBytes(COMMAND_LINE);
      int start = 0;
      for (int i = 0; i < line.length; i++) {
        if (line[i] == 0) {
          words.add(Arrays.copyOfRange(line, start, i));
          start = i + 1;
        }
      }
    } catch (IOException notLinux) {
      words.clear();
    }
    return words;
  }
}
