package dev.gotrust.checksumdb;

import dev.gotrust.module.ModuleVersion;
import org.jspecify.annotations.Nullable;

/** Where a database answers to the lookup of a module at a version. */
final class LookupPath {
  private LookupPath() {}

  /** Returns the path, null for what is no module path and version. */
  static @Nullable String of(ModuleVersion module) {
    boolean isPath = isSafe(module.path()) && isSafe(module.version());
    boolean isVersion = module.version().indexOf('/') < 0;
    String path = isPath ? escape(module.path()) : null;
    String version = isVersion ? escape(module.version()) : null;
    return path == null || version == null ? null : "lookup/" + path + '@' + version;
  }

  /**
   * Whether every element is a name: the path comes from a binary that nobody vouches for, and must
   * not lead out of the database's root or the directory of what is kept.
   */
  private static boolean isSafe(String path) {
    char before = '/';
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (before == '/' && (c == '/' || c == '.') || before == '.' && c == '/') {
        return false;
      }
      before = c;
    }
    return before != '/' && before != '.' && path.charAt(0) != '-';
  }

  private static @Nullable String escape(String plain) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        escaped.append('!').append((char) (c - 'A' + 'a'));
      } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._~/+".indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        return null;
      }
    }
    return escaped.isEmpty() ? null : escaped.toString();
  }
}
