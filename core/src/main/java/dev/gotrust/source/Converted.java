package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files git keeps in another form than they have in the work tree (gitattributes): those with
 * a filter, an ident or an encoding, and texts, whose line ends it normalizes. No filter is run, so
 * whether such a file changed is not known.
 */
final class Converted {
  private static final String ALL = "*";

  private final List<Rule> rules = new ArrayList<>();

  /** What an attribute has git do. */
  private enum Kind {
    CONVERT,
    NORMALIZE,
    KEEP
  }

  /** Files in a directory that a pattern names. */
  private record Rule(String directory, IgnorePatterns patterns, Kind kind) {}

  /** Learns the attributes that a file gives to what lies in a directory. */
  void add(String directory, Path file) throws IOException {
    byte[] data = GitFiles.read(file, Limits.GIT_CONFIG);
    String text = data == null ? "" : new String(data, StandardCharsets.UTF_8);
    for (String entry : text.split("\n", -1)) {
      String rule = entry.strip();
      if (rule.startsWith("#")) {
        continue;
      }
      for (String word : rule.split("\\s+", -1)) {
        Kind kind = kind(word);
        if (kind != null) {
          // What defines a macro, or is quoted, may name any file.
          boolean any = rule.startsWith("[") || rule.startsWith("\"");
          String pattern = any ? ALL : rule.split("\\s", 2)[0];
          byte[] line = pattern.getBytes(StandardCharsets.UTF_8);
          rules.add(new Rule(directory, IgnorePatterns.parse(line), kind));
          if (rules.size() > Limits.GIT_PATTERNS) {
            throw new IOException("it has more attributes of files than are read");
          }
        }
      }
    }
  }

  private static @Nullable Kind kind(String word) {
    if (word.startsWith("filter=") || word.startsWith("working-tree-encoding=")) {
      return Kind.CONVERT;
    }
    if (word.startsWith("eol=")) {
      return Kind.NORMALIZE;
    }
    return switch (word) {
      case "ident" -> Kind.CONVERT;
      case "text", "text=auto", "crlf" -> Kind.NORMALIZE;
      case "-text", "-crlf", "binary" -> Kind.KEEP;
      default -> null;
    };
  }

  /** Whether a filter, an ident or an encoding may apply to a file. */
  boolean holds(String path) {
    for (Rule rule : rules) {
      if (rule.kind() == Kind.CONVERT && applies(rule, path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether git takes line ends of a file for one kind; the last rule counts. */
  boolean normalizes(String path) {
    boolean normalizes = false;
    for (Rule rule : rules) {
      if (rule.kind() != Kind.CONVERT && applies(rule, path)) {
        normalizes = rule.kind() == Kind.NORMALIZE;
      }
    }
    return normalizes;
  }

  private static boolean applies(Rule rule, String path) {
    String directory = rule.directory();
    if (directory.isEmpty()) {
      return Boolean.TRUE.equals(rule.patterns().isIgnored(path, false));
    }
    return path.startsWith(directory + '/')
        && Boolean.TRUE.equals(
            rule.patterns().isIgnored(path.substring(directory.length() + 1), false));
  }
}
