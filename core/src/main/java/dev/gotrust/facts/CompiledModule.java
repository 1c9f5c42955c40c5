package dev.gotrust.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A module whose code was compiled in, as the names of source files and, where these show none, the
 * build info tell it.
 *
 * @param path module path
 * @param version the version that file names show, empty where they show none
 * @param packages how many packages of it were compiled in
 * @param functions how many functions these have
 * @param bytes how many bytes of code; 0 where only the loader fills in the addresses
 */
public record CompiledModule(String path, String version, int packages, int functions, long bytes) {

  /**
   * {@return the modules that packages outside of GOROOT belong to, by path and version; packages
   * of which neither file names nor the build info tell the module are left out}
   *
   * @param code what the function table shows
   * @param info the build info, null if there is none
   */
  public static List<CompiledModule> of(CompiledCode code, @Nullable BuildInfo info) {
    ModuleIndex declared = ModuleIndex.of(info);
    Map<String, CompiledModule> modules = new TreeMap<>();
    for (CompiledPackage compiled : code.packages()) {
      CompiledModule module = compiled.standard() ? null : of(compiled, declared);
      if (module != null) {
        String key = module.path + '@' + module.version;
        CompiledModule before = modules.get(key);
        modules.put(key, before == null ? module : before.plus(module));
      }
    }
    return new ArrayList<>(modules.values());
  }

  private static @Nullable CompiledModule of(CompiledPackage compiled, ModuleIndex declared) {
    String path = null;
    String version = "";
    if (compiled.module() != null) {
      path = compiled.module().path();
      version = compiled.module().version();
    } else {
      BuildInfo.Module holder = declared.holder(compiled.path());
      path = holder == null ? null : holder.path();
    }
    return path == null
        ? null
        : new CompiledModule(path, version, 1, compiled.functions(), compiled.bytes());
  }

  private CompiledModule plus(CompiledModule other) {
    return new CompiledModule(
        path, version, packages + other.packages, functions + other.functions, bytes + other.bytes);
  }
}
