package dev.gotrust.check;

import dev.gotrust.bytes.PathText;
import dev.gotrust.material.CachedGoMods;
import dev.gotrust.module.BuildList;
import dev.gotrust.module.BuildList.Selected;
import dev.gotrust.module.GoMod.Require;
import dev.gotrust.module.MainModules;
import dev.gotrust.module.MainModules.Member;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.Replace;
import dev.gotrust.module.Semver;
import dev.gotrust.module.VendorModules;
import dev.gotrust.module.VendorModules.VendoredModule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does vendor/modules.txt say what go.mod says? As {@code go build -mod=vendor} asks
 * (cmd/go/internal/modload, {@code checkVendorConsistency}), and beyond it: the versions are those
 * of the build list, and the go versions those of the modules' own go.mod files, for which the go
 * command takes the list's word.
 */
final class VendorConsistency {
  private final MainModules mains;
  private final BuildList buildList;
  private final VendorModules list;
  private final Map<ModuleVersion, CachedGoMods.Found> goMods;
  private final ModuleProblems problems;
  private final Map<ModuleVersion, VendoredModule> vendored = new HashMap<>();
  private final boolean isOld;

  VendorConsistency(
      MainModules mains,
      BuildList buildList,
      VendorModules list,
      Map<ModuleVersion, CachedGoMods.Found> goMods,
      ModuleProblems problems) {
    this.mains = mains;
    this.buildList = buildList;
    this.list = list;
    this.goMods = goMods;
    this.problems = problems;
    for (VendoredModule module : list.modules()) {
      vendored.put(module.module(), module);
    }
    isOld = mains.work() == null && isBefore114(mains.members().get(0).mod().goVersion());
  }

  /** Before Go 1.14 the list did not tell what is explicit. */
  private static boolean isBefore114(String goVersion) {
    int dot = goVersion.indexOf('.');
    int end = dot + 1;
    while (end < goVersion.length() && Character.isDigit(goVersion.charAt(end))) {
      end++;
    }
    String minor = goVersion.substring(dot + 1, end);
    return goVersion.startsWith("1.")
        && (minor.length() == 1 || minor.length() == 2 && minor.compareTo("14") < 0);
  }

  void judge() {
    if (list.workspace() != (mains.work() != null)) {
      stale(
          list.name() + ":1",
          "it is of a go.work where it should not be, or the contrary",
          null,
          null);
    }
    Set<ModuleVersion> required = new HashSet<>();
    for (Member member : mains.members()) {
      for (Require require : member.mod().require()) {
        required.add(require.module());
        require(member, require);
      }
    }
    replacements();
    Map<String, Selected> selected = selected();
    for (VendoredModule module : list.modules()) {
      listed(module, required, selected);
    }
  }

  private Map<String, Selected> selected() {
    Map<String, Selected> selected = new HashMap<>();
    for (Selected each : buildList.modules()) {
      selected.put(each.module().path(), each);
    }
    return selected;
  }

  private void require(Member member, Require require) {
    VendoredModule module = vendored.get(require.module());
    boolean isStale = module == null || !module.explicit();
    if (isOld) {
      isStale = module == null && isVendored(require.module().path());
    }
    if (isStale) {
      stale(
          member.mod().name() + ':' + require.line(),
          "required in go.mod, but modules.txt does not have it as explicit",
          require.module().toString(),
          module == null ? null : module.module() + " (" + list.name() + ':' + module.line() + ')');
    }
  }

  private boolean isVendored(String path) {
    for (VendoredModule module : list.modules()) {
      if (module.module().path().equals(path) && !module.packages().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void replacements() {
    Set<ModuleVersion> old = new LinkedHashSet<>();
    for (Member member : mains.members()) {
      add(old, member.mod().replace());
    }
    if (mains.work() != null) {
      add(old, mains.work().replace());
    }
    for (ModuleVersion module : old) {
      replaced(module);
    }
  }

  private static void add(Set<ModuleVersion> old, List<Replace> rules) {
    for (Replace rule : rules) {
      old.add(rule.old());
    }
  }

  private void replaced(ModuleVersion module) {
    MainModules.Replacement replacement = mains.replacement(module);
    if (replacement == null) {
      return;
    }
    VendoredModule found = vendored.get(module);
    ModuleVersion told = found == null ? null : found.replacement();
    if (told == null && isOld && (module.version().isEmpty() || found == null)) {
      return;
    }
    if (!isSame(replacement, told)) {
      stale(
          replacement.file() + ':' + replacement.rule().line(),
          "the replacement of " + shown(module) + " is not that of modules.txt",
          shown(replacement.rule().replacement()),
          told == null ? null : shown(told) + placeOf(found));
    }
  }

  private String placeOf(@Nullable VendoredModule found) {
    return found == null ? "" : " (" + list.name() + ':' + found.line() + ')';
  }

  /** A workspace's list has directories as they are seen from the go.work. */
  private boolean isSame(MainModules.Replacement rule, @Nullable ModuleVersion told) {
    ModuleVersion wanted = rule.rule().replacement();
    if (told == null || wanted.equals(told)) {
      return told != null;
    }
    if (!wanted.version().isEmpty() || !told.version().isEmpty() || mains.work() == null) {
      return false;
    }
    Path seen = PathText.below(mains.directory(), told.path());
    Path meant = rule.directory();
    return seen != null && meant != null && absolute(seen).equals(absolute(meant));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String shown(ModuleVersion module) {
    return module.version().isEmpty() ? module.path() : module.toString();
  }

  private void listed(
      VendoredModule module, Set<ModuleVersion> required, Map<String, Selected> selected) {
    String place = list.name() + ':' + module.line();
    String name = shown(module.module());
    if (module.explicit() && !required.contains(module.module())) {
      stale(place, "explicit in modules.txt, but not required in go.mod", null, name);
    }
    if (module.replacement() != null && mains.replacement(module.module()) == null) {
      stale(place, "replaced in modules.txt, but not in go.mod", null, name);
    }
    Selected chosen = selected.get(module.module().path());
    if (chosen != null && chosen.module().equals(module.module())) {
      goVersion(place, module, chosen);
    } else if (!module.packages().isEmpty() && isWhole()) {
      String version = chosen == null ? null : chosen.module().version();
      stale(place, "not the version of the build list", version, name);
    }
    if (mains.work() != null && !module.packages().isEmpty()) {
      notBelow(place, module.module(), required);
    }
  }

  /** In a workspace packages come at least from the highest version that a module requires. */
  private void notBelow(String place, ModuleVersion module, Set<ModuleVersion> required) {
    for (ModuleVersion each : required) {
      if (each.path().equals(module.path())
          && Semver.compare(module.version(), each.version()) < 0) {
        stale(place, "below the version that a go.mod requires", each.toString(), shown(module));
        return;
      }
    }
  }

  /** Of a workspace, the list is that of its modules one by one. */
  private boolean isWhole() {
    return buildList.gaps().isEmpty() && mains.work() == null;
  }

  private void goVersion(String place, VendoredModule module, Selected chosen) {
    CachedGoMods.Found goMod = goMods.get(chosen.source());
    if (goMod == null || !goMod.isNeeded() || !goMod.isListed()) {
      return;
    }
    if (module.goVersion().isEmpty()) {
      return;
    }
    String own = chosen.goVersion();
    if (!own.equals(module.goVersion())) {
      stale(
          place,
          "the go version of " + module.module() + " is not that of its own go.mod",
          own.isEmpty() ? null : "go " + own,
          "go " + module.goVersion());
    }
  }

  private void stale(String place, String what, @Nullable String expected, @Nullable String found) {
    problems.wrong(place, what, expected, found, VendorCheck.VENDOR);
  }
}
