package dev.gotrust.material;

import dev.gotrust.module.CachedModule;
import dev.gotrust.module.MainModules;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.VendorModules;
import dev.gotrust.module.VendorTree;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the files of modules are, as they were found on disk. Immutable, thread-safe.
 *
 * @param cache the module cache
 * @param modules what it has of each module that was looked for, with the h1 that it was held
 *     against
 * @param vendor the vendor tree, null if none was named
 */
public record ModuleContents(
    Path cache, Map<ModuleVersion, CachedModule> modules, @Nullable Vendored vendor) {
  /**
   * Copies the map.
   *
   * @param cache the module cache
   * @param modules what it has of each module; copied
   * @param vendor the vendor tree, null if none was named
   */
  public ModuleContents {
    modules = Map.copyOf(modules);
  }

  /**
   * A vendor tree.
   *
   * @param directory where
   * @param modules its modules.txt, null if that can't be used
   * @param tree how it differs from the zips of its modules, null if it could not be compared
   * @param problem why it could not be compared; empty if it was
   * @param mains the main modules whose go.mod, or go.work, lies beside it; null if none does, or
   *     they were not looked for
   */
  public record Vendored(
      Path directory,
      @Nullable VendorModules modules,
      @Nullable VendorTree tree,
      String problem,
      @Nullable MainModules mains) {}
}
