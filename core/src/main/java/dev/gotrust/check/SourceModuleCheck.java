package dev.gotrust.check;

import dev.gotrust.chain.State;
import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import dev.gotrust.module.GoMod;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.Replace;
import dev.gotrust.module.Semver;
import dev.gotrust.source.SourceModule;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Do the modules of the build info fit go.mod and go.sum of the commit? A workspace outside the
 * commit, or another go.mod named with -modfile, can make more of them than the commit says; what
 * neither explains contradicts.
 */
final class SourceModuleCheck {
  private static final String OTHER_SUM =
      "find out which of the two was published; gotrust verify --checksum-db asks the database";

  private static final String OTHER_FILES =
      "find out whether it was built in a workspace, or with -modfile or -mod=mod";

  private static final String READ = "repair the file, or judge against another commit";

  private final BuildInfo info;
  private final SourceModule module;
  private final SourceFindings findings;
  private final Map<String, String> required = new HashMap<>();

  SourceModuleCheck(BuildInfo info, SourceModule module, SourceFindings findings) {
    this.info = info;
    this.module = module;
    this.findings = findings;
    GoMod goMod = module.goMod();
    if (goMod != null) {
      for (GoMod.Require require : goMod.require()) {
        ModuleVersion wanted = require.module();
        required.merge(
            wanted.path(),
            wanted.version(),
            (one, other) -> Semver.compare(one, other) < 0 ? other : one);
      }
    }
  }

  void judge() {
    for (String problem : module.problems()) {
      findings.open(problem, READ);
    }
    GoMod goMod = module.goMod();
    int known = 0;
    for (Module dep : info.deps()) {
      if (goMod != null) {
        version(goMod, dep);
      }
      known += sum(dep.effective()) ? 1 : 0;
    }
    if (known > 0) {
      findings.shown("whose go.sum has the h1 of " + Words.counted(known, "module"));
    }
  }

  private void version(GoMod goMod, Module dep) {
    if (!Semver.isValid(dep.version())) {
      return;
    }
    String wanted = required.get(dep.path());
    if (wanted == null) {
      if (!module.workspace() && listsAll(goMod)) {
        findings.open(goMod.name() + " does not require " + dep.path(), OTHER_FILES);
      }
      return;
    }
    int order = Semver.compare(dep.version(), wanted);
    if (order < 0) {
      findings.compare("version of " + dep.path(), wanted, dep.version(), goMod.name());
      findings.wrong(
          goMod.name() + " requires " + dep.path() + ' ' + wanted + ", it has " + dep.version(),
          OTHER_FILES);
    } else if (order > 0 && !module.workspace() && listsAll(goMod)) {
      findings.compare("version of " + dep.path(), wanted, dep.version(), goMod.name());
      findings.open(
          goMod.name() + " requires " + dep.path() + ' ' + wanted + ", it has " + dep.version(),
          OTHER_FILES);
    } else {
      replaced(goMod, dep);
    }
  }

  /** From Go 1.17 on, go.mod names each module that gives a package. */
  private static boolean listsAll(GoMod goMod) {
    return Semver.compare('v' + goMod.goVersion().replaceAll("(rc|beta).*$", ""), "v1.17") >= 0;
  }

  private void replaced(GoMod goMod, Module dep) {
    Replace wanted = replacement(goMod, dep);
    Module found = dep.replace();
    boolean same =
        wanted == null
            ? found == null
            : found != null
                && (wanted.isDirectory()
                    || wanted
                        .replacement()
                        .equals(new ModuleVersion(found.path(), found.version())));
    if (!same && !module.workspace()) {
      findings.compare(
          "replacement of " + dep.path(),
          wanted == null ? "none" : wanted.replacement().toString(),
          found == null ? "none" : (found.path() + ' ' + found.version()).strip(),
          goMod.name());
      boolean dropped = found == null;
      findings.add(
          dropped ? State.CONTRADICTED : State.UNDECIDED,
          goMod.name() + " replaces " + dep.path() + (dropped ? ", it does not" : " otherwise"),
          OTHER_FILES);
    }
  }

  /** The replacement of that version, before that of all. */
  private static @Nullable Replace replacement(GoMod goMod, Module dep) {
    Replace ofAll = null;
    for (Replace replace : goMod.replace()) {
      if (replace.old().path().equals(dep.path())) {
        if (replace.old().version().equals(dep.version())) {
          return replace;
        }
        if (replace.old().version().isEmpty()) {
          ofAll = replace;
        }
      }
    }
    return ofAll;
  }

  /** Whether a go.sum of the commit has that module with that h1. */
  private boolean sum(Module compiled) {
    if (compiled.sum().isEmpty()) {
      return false;
    }
    ModuleVersion version = new ModuleVersion(compiled.path(), compiled.version());
    GoSum.@Nullable Entry other = null;
    String file = "go.sum";
    for (GoSum goSum : module.sums()) {
      for (GoSum.Entry entry : goSum.zip(version)) {
        if (entry.hash().equals(compiled.sum())) {
          return true;
        }
        if (entry.isH1()) {
          other = entry;
          file = goSum.name();
        }
      }
    }
    if (other == null) {
      findings.open("go.sum of the commit has no line for " + version, OTHER_FILES);
    } else {
      String place = file + ", line " + other.line();
      findings.compare("h1 of " + version, other.hash(), compiled.sum(), place);
      findings.wrong(place + " has another h1 of " + version, OTHER_SUM);
    }
    return false;
  }
}
