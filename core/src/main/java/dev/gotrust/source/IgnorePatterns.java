package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of one {@code .gitignore} (gitignore), of which the last that matches counts.
 * Immutable. A library's would turn them into regular expressions, which a hostile file could make
 * to run for ever.
 */
final class IgnorePatterns {
  private static final String ANY = "**";

  /** In file order. */
  private final List<Rule> rules;

  private IgnorePatterns(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * A line of the file.
   *
   * @param elements the pattern, split at slashes; null for {@code **}
   * @param anchored whether it is held against the whole path, not against its last element
   */
  private record Rule(
      List<@Nullable NamePattern> elements, boolean anchored, boolean negated, boolean directory) {
    boolean matches(String[] path, boolean isDirectory) {
      if (directory && !isDirectory) {
        return false;
      }
      if (!anchored) {
        NamePattern only = elements.get(0);
        return only == null || only.matches(path[path.length - 1]);
      }
      return matches(path);
    }

    /** As {@link NamePattern#matches} does it, with elements for characters. */
    private boolean matches(String[] path) {
      int at = 0;
      int p = 0;
      int star = -1;
      int resume = 0;
      while (at < path.length) {
        NamePattern wanted = p < elements.size() ? elements.get(p) : null;
        if (p < elements.size() && wanted == null) {
          star = ++p;
          resume = at;
          // At the end it stands for all that lies within, so for one element at least.
          at += p == elements.size() ? 1 : 0;
        } else if (wanted != null && wanted.matches(path[at])) {
          p++;
          at++;
        } else if (star >= 0) {
          p = star;
          at = ++resume;
        } else {
          return false;
        }
      }
      return p == elements.size();
    }
  }

  static IgnorePatterns parse(byte[] data) throws IOException {
    List<Rule> rules = new ArrayList<>();
    String text = new String(data, StandardCharsets.UTF_8);
    String lines = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : lines.split("\n", -1)) {
      String body = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      Rule rule = body.startsWith("#") ? null : rule(withoutBlanks(body));
      if (rule != null) {
        rules.add(rule);
      }
      if (rules.size() > Limits.GIT_PATTERNS) {
        throw new IOException("a .gitignore has more than " + Limits.GIT_PATTERNS + " patterns");
      }
    }
    return new IgnorePatterns(List.copyOf(rules));
  }

  /** Blanks at the end do not count, but for one behind a backslash. */
  private static String withoutBlanks(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static @Nullable Rule rule(String line) {
    boolean negated = line.startsWith("!");
    String body = negated ? line.substring(1) : line;
    boolean directory = body.endsWith("/");
    body = directory ? body.substring(0, body.length() - 1) : body;
    boolean anchored = body.indexOf('/') >= 0;
    body = body.startsWith("/") ? body.substring(1) : body;
    if (body.isEmpty() || body.length() > Limits.NAME) {
      return null;
    }
    List<@Nullable NamePattern> elements = new ArrayList<>();
    for (String element : body.split("/", -1)) {
      elements.add(element.equals(ANY) ? null : new NamePattern(element));
    }
    return new Rule(elements, anchored, negated, directory);
  }

  int count() {
    return rules.size();
  }

  /**
   * Returns whether a path is ignored; null if no pattern tells.
   *
   * @param path relative to the directory of the patterns, with slashes
   */
  @Nullable Boolean isIgnored(String path, boolean isDirectory) {
    String[] elements = path.split("/", -1);
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).matches(elements, isDirectory)) {
        return !rules.get(i).negated();
      }
    }
    return null;
  }
}
