package dev.gotrust.facts;

import dev.gotrust.module.ModuleVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package whose code was compiled in, as the names of its functions show it.
 *
 * @param path the import path; {@code main} for the main package
 * @param functions how many functions bear it in their names
 * @param bytes how many bytes of code these have, the padding behind each included; 0 where only
 *     the loader fills in the addresses
 * @param standard whether its source lay in GOROOT: the standard library, Go's own commands and
 *     what these vendor
 * @param places the directories that its source files lay in, in the order of the code; where none
 *     fits its path, those that any of its code came from, such as inlined code of others
 */
public record CompiledPackage(
    String path, int functions, long bytes, boolean standard, List<SourcePlace> places) {
  /**
   * Copies the list.
   *
   * @param path the import path
   * @param functions how many functions it has
   * @param bytes how many bytes of code these have
   * @param standard whether its source lay in GOROOT
   * @param places the directories that its source files lay in; copied
   */
  public CompiledPackage {
    places = List.copyOf(places);
  }

  /** {@return the module at a version that the package's own files show, null if they show none} */
  public @Nullable ModuleVersion module() {
    for (SourcePlace place : places) {
      if (place.fits() && place.module() != null) {
        return place.module();
      }
    }
    return null;
  }
}
