package dev.gotrust.check;

import dev.gotrust.chain.Evidence;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.facts.BuildMarks;
import dev.gotrust.facts.CompiledCode;
import dev.gotrust.facts.CompiledPackage;
import dev.gotrust.facts.ModuleIndex;
import dev.gotrust.facts.SourcePlace;
import dev.gotrust.module.ModuleVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds the packages that were compiled in against the modules that the build info declares. */
final class CodeComparison {
  private static final String MAIN = "main";
  private static final String DEVEL = "(devel)";

  /** How the go command calls the main package of a plugin that lies in no module. */
  private static final String PLUGIN = "plugin/unnamed-";

  private static final String TEST = "_test";

  private final String file;
  private final long base;
  private final BuildInfo info;
  private final ModuleIndex declared;

  /** Declared modules with code, and the evidence of their version, null where none shows it. */
  private final Map<String, @Nullable Evidence> withCode = new LinkedHashMap<>();

  private final Map<String, Evidence> contradictions = new LinkedHashMap<>();
  private final Map<String, SourcePlace> unowned = new LinkedHashMap<>();
  private final Set<String> tested = new TreeSet<>();
  private final Set<String> directories = new TreeSet<>();
  private final boolean test;
  private int standard;
  private int others;

  /**
   * Compares.
   *
   * @param file what evidence calls the file
   * @param base where in it the image starts
   */
  CodeComparison(String file, long base, BuildInfo info, CompiledCode code) {
    this.file = file;
    this.base = base;
    this.info = info;
    this.declared = ModuleIndex.of(info);
    this.test = BuildMarks.isTest(code);
    for (CompiledPackage compiled : code.packages()) {
      add(compiled);
    }
  }

  private void add(CompiledPackage compiled) {
    if (compiled.standard()) {
      standard++;
      return;
    }
    others++;
    Module owner = owner(compiled);
    if (owner != null) {
      withCode.putIfAbsent(owner.path(), null);
    }
    boolean shown = false;
    for (SourcePlace place : compiled.places()) {
      if (place.module() != null && place.fits()) {
        fits(place, place.module());
        shown = true;
      } else if (place.module() != null && owner != null) {
        replaced(owner, place, place.module());
      }
    }
    if (owner == null && !shown && !isMain(compiled) && !compiled.places().isEmpty()) {
      unowned.put(compiled.path(), compiled.places().get(0));
    }
  }

  private static boolean isMain(CompiledPackage compiled) {
    return compiled.path().equals(MAIN) || compiled.path().startsWith(PLUGIN);
  }

  private @Nullable Module owner(CompiledPackage compiled) {
    String path = compiled.path();
    Module owner = declared.holder(path);
    return owner == null && path.endsWith(TEST)
        ? declared.holder(path.substring(0, path.length() - TEST.length()))
        : owner;
  }

  /** A file's name says which module, at which version, the package was compiled from. */
  private void fits(SourcePlace place, ModuleVersion shown) {
    Module module = declared.get(shown.path());
    if (module == null) {
      undeclared(place, shown);
    } else if (isMain(module)) {
      main(place, shown, module);
    } else if (admits(module, shown)) {
      confirm(module, place, shown);
    } else if (hasVersion(module) || place.root().isEmpty() || isNamedOtherwise(module)) {
      contradict(place, shown, module);
    } else if (!isNamed(module, place, shown) && !isOfLongerPath(place, shown)) {
      directories.add(shown.toString());
    }
  }

  /** Whether the directory that replaces a module is named, and not as a module at a version. */
  private static boolean isNamedOtherwise(Module module) {
    Module replace = module.replace();
    String path = replace == null ? "" : replace.path().replace('\\', '/');
    return !path.isEmpty() && !path.endsWith(".") && !path.endsWith("./") && path.indexOf('@') < 0;
  }

  /** The file lies in the directory that replaces the module, or that is named as it shows. */
  private static boolean isNamed(Module module, SourcePlace place, ModuleVersion shown) {
    Module replace = module.replace();
    String directory = replace == null ? "" : replace.path().replace('\\', '/');
    return !directory.isEmpty()
        && (place.file().startsWith(directory + '/') || directory.endsWith('/' + shown.toString()));
  }

  /**
   * Whether the name is rather that of another declared module, whose path ends as this one's does:
   * a function of {@code utils} that begins with inlined code of {@code example.com/utils}.
   */
  private boolean isOfLongerPath(SourcePlace place, ModuleVersion shown) {
    // Else whoever forges could declare a longer path that no module has.
    if (isPublished(shown.path())) {
      return false;
    }
    String directory = '/' + place.root() + shown.path();
    String end = '/' + shown.path();
    for (Module other : info.deps()) {
      if (isPublished(other.path())
          && other.effective().version().equals(shown.version())
          && other.path().endsWith(end)
          && directory.endsWith('/' + other.path())) {
        return true;
      }
    }
    return info.main() != null
        && info.main().path().endsWith(end)
        && directory.endsWith('/' + info.main().path());
  }

  /**
   * The go command writes the build info of a test binary before it looks at what the tests import
   * (cmd/go/internal/load/test.go, TestPackagesAndErrors).
   */
  private void undeclared(SourcePlace place, ModuleVersion shown) {
    if (test) {
      tested.add(shown.toString());
    } else {
      contradict(place, shown, null);
    }
  }

  private boolean isMain(Module module) {
    return info.main() != null && info.main().path().equals(module.path());
  }

  /** With -trimpath a replaced module's files bear the version that was replaced. */
  private static boolean admits(Module module, ModuleVersion shown) {
    Module replace = module.replace();
    return shown.version().equals(module.version())
        || replace != null
            && replace.path().equals(shown.path())
            && replace.version().equals(shown.version());
  }

  /**
   * The main module shows a version where it was built by {@code go install path@version}, but also
   * where its source lay in a directory of the module cache: only a trimmed name speaks.
   */
  private void main(SourcePlace place, ModuleVersion shown, Module module) {
    if (admits(module, shown)) {
      confirm(module, place, shown);
    } else if (place.root().isEmpty() && !module.version().equals(DEVEL)) {
      contradict(place, shown, module);
    }
  }

  /** Without -trimpath a replaced module's files lie where its replacement does. */
  private void replaced(Module owner, SourcePlace place, ModuleVersion shown) {
    Module replace = owner.replace();
    if (replace != null
        && replace.version().equals(shown.version())
        && (shown.path().equals(replace.path()) || shown.path().endsWith('/' + replace.path()))) {
      confirm(owner, place, shown);
    }
  }

  private void confirm(Module module, SourcePlace place, ModuleVersion shown) {
    if (withCode.get(module.path()) == null) {
      withCode.put(module.path(), evidence(place, shown.toString(), shown.toString()));
    }
  }

  private void contradict(SourcePlace place, ModuleVersion shown, @Nullable Module module) {
    if (isOfLongerPath(place, shown)) {
      return;
    }
    String expected = module == null ? null : module.path() + '@' + module.version();
    contradictions.putIfAbsent(shown.toString(), evidence(place, expected, shown.toString()));
  }

  /** The first element of a path that can be published has a dot (golang.org/x/mod/module). */
  private static boolean isPublished(String path) {
    int slash = path.indexOf('/');
    return path.lastIndexOf('.', slash < 0 ? path.length() : slash) >= 0;
  }

  private Evidence evidence(SourcePlace place, @Nullable String expected, String actual) {
    int length = place.file().getBytes(StandardCharsets.UTF_8).length;
    long offset = place.offset() < 0 ? -1 : base + place.offset();
    return new Evidence(
        "file of " + place.function(), expected, actual, file, offset, offset < 0 ? -1 : length);
  }

  /** Returns what contradicts the declared modules, each module once. */
  Map<String, Evidence> contradictions() {
    return contradictions;
  }

  /** Returns the packages that no declared module holds, and where their code came from. */
  Map<String, SourcePlace> unowned() {
    return unowned;
  }

  /** Returns the modules that a test binary shows and, as all of them, does not declare. */
  Set<String> tested() {
    return tested;
  }

  /**
   * Returns what the directories are named as that replace modules or are in a workspace, where
   * these are names of modules at a version.
   */
  Set<String> directories() {
    return directories;
  }

  /** Returns how many packages are of Go's own distribution. */
  int standard() {
    return standard;
  }

  /** Returns how many packages are not. */
  int others() {
    return others;
  }

  /** Returns the evidence of each declared module whose version the code shows. */
  List<Evidence> shown() {
    List<Evidence> shown = new ArrayList<>();
    for (Evidence evidence : withCode.values()) {
      if (evidence != null) {
        shown.add(evidence);
      }
    }
    return shown;
  }

  /** Returns how many declared modules but the main one have code in the file. */
  int withCode() {
    Set<String> paths = new HashSet<>(withCode.keySet());
    if (info.main() != null) {
      paths.remove(info.main().path());
    }
    return paths.size();
  }

  /**
   * Returns the modules with code whose version the code should show and does not; a directory that
   * replaces a module and a member of the workspace have none.
   */
  Set<String> versionless() {
    Set<String> paths = new TreeSet<>();
    for (Map.Entry<String, @Nullable Evidence> entry : withCode.entrySet()) {
      Module module = declared.get(entry.getKey());
      if (entry.getValue() == null && module != null && !isMain(module) && hasVersion(module)) {
        paths.add(module.path());
      }
    }
    return paths;
  }

  /** Returns how many modules have code here that comes from a directory, without a version. */
  int fromDirectories() {
    int count = 0;
    for (Map.Entry<String, @Nullable Evidence> entry : withCode.entrySet()) {
      Module module = declared.get(entry.getKey());
      if (entry.getValue() == null && module != null && !isMain(module) && !hasVersion(module)) {
        count++;
      }
    }
    return count;
  }

  private static boolean hasVersion(Module module) {
    return !module.effective().version().isEmpty() && !module.effective().version().equals(DEVEL);
  }
}
