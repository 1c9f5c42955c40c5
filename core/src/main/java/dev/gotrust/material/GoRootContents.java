package dev.gotrust.material;

import dev.gotrust.module.GoRoot;
import dev.gotrust.module.ModuleVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A GOROOT, as it was found, beside the zip of the toolchain that it should be of. Immutable.
 *
 * @param goroot the directory
 * @param module the toolchain that it says it is, null if it does not say
 * @param zip where the zip lies that it was held against, empty if there is none
 * @param h1 of that zip, empty if there is none
 * @param files how the directory differs from the zip, null if it was held against none
 * @param unreachable whether there is no zip because no proxy could be reached
 * @param problems why something could not be read, or a zip was not taken; sentences that may hold
 *     anything
 */
public record GoRootContents(
    String goroot,
    @Nullable ModuleVersion module,
    String zip,
    String h1,
    @Nullable GoRoot files,
    boolean unreachable,
    List<String> problems) {
  /**
   * Copies the list.
   *
   * @param goroot the directory
   * @param module the toolchain that it says it is, or null
   * @param zip where the zip lies, may be empty
   * @param h1 of that zip, may be empty
   * @param files how the directory differs from the zip, or null
   * @param unreachable whether there is no zip because no proxy could be reached
   * @param problems why something could not be read; copied
   */
  public GoRootContents {
    problems = List.copyOf(problems);
  }
}
