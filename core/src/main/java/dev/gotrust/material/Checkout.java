package dev.gotrust.material;

import dev.gotrust.module.GoSums;
import dev.gotrust.module.MainModules;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.VendorModules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The module files of a source tree: go.mod and go.sum, or those of a workspace, and the list of
 * its vendor tree. Immutable, thread-safe.
 *
 * @param mains the main modules
 * @param sums the go.sum files that hold for them
 * @param vendor the vendor tree, null if there is none
 * @param materials the files that were read, in that order
 */
public record Checkout(
    MainModules mains, GoSums sums, @Nullable Vendor vendor, List<Material> materials) {
  /**
   * Copies the list.
   *
   * @param mains the main modules
   * @param sums the go.sum files that hold for them
   * @param vendor the vendor tree, null if there is none
   * @param materials the files that were read, in that order
   */
  public Checkout {
    materials = List.copyOf(materials);
  }

  /**
   * A vendor tree.
   *
   * @param directory where
   * @param modules its modules.txt
   */
  public record Vendor(Path directory, VendorModules modules) {}

  /**
   * Reads the module files of a tree as the go command finds them: the go.mod of the directory or
   * of the nearest one above it, and the go.work in use.
   *
   * @param directory in the tree
   * @param settings of the go command; GOWORK counts
   * @param vendor a vendor directory; null for the one beside go.mod or go.work, if it is there
   * @return the files
   * @throws ModuleFileException if one is malformed
   * @throws IOException if there is no go.mod, or a file can't be read; the message names it
   */
  public static Checkout read(Path directory, GoEnvironment settings, @Nullable Path vendor)
      throws ModuleFileException, IOException {
    return new CheckoutReader(settings).read(directory, vendor);
  }
}
