package dev.gotrust.module;

import dev.gotrust.bytes.PathText;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a build starts from: one main module, or the modules of a workspace. Immutable, thread-safe.
 *
 * @param work the go.work, null if there is none or it is off
 * @param directory that of the go.work, or else of the one main module
 * @param members the main modules, in the order of the go.work
 */
public record MainModules(@Nullable GoWork work, Path directory, List<Member> members) {
  /**
   * Copies the list.
   *
   * @param work the go.work, null if there is none or it is off
   * @param directory that of the go.work, or else of the one main module
   * @param members the main modules, in the order of the go.work
   */
  public MainModules {
    members = List.copyOf(members);
  }

  /**
   * A main module.
   *
   * @param directory where its go.mod lies
   * @param mod its go.mod
   */
  public record Member(Path directory, GoMod mod) {}

  /**
   * A replacement that holds for a module.
   *
   * @param rule the directive
   * @param file the go.mod or go.work that it stands in
   * @param from the directory that a directory in it is seen from
   */
  public record Replacement(Replace rule, String file, Path from) {
    /** {@return the directory that stands for the module, null if this system can't name it} */
    public @Nullable Path directory() {
      return PathText.below(from, rule.replacement().path());
    }
  }

  /** {@return whether a path is that of a main module} */
  boolean isMain(String path) {
    for (Member member : members) {
      if (member.mod().modulePath().equals(path)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the replacement of a module, null if nothing replaces it; a go.work goes before its
   * modules, and a directive for one version before one for all}
   *
   * @param module a version of a module
   */
  public @Nullable Replacement replacement(ModuleVersion module) {
    if (work != null) {
      Replace rule = find(work.replace(), module);
      if (rule != null) {
        return new Replacement(rule, work.name(), directory);
      }
    }
    for (Member member : members) {
      Replace rule = find(member.mod().replace(), module);
      if (rule != null) {
        return new Replacement(rule, member.mod().name(), member.directory());
      }
    }
    return null;
  }

  private static @Nullable Replace find(List<Replace> rules, ModuleVersion module) {
    Replace found = null;
    boolean exact = false;
    for (Replace rule : rules) {
      if (!rule.old().path().equals(module.path())) {
        continue;
      }
      if (rule.old().version().equals(module.version())) {
        found = rule;
        exact = true;
      } else if (!exact && rule.old().version().isEmpty()) {
        found = rule;
      }
    }
    return found;
  }
}
