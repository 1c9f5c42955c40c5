package dev.gotrust.module;

import org.jspecify.annotations.Nullable;

/**
 * How module paths and versions are spelled in the module cache and in what is asked of proxies and
 * checksum databases: a capital as {@code !} and its small letter, so that no two differ only by
 * case (golang.org/x/mod/module, {@code EscapePath}). Stateless, thread-safe.
 */
public final class ModuleEscape {
  private ModuleEscape() {}

  /**
   * {@return a module path, escaped; null if it is no module path}
   *
   * @param path any text
   */
  public static @Nullable String escapePath(String path) {
    return ModulePath.problem(path) == null ? escape(path) : null;
  }

  /**
   * {@return the module path that an escaped one stands for; null if it stands for none}
   *
   * @param escaped any text
   */
  public static @Nullable String unescapePath(String escaped) {
    String path = unescape(escaped);
    return path != null && ModulePath.problem(path) == null ? path : null;
  }

  /**
   * {@return a version, escaped; null if it can be no file's name. It need not be a semantic
   * version}
   *
   * @param version any text
   */
  public static @Nullable String escapeVersion(String version) {
    return ModulePath.versionProblem(version) == null ? escape(version) : null;
  }

  /**
   * {@return the version that an escaped one stands for; null if it stands for none}
   *
   * @param escaped any text
   */
  public static @Nullable String unescapeVersion(String escaped) {
    String version = unescape(escaped);
    return version != null && ModulePath.versionProblem(version) == null ? version : null;
  }

  private static @Nullable String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '!' || c >= 0x80) {
        return null;
      }
      if (c >= 'A' && c <= 'Z') {
        escaped.append('!').append((char) (c - 'A' + 'a'));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static @Nullable String unescape(String escaped) {
    StringBuilder plain = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c >= 0x80 || c >= 'A' && c <= 'Z') {
        return null;
      }
      if (c == '!') {
        char letter = ++i < escaped.length() ? escaped.charAt(i) : 0;
        if (letter < 'a' || letter > 'z') {
          return null;
        }
        c = (char) (letter - 'a' + 'A');
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
