package dev.gotrust.check;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.chain.Evidence;
import dev.gotrust.chain.State;
import dev.gotrust.components.Component;
import dev.gotrust.components.Sbom;
import dev.gotrust.components.Sbom.Program;
import dev.gotrust.components.Sbom.Scope;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.ModuleIndex;
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
  private final String location;
  private final Sbom sbom;
  private final BuildInfo info;
  private final SbomModules declared;
  private final @Nullable Set<String> linked;
  private final Set<String> places = new HashSet<>();
  private final Set<Module> equal = new HashSet<>();
  private final Set<Module> listed = new HashSet<>();
  private final List<String> differences = new ArrayList<>();
  private final List<String> untold = new ArrayList<>();
  private final List<Evidence> against = new ArrayList<>();
  private final List<Evidence> agreeing = new ArrayList<>();
  private final Set<String> unlinked = new LinkedHashSet<>();
  private final List<Component> elsewhere = new ArrayList<>();
  private @Nullable Set<Module> fitting;
  private int replaced;
  private int dropped;
  private boolean ofSource;
  private boolean mainListed;
  private boolean identified;
  private boolean madeOfAnother;
  private int leftOut;

  /**
   * Compares.
   *
   * @param location what evidence calls the SBOM
   * @param sbom what it says
   * @param artifact SHA-256 of the file under judgement; null where a signer has named its bytes
   * @param info what the program declares
   * @param code what was compiled in, null where nobody can tell
   */
  SbomComparison(
      String location,
      Sbom sbom,
      @Nullable Bytes artifact,
      BuildInfo info,
      @Nullable CompiledCode code) {
    this.location = location;
    this.sbom = sbom;
    this.info = info;
    this.declared = new SbomModules(info);
    this.linked = code == null ? null : linked(info, code);
    placeProgram();
    if (artifact == null) {
      identified = true;
    } else {
      holdBytes(artifact);
    }
    holdSubject();
    List<Component> own = own();
    this.ofSource = sbom.scope() == Scope.SOURCE || isAllSource(own);
    for (Component component : own) {
      hold(component);
    }
    for (Module dep : info.deps()) {
      holdListed(dep);
    }
    if (!info.unknownLines().isEmpty()) {
      untold.add(new DeclaredModules(info).incomplete());
    }
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

  /** Of several programs this one is where its main module was found. */
  private void placeProgram() {
    for (Component component : sbom.components()) {
      boolean mine = declared.isMain(component) || isOfMain(component.mainModule());
      if (mine && !component.location().isEmpty() && !component.isOfSource()) {
        places.add(component.location());
      }
    }
  }

  private boolean isOfMain(String mainModule) {
    return info.main() != null && info.main().path().equals(mainModule);
  }

  private List<Component> own() {
    List<Component> own = new ArrayList<>();
    for (Component component : sbom.components()) {
      boolean mine =
          component.mainModule().isEmpty()
              ? component.location().isEmpty()
                  || places.isEmpty()
                  || places.contains(component.location())
              : isOfMain(component.mainModule());
      // Where no program is placed, that of another main module says what this one is not.
      if (mine || places.isEmpty()) {
        own.add(component);
      } else {
        elsewhere.add(component);
      }
    }
    return own;
  }

  private static boolean isAllSource(List<Component> components) {
    boolean any = false;
    for (Component component : components) {
      if (!component.isOfSource() && !component.location().isEmpty()) {
        return false;
      }
      any |= component.isOfSource();
    }
    return any;
  }

  private void holdBytes(Bytes artifact) {
    List<Program> relevant = new ArrayList<>();
    for (Program program : sbom.programs()) {
      if (program.location().isEmpty() || places.contains(program.location())) {
        relevant.add(program);
      }
      identified |= program.sha256().equals(artifact);
    }
    identified |= sbom.containers().contains(artifact);
    if (identified) {
      agree("SHA-256 of the program", artifact.hex(), "");
    } else if (!relevant.isEmpty()) {
      String named = relevant.get(0).sha256().hex();
      differ(
          "it is of other bytes, sha256:" + named, "SHA-256 of the program", artifact.hex(), named);
    }
    madeOfAnother = !identified && relevant.isEmpty() && !sbom.containers().isEmpty();
  }

  private void holdSubject() {
    Component subject = sbom.subject();
    if (subject != null && info.main() != null && !declared.isMain(subject)) {
      differ(
          "it is of " + subject + ", the file of " + info.main().path(),
          "main module",
          info.main().path(),
          subject.toString());
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
    for (String version : component.versions()) {
      String said = SbomVersions.go(version);
      if (claimed.isEmpty() || said.isEmpty() || !isOfOneProgram()) {
        return;
      }
      if (!said.equals(claimed)) {
        differ(
            "it lists the Go distribution "
                + version
                + ", but "
                + info.goVersion()
                + " is recorded",
            "Go version",
            info.goVersion(),
            version,
            component);
        return;
      }
      agree("Go version", info.goVersion(), component.place());
      return;
    }
  }

  private boolean isOfOneProgram() {
    return !ofSource && sbom.scope() == Scope.PROGRAM;
  }

  /** What a build records as {@code (devel)} tools name by tags, commits and linker flags. */
  private void holdMain(Component component) {
    mainListed = true;
    Module main = info.main();
    String recorded = main == null ? "" : SbomVersions.release(main.version());
    for (String version : component.versions()) {
      String said = SbomVersions.release(version);
      if (main == null || recorded.isEmpty() || said.isEmpty()) {
        identified |= main != null && version.equals(main.version()) && !isDevel(version);
      } else if (said.equals(recorded)) {
        identified = true;
        agree("version of the main module", main.version(), component.place());
      } else {
        differ(
            "it is of " + version + " of the main module, the file of " + main.version(),
            "version of the main module",
            main.version(),
            version,
            component);
        return;
      }
    }
  }

  private static boolean isDevel(String version) {
    return version.equals(SbomVersions.DEVEL);
  }

  private void holdUndeclared(Component component) {
    if (component.optional() || !isOfOneProgram()) {
      unlinked.add(component.toString());
      return;
    }
    differ(
        "it lists " + component + ", which the build info does not declare",
        "module",
        null,
        component.toString(),
        component);
  }

  /** A component may mean two that one fork replaces: then each that fits is listed by it. */
  private void hold(Component component, List<Module> found) {
    boolean fits = false;
    for (Module dep : found) {
      if (isLocal(dep) || !component.versions().isEmpty() && fits(component, dep)) {
        fits = true;
        listed.add(dep);
        if (equal.add(dep)) {
          agree("module", compiled(dep), component.place());
        }
        holdHash(component, dep);
      }
    }
    if (!fits) {
      other(component, found.get(0));
    }
  }

  private static boolean fits(Component component, Module dep) {
    return SbomVersions.areOf(dep.effective().version(), component.versions());
  }

  private void other(Component component, Module dep) {
    listed.add(dep);
    if (component.versions().isEmpty()) {
      untold.add("it lists " + component + " without a version");
    } else if (ofSource && SbomVersions.areOf(dep.version(), component.versions())) {
      replaced++;
    } else if (!isOfOneProgram() && isListedElsewhere(dep)) {
      unlinked.add(component.toString());
    } else {
      differ(
          "it lists " + component + ", but " + compiled(dep) + " was compiled in",
          "module",
          compiled(dep),
          component.toString(),
          component);
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
      differ(
          "it gives " + component + " another h1",
          "h1 of " + compiled(dep),
          sum,
          component.h1(),
          component);
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
    differ(
        compiled(dep) + " is missing" + (here ? ", and code of it is here" : ""),
        "module",
        compiled(dep),
        null);
  }

  private static String compiled(Module dep) {
    Module compiled = dep.effective();
    return compiled.version().isEmpty()
        ? compiled.path()
        : compiled.path() + '@' + compiled.version();
  }

  private void agree(String what, String value, String place) {
    agreeing.add(Evidence.of(what, value, value, place(place)));
  }

  private void differ(
      String phrase, String what, @Nullable String expected, String actual, Component component) {
    if (isFull(phrase)) {
      return;
    }
    against.add(
        new Evidence(what, expected, actual, place(component.place()), -1, -1, State.CONTRADICTED));
  }

  private void differ(String phrase, String what, String expected, @Nullable String actual) {
    if (isFull(phrase)) {
      return;
    }
    against.add(new Evidence(what, expected, actual, location, -1, -1, State.CONTRADICTED));
  }

  /** What is said of a hostile list must fit the heap. */
  private boolean isFull(String phrase) {
    if (differences.size() >= Limits.EVIDENCE) {
      dropped++;
      return true;
    }
    differences.add(phrase);
    return false;
  }

  private String place(String place) {
    return place.isEmpty() ? location : location + ", " + place;
  }

  /** Returns what differs, in phrases behind the name of the SBOM. */
  List<String> differences() {
    return differences;
  }

  /** Returns how many more differences there are than are told. */
  int dropped() {
    return dropped;
  }

  /** Returns what can't be told, in phrases. */
  List<String> untold() {
    List<String> all = new ArrayList<>(untold);
    if (all.isEmpty() && !identified && !mainListed && equal.isEmpty()) {
      all.add("nothing in it shows that it is of this program");
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
          ofSource
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
    if (!elsewhere.isEmpty()) {
      remarks.add(
          Words.counted(elsewhere.size(), "module") + " of other programs in it were not compared");
    }
    return remarks;
  }

  /** Returns what was compared, what differs first. */
  List<Evidence> evidence() {
    List<Evidence> all = new ArrayList<>(against);
    all.addAll(agreeing);
    return all;
  }
}
