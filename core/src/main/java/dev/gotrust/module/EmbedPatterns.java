package dev.gotrust.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that {@code //go:embed} lines of a package name: they are compiled in, and vendored
 * with it (cmd/go/internal/load, {@code resolveEmbed}). Not thread-safe.
 */
final class EmbedPatterns {
  private static final byte[] LINE = "//go:embed".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] IMPORT = "\"embed\"".getBytes(StandardCharsets.US_ASCII);
  private static final String ALL = "all:";

  private final List<Pattern> patterns = new ArrayList<>();

  /** A pattern; what lies below a directory that it names is meant too. */
  private record Pattern(Glob glob, int elements, boolean all) {}

  /** Adds those of a Go source file. */
  void add(byte[] source) {
    if (find(source, IMPORT, 0) < 0) {
      return;
    }
    for (int at = find(source, LINE, 0); at >= 0; at = find(source, LINE, at + 1)) {
      int start = at + LINE.length;
      int end = start;
      while (end < source.length && source[end] != '\n') {
        end++;
      }
      boolean isLine = at == 0 || source[at - 1] == '\n';
      if (isLine && start < end && (source[start] == ' ' || source[start] == '\t')) {
        addLine(new String(source, start, end - start, StandardCharsets.UTF_8));
      }
    }
  }

  private static int find(byte[] data, byte[] wanted, int from) {
    for (int i = from; i + wanted.length <= data.length; i++) {
      int same = 0;
      while (same < wanted.length && data[i + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  private void addLine(String line) {
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      int end = at + 1;
      boolean quoted = c == '"' || c == '`';
      while (end < line.length()
          && (quoted ? line.charAt(end) != c : !Character.isWhitespace(line.charAt(end)))) {
        end++;
      }
      addPattern(line.substring(quoted ? at + 1 : at, end));
      at = end + 1;
    }
  }

  private void addPattern(String text) {
    boolean all = text.startsWith(ALL);
    String path = all ? text.substring(ALL.length()) : text;
    Glob glob = path.equals(".") ? null : Glob.parse(path);
    if (glob != null) {
      patterns.add(new Pattern(glob, glob.slashes() + 1, all));
    }
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /**
   * Returns whether a file is embedded.
   *
   * @param name below the directory of the package
   */
  boolean matches(String name) {
    for (Pattern pattern : patterns) {
      int end = end(name, pattern.elements());
      if (end > 0
          && pattern.glob().matches(name.substring(0, end))
          && (pattern.all() || !isHidden(name, end))) {
        return true;
      }
    }
    return false;
  }

  /** Where so many elements of a name end, -1 if it has fewer. */
  private static int end(String name, int elements) {
    int end = -1;
    for (int i = 0; i < elements; i++) {
      if (end == name.length()) {
        return -1;
      }
      int slash = name.indexOf('/', end + 1);
      end = slash < 0 ? name.length() : slash;
    }
    return end;
  }

  /** Whether a directory that is named would leave the file out. */
  private static boolean isHidden(String name, int from) {
    for (int slash = name.indexOf('/', from); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      char first = slash + 1 < name.length() ? name.charAt(slash + 1) : 0;
      if (first == '.' || first == '_') {
        return true;
      }
    }
    return false;
  }
}
