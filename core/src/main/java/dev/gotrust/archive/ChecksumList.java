package dev.gotrust.archive;

import dev.gotrust.bytes.Digest;
import dev.gotrust.bytes.DigestAlgorithm;
import dev.gotrust.bytes.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of checksums as {@code sha256sum}, {@code shasum} and goreleaser write it. Immutable,
 * thread-safe. See {@code specs/checksums.md}.
 *
 * @param location what messages and reports call it
 * @param lines its lines, in order
 */
public record ChecksumList(String location, List<Line> lines) {
  private static final int SHOWN = 60;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * Copies the list.
   *
   * @param location what messages and reports call it
   * @param lines its lines, in order; copied
   */
  public ChecksumList {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param number from 1
   * @param name of the file, unescaped
   * @param digest of the file
   */
  public record Line(int number, String name, Digest digest) {
    /** {@return the name without directories} */
    public String file() {
      return last(name);
    }
  }

  /**
   * {@return a list}
   *
   * @param location what messages and reports call it
   * @param data its bytes
   * @throws ArchiveException if a line is none of a list, a name has two digests of one function,
   *     or it is above a cap
   */
  public static ChecksumList parse(String location, byte[] data) throws ArchiveException {
    if (data.length > Limits.CHECKSUMS) {
      throw ArchiveException.tooLarge(
          location + ": more than the " + Limits.CHECKSUMS + " bytes that are read of checksums");
    }
    String text = decode(location, data);
    List<Line> lines = new ArrayList<>();
    Map<String, Digest> known = new HashMap<>();
    int number = 1;
    for (int from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0; from <= text.length(); number++) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end;
      boolean windows = next > from && text.charAt(next - 1) == '\r';
      Line line = line(location, number, text.substring(from, windows ? next - 1 : next));
      if (line != null) {
        checkAlone(location, line, known);
        lines.add(line);
      }
      from = next + 1;
    }
    if (lines.isEmpty()) {
      throw new ArchiveException(location + ": it lists no checksum");
    }
    return new ChecksumList(location, lines);
  }

  private static String decode(String location, byte[] data) throws ArchiveException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException binary) {
      throw new ArchiveException(location + ": UTF-8 was expected, but other bytes were found");
    }
  }

  /** One place has one digest of a function, with {@code ./} before its name or without. */
  private static void checkAlone(String location, Line line, Map<String, Digest> known)
      throws ArchiveException {
    int from = 0;
    while (line.name().startsWith("./", from)) {
      from += 2;
    }
    String place = line.digest().algorithm().id() + ' ' + line.name().substring(from);
    Digest before = known.putIfAbsent(place, line.digest());
    if (before != null && !before.equals(line.digest())) {
      throw malformed(
          location, line.number(), line.name() + " stands in the list with two digests");
    }
  }

  /** Returns null for a comment, and for a line of blanks. */
  private static @Nullable Line line(String location, int number, String text)
      throws ArchiveException {
    if (text.isBlank() || text.startsWith("#")) {
      return null;
    }
    Line line = text.contains(" = ") ? ofBsd(number, text) : null;
    line = line == null ? ofGnu(number, text) : line;
    if (line == null) {
      throw malformed(
          location,
          number,
          "a SHA-256, SHA-384 or SHA-512 in hexadecimal digits and a name were expected, but \""
              + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text)
              + "\" was found");
    }
    return line;
  }

  /** {@code [\]HEX NAME} or {@code [\]HEX *NAME}; behind a backslash the name is escaped. */
  private static @Nullable Line ofGnu(int number, String text) {
    boolean escaped = text.startsWith("\\");
    String bare = escaped ? text.substring(1) : text;
    int blank = bare.indexOf(' ');
    int tab = bare.indexOf('\t');
    int end = blank < 0 || (tab >= 0 && tab < blank) ? tab : blank;
    if (end < 0) {
      return null;
    }
    Digest digest = digest(bare.substring(0, end));
    int from = end + 1;
    if (from < bare.length() && (bare.charAt(from) == ' ' || bare.charAt(from) == '*')) {
      from++;
    }
    String name = bare.substring(from);
    name = escaped ? unescaped(name) : name;
    return digest == null || name.isEmpty() ? null : new Line(number, name, digest);
  }

  /** {@code [\]SHA256 (NAME) = HEX}; behind a backslash the name is escaped. */
  private static @Nullable Line ofBsd(int number, String text) {
    int open = text.indexOf(" (");
    int close = text.lastIndexOf(") = ");
    if (open < 0 || close < open) {
      return null;
    }
    boolean escaped = text.startsWith("\\");
    String function = text.substring(escaped ? 1 : 0, open);
    Digest digest = digest(text.substring(close + ") = ".length()));
    String name = text.substring(open + 2, close);
    name = escaped ? unescaped(name) : name;
    if (digest == null
        || name.isEmpty()
        || !function.replace("-", "").equalsIgnoreCase(digest.algorithm().id())) {
      return null;
    }
    return new Line(number, name, digest);
  }

  private static @Nullable Digest digest(String hex) {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (hex.length() == 2 * algorithm.length()) {
        return Digest.parse(algorithm, hex);
      }
    }
    return null;
  }

  /** The name that an escaped one stands for; empty if it is malformed. */
  private static String unescaped(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\\') {
        i++;
        char code = i < name.length() ? name.charAt(i) : 0;
        switch (code) {
          case 'n' -> c = '\n';
          case 'r' -> c = '\r';
          case '\\' -> c = '\\';
          default -> {
            return "";
          }
        }
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private static ArchiveException malformed(String location, int number, String problem) {
    return new ArchiveException(location + ", line " + number + ": " + problem);
  }

  /**
   * {@return the first line with a file's name, in whatever directory; null if there is none}
   *
   * @param file without directories
   */
  public @Nullable Line named(String file) {
    for (Line line : lines) {
      if (line.file().equals(file)) {
        return line;
      }
    }
    return null;
  }

  /**
   * {@return a name without directories, of whatever system}
   *
   * @param name of a file
   */
  public static String last(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
