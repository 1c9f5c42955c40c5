package dev.gotrust.facts;

import dev.gotrust.facts.BuildInfo.Module;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a build info declares, by path: the main module and those that were linked in;
 * of two lines for one path the last. Immutable, thread-safe.
 */
public final class ModuleIndex {
  private final Map<String, Module> modules;
  private final String path;

  private ModuleIndex(Map<String, Module> modules, String path) {
    this.modules = modules;
    this.path = path;
  }

  /**
   * {@return the modules of a build info; none where there is no build info}
   *
   * @param info the build info, null if there is none
   */
  public static ModuleIndex of(@Nullable BuildInfo info) {
    Map<String, Module> modules = new HashMap<>();
    if (info == null) {
      return new ModuleIndex(modules, "");
    }
    for (Module dep : info.deps()) {
      modules.put(dep.path(), dep);
    }
    if (info.main() != null) {
      modules.put(info.main().path(), info.main());
    }
    return new ModuleIndex(modules, info.path());
  }

  /**
   * {@return the module with that path, null if none is declared}
   *
   * @param modulePath a module path
   */
  public @Nullable Module get(String modulePath) {
    return modules.get(modulePath);
  }

  /**
   * {@return the module that holds a package: the one with the longest path that begins the
   * package's; null if none does}
   *
   * @param packagePath an import path; {@code main} stands for the main package's own
   */
  public @Nullable Module holder(String packagePath) {
    String prefix = packagePath.equals("main") ? path : packagePath;
    Module holder = modules.get(prefix);
    int slash = prefix.lastIndexOf('/');
    while (holder == null && slash > 0) {
      prefix = prefix.substring(0, slash);
      holder = modules.get(prefix);
      slash = prefix.lastIndexOf('/');
    }
    return holder;
  }
}
