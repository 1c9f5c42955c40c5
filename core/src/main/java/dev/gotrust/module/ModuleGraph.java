package dev.gotrust.module;

import dev.gotrust.module.BuildList.Gap;
import dev.gotrust.module.BuildList.GoModFiles;
import dev.gotrust.module.BuildList.Selected;
import dev.gotrust.module.GoMod.Require;
import dev.gotrust.module.MainModules.Member;
import dev.gotrust.module.MainModules.Replacement;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The graph of requirements that a build list is selected from. For one use. */
final class ModuleGraph {
  private static final ModRequirements NOTHING = new ModRequirements("", List.of());

  private final MainModules mains;
  private final GoModFiles files;
  private final Set<ModuleVersion> excluded = new HashSet<>();
  private final Map<ModuleVersion, ModRequirements> read = new HashMap<>();
  private final Map<ModuleVersion, Gap> gaps = new LinkedHashMap<>();
  private final Map<String, String> selected = new TreeMap<>();
  private final Set<Step> known = new HashSet<>();
  private final Deque<Step> queue = new ArrayDeque<>();

  /** How far requirements are followed from a module. */
  private enum Reach {
    /** To its own, and further only from those before Go 1.17. */
    PRUNED,
    /** To all. */
    UNPRUNED,
    /** To those of its own that its go version asks for. */
    WORKSPACE
  }

  private record Step(ModuleVersion module, Reach reach) {}

  ModuleGraph(MainModules mains, GoModFiles files) {
    this.mains = mains;
    this.files = files;
    for (Member member : mains.members()) {
      excluded.addAll(member.mod().exclude());
    }
  }

  BuildList buildList() {
    if (mains.work() == null) {
      readModule(mains.members().get(0));
    } else {
      readWorkspace();
    }
    List<Selected> modules = new ArrayList<>();
    Set<String> required = required();
    for (Map.Entry<String, String> each : selected.entrySet()) {
      if (!mains.isMain(each.getKey())) {
        ModuleVersion module = new ModuleVersion(each.getKey(), each.getValue());
        String goVersion = read.getOrDefault(module, NOTHING).goVersion();
        boolean isRequired = required.contains(module.path());
        modules.add(new Selected(module, source(module), isRequired, goVersion));
      }
    }
    return new BuildList(modules, List.copyOf(gaps.values()));
  }

  private Set<String> required() {
    Set<String> required = new HashSet<>();
    for (Member member : mains.members()) {
      for (Require require : member.mod().require()) {
        required.add(require.module().path());
      }
    }
    return required;
  }

  /**
   * A go.mod that asks for less than what is selected is read as the go command would mend it: what
   * only the lower versions asked for is then out of the graph, unless nothing is pruned.
   */
  private void readModule(Member main) {
    List<ModuleVersion> roots = ofMain(main).require();
    Reach reach = reach(main.mod().goVersion());
    boolean settled = false;
    while (!settled) {
      selected.clear();
      known.clear();
      require(roots);
      roots.forEach(root -> enqueue(root, reach));
      follow();
      List<ModuleVersion> raised = raised(roots);
      settled = reach == Reach.UNPRUNED || raised.equals(roots);
      roots = raised;
    }
  }

  private List<ModuleVersion> raised(List<ModuleVersion> roots) {
    List<ModuleVersion> raised = new ArrayList<>();
    for (ModuleVersion root : roots) {
      raised.add(mains.isMain(root.path()) ? root : selected(root.path(), root));
    }
    return raised;
  }

  private ModuleVersion selected(String path, ModuleVersion otherwise) {
    return new ModuleVersion(path, selected.getOrDefault(path, otherwise.version()));
  }

  /** What the modules of a workspace require at a lower version is read at the selected one too. */
  private void readWorkspace() {
    Deque<ModRequirements> open = new ArrayDeque<>();
    Set<ModuleVersion> seen = new HashSet<>();
    for (Member member : mains.members()) {
      ModRequirements own = ofMain(member);
      require(own.require());
      own.require().forEach(module -> enqueue(module, reach(own.goVersion())));
      open.add(own);
    }
    follow();
    Set<ModRequirements> ofNeeded = new HashSet<>(open);
    boolean settled = false;
    while (!settled) {
      settled = true;
      for (ModRequirements requirements : List.copyOf(ofNeeded)) {
        for (ModuleVersion module : requirements.require()) {
          ModuleVersion chosen = selected(module.path(), module);
          boolean isRaised = !mains.isMain(module.path()) && !chosen.equals(module);
          if (isRaised && seen.add(chosen)) {
            enqueue(chosen, Reach.WORKSPACE);
            ofNeeded.add(read(chosen));
            settled = false;
          }
        }
      }
      follow();
    }
  }

  private static Reach reach(String goVersion) {
    return ModRequirements.isPruned(goVersion) ? Reach.PRUNED : Reach.UNPRUNED;
  }

  private void enqueue(ModuleVersion module, Reach reach) {
    Step step = new Step(module, reach);
    if (known.add(step)) {
      queue.add(step);
    }
  }

  private void follow() {
    for (Step step = queue.poll(); step != null; step = queue.poll()) {
      ModRequirements found = read(step.module());
      require(found.require());
      Reach own = reach(found.goVersion());
      if (step.reach() != Reach.PRUNED || own == Reach.UNPRUNED) {
        Reach next = step.reach() == Reach.UNPRUNED ? Reach.UNPRUNED : own;
        found.require().forEach(module -> enqueue(module, next));
      }
    }
  }

  private void require(List<ModuleVersion> modules) {
    for (ModuleVersion module : modules) {
      String before = selected.get(module.path());
      if (before == null || Semver.compare(before, module.version()) < 0) {
        selected.put(module.path(), module.version());
      }
    }
  }

  private ModRequirements ofMain(Member member) {
    List<ModuleVersion> require = new ArrayList<>();
    for (Require each : member.mod().require()) {
      require.add(each.module());
    }
    return allowed(new ModRequirements(member.mod().goVersion(), require));
  }

  private ModRequirements allowed(ModRequirements all) {
    if (excluded.isEmpty()) {
      return all;
    }
    List<ModuleVersion> allowed = new ArrayList<>(all.require());
    allowed.removeAll(excluded);
    return new ModRequirements(all.goVersion(), allowed);
  }

  private ModRequirements read(ModuleVersion module) {
    ModRequirements before = read.get(module);
    if (before != null) {
      return before;
    }
    ModRequirements found = allowed(readAnew(module));
    read.put(module, found);
    return found;
  }

  private ModRequirements readAnew(ModuleVersion module) {
    Replacement replacement = mains.replacement(module);
    ModuleVersion source = source(module);
    byte[] data =
        replacement != null && replacement.rule().isDirectory()
            ? ofDirectory(replacement.directory())
            : files.ofModule(source);
    if (data == null) {
      gaps.put(source, new Gap(source, "its go.mod is missing"));
      return NOTHING;
    }
    try {
      return ModRequirements.parse(name(source), data);
    } catch (ModuleFileException malformed) {
      gaps.put(source, new Gap(source, malformed.getMessage()));
      return NOTHING;
    }
  }

  private byte @Nullable [] ofDirectory(@Nullable Path directory) {
    return directory == null ? null : files.ofDirectory(directory);
  }

  private static String name(ModuleVersion source) {
    return (source.version().isEmpty() ? source.path() : source.toString()) + GoSum.GO_MOD;
  }

  private ModuleVersion source(ModuleVersion module) {
    Replacement replacement = mains.replacement(module);
    return replacement == null ? module : replacement.rule().replacement();
  }
}
