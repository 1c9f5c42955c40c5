package dev.gotrust.check;

import dev.gotrust.components.Component;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.GoBinary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What all images of a file declare. An SBOM of a fat file lists all of it: images for several
 * platforms link different modules.
 */
final class SbomSlices {
  private final List<SbomModules> declared = new ArrayList<>();
  private final Set<String> goVersions = new HashSet<>();

  /**
   * Collects it.
   *
   * @param binaries all images of the file
   */
  SbomSlices(List<GoBinary> binaries) {
    for (GoBinary binary : binaries) {
      BuildInfo info = binary.buildInfo();
      if (info != null) {
        declared.add(new SbomModules(info));
        goVersions.add(SbomVersions.go(info.goVersion()));
      }
    }
  }

  /** Returns whether one of them was built by a Go version, as {@link SbomVersions#go} has it. */
  boolean areBuiltBy(String version) {
    return goVersions.contains(version);
  }

  /** Returns whether one of them declares a module at the version that a component has. */
  boolean declare(Component component) {
    for (SbomModules modules : declared) {
      for (Module dep : modules.find(component)) {
        if (SbomComparison.isAt(component, dep)) {
          return true;
        }
      }
    }
    return false;
  }
}
