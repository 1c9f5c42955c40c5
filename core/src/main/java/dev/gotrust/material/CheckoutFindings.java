package dev.gotrust.material;

import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.module.BuildList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is held against each other when the modules of a source tree are judged. Immutable.
 *
 * @param checkout the module files of the tree
 * @param list the modules of its build
 * @param goMods go.mod files of the module cache
 * @param contents zips and directories of the module cache, and the vendor tree
 * @param answers of a checksum database; null if none was asked
 */
public record CheckoutFindings(
    Checkout checkout,
    BuildList list,
    List<CachedGoMods.Found> goMods,
    ModuleContents contents,
    @Nullable DatabaseAnswers answers) {
  /**
   * Copies the list.
   *
   * @param checkout the module files of the tree
   * @param list the modules of its build
   * @param goMods go.mod files of the module cache
   * @param contents zips and directories of the module cache, and the vendor tree
   * @param answers of a checksum database; null if none was asked
   */
  public CheckoutFindings {
    goMods = List.copyOf(goMods);
  }
}
