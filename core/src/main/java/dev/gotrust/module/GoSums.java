package dev.gotrust.module;

import dev.gotrust.module.GoSum.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * The go.sum files that hold for a build: one, or those of a workspace's modules and its
 * go.work.sum. Immutable, thread-safe.
 *
 * @param files in the order in which they are asked
 */
public record GoSums(List<GoSum> files) {
  /**
   * Copies the list.
   *
   * @param files in the order in which they are asked
   */
  public GoSums {
    files = List.copyOf(files);
  }

  /**
   * A hash and where it stands.
   *
   * @param place file and line
   * @param hash as it stands there
   */
  public record Placed(String place, String hash) {}

  /**
   * {@return the distinct hashes of a module's zip; empty if no file lists it}
   *
   * @param module which version of which module
   */
  public List<Placed> zip(ModuleVersion module) {
    List<Placed> found = new ArrayList<>(1);
    for (GoSum file : files) {
      add(found, file, file.zip(module));
    }
    return found;
  }

  /**
   * {@return the distinct hashes of a module's go.mod; empty if no file lists it}
   *
   * @param module which version of which module
   */
  public List<Placed> goMod(ModuleVersion module) {
    List<Placed> found = new ArrayList<>(1);
    for (GoSum file : files) {
      add(found, file, file.goMod(module));
    }
    return found;
  }

  private static void add(List<Placed> found, GoSum file, List<Entry> entries) {
    for (Entry entry : entries) {
      boolean known = false;
      for (Placed before : found) {
        known |= before.hash().equals(entry.hash());
      }
      if (!known) {
        found.add(new Placed(file.name() + ':' + entry.line(), entry.hash()));
      }
    }
  }
}
