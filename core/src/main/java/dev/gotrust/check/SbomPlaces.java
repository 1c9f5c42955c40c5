package dev.gotrust.check;

import dev.gotrust.components.Component;
import dev.gotrust.components.Sbom;
import dev.gotrust.components.Sbom.Program;
import dev.gotrust.components.Sbom.Scope;
import dev.gotrust.facts.BuildInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which components of an SBOM are of this program, where it lists those of several. */
final class SbomPlaces {
  private final SbomModules declared;
  private final String main;
  private final Set<String> places = new HashSet<>();
  private final List<Component> own = new ArrayList<>();
  private final boolean ofSource;
  private int elsewhere;

  SbomPlaces(Sbom sbom, SbomModules declared, BuildInfo info) {
    this.declared = declared;
    this.main = info.main() == null ? "" : info.main().path();
    for (Component component : sbom.components()) {
      place(component);
    }
    for (Component component : sbom.components()) {
      // Where no program is placed, that of another main module says what this one is not.
      if (places.isEmpty() || isOwn(component)) {
        own.add(component);
      } else {
        elsewhere++;
      }
    }
    this.ofSource = sbom.scope() == Scope.SOURCE || isAllSource();
  }

  /** Of several programs this one is where its main module was found. */
  private void place(Component component) {
    boolean mine = declared.isMain(component) || isOfMain(component.mainModule());
    if (mine && !component.location().isEmpty() && !component.isOfSource()) {
      places.add(component.location());
    }
  }

  private boolean isOfMain(String mainModule) {
    return !main.isEmpty() && main.equals(mainModule);
  }

  private boolean isOwn(Component component) {
    return component.mainModule().isEmpty()
        ? component.location().isEmpty() || places.contains(component.location())
        : isOfMain(component.mainModule());
  }

  private boolean isAllSource() {
    boolean any = false;
    for (Component component : own) {
      if (!component.isOfSource() && !component.location().isEmpty()) {
        return false;
      }
      any |= component.isOfSource();
    }
    return any;
  }

  /** Returns the components to compare. */
  List<Component> own() {
    return own;
  }

  /** Returns how many are of other programs. */
  int elsewhere() {
    return elsewhere;
  }

  /** Returns whether they are of source, from which a program links some modules and some not. */
  boolean isOfSource() {
    return ofSource;
  }

  /** Returns whether a digest is that of this program, as far as the SBOM tells. */
  boolean holds(Program program) {
    return program.location().isEmpty() || places.contains(program.location());
  }
}
