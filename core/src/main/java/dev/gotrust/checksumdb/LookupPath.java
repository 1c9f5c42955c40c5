package dev.gotrust.checksumdb;

import dev.gotrust.module.ModuleVersion;
import org.jspecify.annotations.Nullable;

/** Where a database answers to the lookup of a module at a version. */
final class LookupPath {
  private LookupPath() {}

  /** Returns the path, null for what is no module path and version. */
  static @Nullable String of(ModuleVersion module) {
    String path = escape(module.path());
    String version = escape(module.version());
    return path == null || version == null ? null : "lookup/" + path + '@' + version;
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
