package dev.gotrust.module;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a build may take packages from, each at one version, as {@code go list -m all}
 * names them: minimal version selection over the module graph, which is pruned from Go 1.17 on
 * (cmd/go/internal/modload, {@code readModGraph}). See {@code specs/modules-report.md}. Immutable.
 *
 * @param modules without the main modules, by path
 * @param gaps go.mod files that the graph needs and that could not be read: what they require is
 *     not in the list
 */
public record BuildList(List<Selected> modules, List<Gap> gaps) {
  /**
   * Copies the lists.
   *
   * @param modules without the main modules, by path
   * @param gaps go.mod files that the graph needs and that could not be read: what they require is
   *     not in the list
   */
  public BuildList {
    modules = List.copyOf(modules);
    gaps = List.copyOf(gaps);
  }

  /**
   * A module of the list.
   *
   * @param module the module at the version that was selected
   * @param source whose files it has: its own or those of its replacement, whose version is empty
   *     where that is a directory
   * @param isRequired whether the go.mod of a main module names it; from Go 1.17 on, each module
   *     that gives a package is named there
   * @param goVersion the go directive of its go.mod; empty if it has none, or was not read
   */
  public record Selected(
      ModuleVersion module, ModuleVersion source, boolean isRequired, String goVersion) {
    /** {@return whether its files are those of a directory} */
    public boolean isDirectory() {
      return source.version().isEmpty();
    }
  }

  /**
   * A go.mod that is missing in the graph.
   *
   * @param source whose it is; its version is empty where it is a directory's
   * @param reason why it could not be read; may hold anything
   */
  public record Gap(ModuleVersion source, String reason) {}

  /** Reads the go.mod files of dependencies. */
  public interface GoModFiles {
    /**
     * {@return the go.mod of a module, null if it is not there or not what it should be}
     *
     * @param module a version of a module
     */
    byte @Nullable [] ofModule(ModuleVersion module);

    /**
     * {@return the go.mod in a directory that replaces a module, null if it can't be read}
     *
     * @param directory which
     */
    byte @Nullable [] ofDirectory(Path directory);
  }

  /**
   * Selects the modules of a build.
   *
   * @param mains what the build starts from
   * @param files what it may require
   * @return the list
   */
  public static BuildList of(MainModules mains, GoModFiles files) {
    return new ModuleGraph(mains, files).buildList();
  }
}
