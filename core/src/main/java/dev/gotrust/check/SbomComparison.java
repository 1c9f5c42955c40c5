package dev.gotrust.check;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.components.Component;
import dev.gotrust.components.Sbom;
import dev.gotrust.components.Sbom.Program;
import dev.gotrust.components.Sbom.Scope;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.ModuleIndex;
import dev.gotrust.material.Sboms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds one SBOM against the modules that a program declares, component by component. The habits of
 * tools are no differences: specs/sbom.md names them.
 */
final class SbomComparison {
  /** Its h1 of the main module may be that of a directory, which no go.sum has. */
  private static final String OF_CHECKOUT = "cyclonedx-gomod";

  private final Sbom sbom;
  private final BuildInfo info;
  private final SbomModules declared;
  private final @Nullable Set<String> linked;
  private final SbomSlices slices;
  private final SbomPlaces places;
  private final SbomDifferences differences;
  private final Set<Module> equal = new HashSet<>();
  private final Set<Module> listed = new HashSet<>();
  private final List<String> untold = new ArrayList<>();
  private final Set<String> unlinked = new LinkedHashSet<>();
  private @Nullable Set<Module> fitting;
  private int replaced;
  private boolean mainListed;
  private boolean identified;
  private boolean madeOfAnother;
  private int leftOut;

  /**
   * Compares.
   *
   * @param location what evidence calls the SBOM
   * @param sbom what it says
   * @param of whose SBOM it should be; null where a signer has named the bytes
   * @param info what the program declares
   * @param code what was compiled in, null where nobody can tell
   * @param slices what all images of the file declare
   */
  SbomComparison(
      String location,
      Sbom sbom,
      @Nullable Sboms of,
      BuildInfo info,
      @Nullable CompiledCode code,
      SbomSlices slices) {
    this.sbom = sbom;
    this.slices = slices;
    this.info = info;
    this.declared = new SbomModules(info);
    this.linked = code == null ? null : linked(info, code);
    this.places = new SbomPlaces(sbom, declared, info);
    this.differences = new SbomDifferences(location);
    if (of == null) {
      identified = true;
    } else {
      holdBytes(of.artifact(), of.archive());
    }
    holdSubject();
    for (Component component : places.own()) {
      hold(component);
    }
    // A tool that could read nothing of Go in a file leaves out no one module.
    if (listsModules()) {
      for (Module dep : info.deps()) {
        holdListed(dep);
      }
    }
    if (!info.unknownLines().isEmpty()) {
      untold.add(new DeclaredModules(info).incomplete());
    }
  }

  private boolean listsModules() {
    for (Component component : places.own()) {
      if (!component.isOfGo()) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> linked(BuildInfo info, CompiledCode code) {
    ModuleIndex index = ModuleIndex.of(info);
    Set<String> linked = new HashSet<>();
    for (CompiledPackage compiled : code.packages()) {
      Module owner = compiled.standard() ? null : index.holder(compiled.path());
      if (owner != null) {
        linked.add(owner.path());
      }
    }
    return linked;
  }

  private void holdBytes(Bytes artifact, @Nullable Bytes archive) {
    List<Program> relevant = new ArrayList<>();
    for (Program program : sbom.programs()) {
      if (places.holds(program)) {
        relevant.add(program);
      }
      identified |= program.sha256().equals(artifact);
    }
    identified |= sbom.containers().contains(artifact);
    boolean inArchive = false;
    if (archive != null && sbom.containers().contains(archive)) {
      inArchive = true;
      differences.agree("SHA-256 of the archive", archive.hex(), "");
    }
    if (identified) {
      differences.agree("SHA-256 of the program", artifact.hex(), "");
    } else if (!relevant.isEmpty()) {
      String named = relevant.get(0).sha256().hex();
      differences.add(
          "it is of other bytes, sha256:" + named,
          "SHA-256 of the program",
          artifact.hex(),
          named,
          "");
    }
    identified |= inArchive;
    madeOfAnother = !identified && relevant.isEmpty() && !sbom.containers().isEmpty();
  }

  private void holdSubject() {
    Component subject = sbom.subject();
    if (subject != null && info.main() != null && !declared.isMain(subject)) {
      differences.add(
          "it is of " + subject + ", the file of " + info.main().path(),
          "main module",
          info.main().path(),
          subject.toString(),
          subject.place());
    }
  }

  private void hold(Component component) {
    if (component.isOfGo()) {
      holdGo(component);
    } else if (declared.isMain(component)) {
      holdMain(component);
    } else {
      List<Module> found = declared.find(component);
      if (found.isEmpty()) {
        holdUndeclared(component);
      } else {
        hold(component, found);
      }
    }
  }

  /** Tools spell what Go releases are called in their own ways. */
  private void holdGo(Component component) {
    String claimed = SbomVersions.go(info.goVersion());
    boolean agrees = false;
    for (String version : component.versions()) {
      String said = SbomVersions.go(version);
      if (claimed.isEmpty() || said.isEmpty() || !isOfOneProgram()) {
        continue;
      }
      if (!said.equals(claimed) && !slices.areBuiltBy(said)) {
        differences.add(
            "it lists the Go distribution "
                + version
                + ", but "
                + info.goVersion()
                + " is recorded",
            "Go version",
            info.goVersion(),
            version,
            component.place());
        return;
      }
      agrees |= said.equals(claimed);
    }
    if (agrees) {
      differences.agree("Go version", info.goVersion(), component.place());
    }
  }

  private boolean isOfOneProgram() {
    return !places.isOfSource() && sbom.scope() == Scope.PROGRAM;
  }

  /** What a build records as {@code (devel)} tools name by tags, commits and linker flags. */
  private void holdMain(Component component) {
    mainListed = true;
    Module main = info.main();
    if (main != null && !sbom.tools().contains(OF_CHECKOUT)) {
      holdHash(component, main);
    }
    String recorded = main == null ? "" : SbomVersions.release(main.version());
    for (String version : component.versions()) {
      String said = SbomVersions.release(version);
      if (main == null || recorded.isEmpty() || said.isEmpty()) {
        identified |= main != null && version.equals(main.version()) && !isDevel(version);
      } else if (said.equals(recorded)) {
        identified = true;
        differences.agree("version of the main module", main.version(), component.place());
      } else {
        differences.add(
            "it is of " + version + " of the main module, the file of " + main.version(),
            "version of the main module",
            main.version(),
            version,
            component.place());
        return;
      }
    }
  }

  private static boolean isDevel(String version) {
    return version.equals(SbomVersions.DEVEL);
  }

  private void holdUndeclared(Component component) {
    if (slices.declare(component)) {
      return;
    }
    if (component.optional() || !isOfOneProgram()) {
      unlinked.add(component.toString());
      return;
    }
    differences.add(
        "it lists " + component + ", which the build info does not declare",
        "module",
        null,
        component.toString(),
        component.place());
  }

  /** A component may mean two that one fork replaces: then each that fits is listed by it. */
  private void hold(Component component, List<Module> found) {
    boolean fits = false;
    for (Module dep : found) {
      if (isAt(component, dep)) {
        fits = true;
        listed.add(dep);
        if (equal.add(dep)) {
          differences.agree("module", compiled(dep), component.place());
        }
        holdHash(component, dep);
      }
    }
    if (!fits && !slices.declare(component)) {
      other(component, found.get(0));
    }
  }

  /** Whether a component that has the path of a declared module has its version too. */
  static boolean isAt(Component component, Module dep) {
    return isLocal(dep) || !component.versions().isEmpty() && fits(component, dep);
  }

  private static boolean fits(Component component, Module dep) {
    return SbomVersions.areOf(dep.effective().version(), component.versions());
  }

  private void other(Component component, Module dep) {
    listed.add(dep);
    if (component.versions().isEmpty()) {
      untold.add("it lists " + component + " without a version");
    } else if (places.isOfSource() && SbomVersions.areOf(dep.version(), component.versions())) {
      replaced++;
    } else if (!isOfOneProgram() && isListedElsewhere(dep)) {
      unlinked.add(component.toString());
    } else {
      differences.add(
          "it lists " + component + ", but " + compiled(dep) + " was compiled in",
          "module",
          compiled(dep),
          component.toString(),
          component.place());
    }
  }

  /** Among the modules of several programs one module may stand at several versions. */
  private boolean isListedElsewhere(Module dep) {
    if (fitting == null) {
      fitting = new HashSet<>();
      for (Component other : sbom.components()) {
        for (Module found : declared.find(other)) {
          if (!other.versions().isEmpty() && fits(other, found)) {
            fitting.add(found);
          }
        }
      }
    }
    return fitting.contains(dep);
  }

  private void holdHash(Component component, Module dep) {
    String sum = dep.effective().sum();
    if (!component.h1().isEmpty() && !sum.isEmpty() && !component.h1().equals(sum)) {
      differences.add(
          "it gives " + component + " another h1",
          "h1 of " + compiled(dep),
          sum,
          component.h1(),
          component.place());
    }
  }

  /** Where a directory was compiled, tools say of its version what they like, or leave it out. */
  private static boolean isLocal(Module dep) {
    return dep.effective().sum().isEmpty()
        && (dep.effective().version().isEmpty()
            || dep.effective().version().equals(SbomVersions.DEVEL));
  }

  private void holdListed(Module dep) {
    if (listed.contains(dep)) {
      return;
    }
    if (isLocal(dep)) {
      leftOut++;
      return;
    }
    boolean here = linked != null && linked.contains(dep.path());
    differences.add(
        compiled(dep) + " is missing" + (here ? ", and code of it is here" : ""),
        "module",
        compiled(dep),
        null,
        "");
  }

  private static String compiled(Module dep) {
    Module compiled = dep.effective();
    return compiled.version().isEmpty()
        ? compiled.path()
        : compiled.path() + '@' + compiled.version();
  }

  /** Returns what differs and what agrees. */
  SbomDifferences differences() {
    return differences;
  }

  /** Returns what can't be told, in phrases. */
  List<String> untold() {
    List<String> all = new ArrayList<>(untold);
    if (all.isEmpty() && !mainListed && equal.isEmpty()) {
      all.add("nothing in it shows that it lists the modules of this program");
    }
    return all;
  }

  /** Returns whether it names these bytes, or this program at this version. */
  boolean isIdentified() {
    return identified;
  }

  /** Returns what it lists, in a phrase; to be asked where nothing differs. */
  String says() {
    int count = info.deps().size();
    if (count == 0) {
      return "lists no module but the main one, and no other is declared";
    }
    return "lists the "
        + (count == 1 ? "declared module" : count + " declared modules")
        + (unlinked.isEmpty() ? ", and no other" : "")
        + linkedWords(count);
  }

  private String linkedWords(int count) {
    if (linked == null) {
      return "";
    }
    int here = 0;
    for (Module dep : info.deps()) {
      here += linked.contains(dep.path()) ? 1 : 0;
    }
    return here == count ? "" : "; code of " + here + " of them is here";
  }

  /** Returns what a reader should know beside that. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!unlinked.isEmpty()) {
      String why =
          places.isOfSource()
              ? "is of source, and "
              : isOfOneProgram() ? "" : "is of more than this program, and ";
      remarks.add(
          "it "
              + why
              + "lists "
              + Words.counted(unlinked.size(), "module")
              + " that this program does not declare; the first is "
              + unlinked.iterator().next());
    }
    if (leftOut > 0) {
      remarks.add("it leaves out " + Words.counted(leftOut, "local module"));
    }
    if (replaced > 0) {
      remarks.add(
          "it lists "
              + Words.counted(replaced, "module")
              + " as go.mod requires and then replaces it");
    }
    if (madeOfAnother) {
      remarks.add(
          "it was made of another file, as of an archive that holds this one: sha256:"
              + sbom.containers().get(0).hex());
    }
    if (places.elsewhere() > 0) {
      remarks.add(
          Words.counted(places.elsewhere(), "module")
              + " of other programs in it were not compared");
    }
    return remarks;
  }
}
