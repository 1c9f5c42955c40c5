package dev.gotrust.check;

import dev.gotrust.components.Component;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a build info declares, as an SBOM may name them: a replaced one by its own path
 * or by that of its replacement, in any case of letters.
 */
final class SbomModules {
  private final Map<String, List<Module>> exact = new HashMap<>();
  private final Map<String, List<Module>> folded = new HashMap<>();
  private final @Nullable Module main;

  SbomModules(BuildInfo info) {
    this.main = info.main();
    for (Module dep : info.deps()) {
      add(dep.path(), dep);
      if (!dep.effective().path().equals(dep.path())) {
        add(dep.effective().path(), dep);
      }
    }
  }

  private void add(String path, Module dep) {
    exact.computeIfAbsent(path, p -> new ArrayList<>()).add(dep);
    folded.computeIfAbsent(fold(path), p -> new ArrayList<>()).add(dep);
  }

  private static String fold(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  /** Returns whether a component is the main module. */
  boolean isMain(Component component) {
    for (String path : component.paths()) {
      if (main != null && main.path().equalsIgnoreCase(path)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the declared modules that a component can mean; none of one that is not declared. */
  List<Module> find(Component component) {
    for (String path : component.paths()) {
      List<Module> found = exact.get(path);
      if (found != null) {
        return found;
      }
    }
    for (String path : component.paths()) {
      List<Module> found = folded.get(fold(path));
      if (found != null) {
        return found;
      }
    }
    return List.of();
  }
}
