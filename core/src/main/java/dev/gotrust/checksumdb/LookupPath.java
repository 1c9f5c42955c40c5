package dev.gotrust.checksumdb;

import dev.gotrust.module.ModuleEscape;
import dev.gotrust.module.ModulePath;
import dev.gotrust.module.ModuleVersion;
import org.jspecify.annotations.Nullable;

/** Where a database answers to the lookup of a module at a version. */
final class LookupPath {
  private LookupPath() {}

  /** Returns the path, null for what is no module path and version. */
  static @Nullable String of(ModuleVersion module) {
    String path = ModuleEscape.escapePath(module.path());
    String version = ModuleEscape.escapeVersion(module.version());
    boolean sound = ModulePath.problem(module) == null && path != null && version != null;
    return sound ? "lookup/" + path + '@' + version : null;
  }
}
