package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of patterns as GOPRIVATE, GONOPROXY and GONOSUMDB hold them, divided by commas: a module
 * path matches if one of them matches its first elements (golang.org/x/mod/module, {@code
 * MatchPrefixPatterns}). Empty and malformed patterns match nothing. Immutable, thread-safe.
 */
public final class PrefixPatterns {
  private final List<Glob> globs;

  private PrefixPatterns(List<Glob> globs) {
    this.globs = List.copyOf(globs);
  }

  /**
   * {@return the patterns of a list}
   *
   * @param list the list; what stands above {@link Limits#PREFIX_PATTERNS} characters is refused
   * @throws IllegalArgumentException if the list is longer
   */
  public static PrefixPatterns of(String list) {
    if (list.length() > Limits.PREFIX_PATTERNS) {
      throw new IllegalArgumentException(
          list.length()
              + " characters, more than the "
              + Limits.PREFIX_PATTERNS
              + " that are read");
    }
    List<Glob> globs = new ArrayList<>();
    int at = 0;
    while (at <= list.length()) {
      int end = list.indexOf(',', at);
      end = end < 0 ? list.length() : end;
      int last = end > at && list.charAt(end - 1) == '/' ? end - 1 : end;
      Glob glob = last > at ? Glob.parse(list.substring(at, last)) : null;
      if (glob != null) {
        globs.add(glob);
      }
      at = end + 1;
    }
    return new PrefixPatterns(globs);
  }

  /**
   * {@return whether a text is one well-formed pattern}
   *
   * @param pattern any text
   */
  public static boolean isPattern(String pattern) {
    int length = pattern.endsWith("/") ? pattern.length() - 1 : pattern.length();
    return length > 0
        && pattern.length() <= Limits.PREFIX_PATTERNS
        && pattern.indexOf(',') < 0
        && Glob.parse(pattern.substring(0, length)) != null;
  }

  /**
   * {@return whether a pattern matches the first elements of a path}
   *
   * @param path any text
   */
  public boolean matches(String path) {
    for (Glob glob : globs) {
      int end = elements(path, glob.slashes());
      if (end >= 0 && glob.matches(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Where the slash behind that many slashes stands, the path's end if there is none, or -1. */
  private static int elements(String path, int slashes) {
    int left = slashes;
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '/' && left-- == 0) {
        return i;
      }
    }
    return left > 0 ? -1 : path.length();
  }
}
