package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.module.BuildList.GoModFiles;
import dev.gotrust.module.GoSums;
import dev.gotrust.module.GoSums.Placed;
import dev.gotrust.module.H1;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModulePath;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The go.mod files that a module cache has, each held against go.sum. One that differs from go.sum
 * is not handed out. Not thread-safe.
 */
public final class CachedGoMods implements GoModFiles {
  private final @Nullable ModuleCache cache;
  private final GoSums sums;
  private final Map<ModuleVersion, Found> found = new LinkedHashMap<>();

  /**
   * A go.mod as it was found.
   *
   * @param module whose it is
   * @param file where it lies
   * @param lines what go.sum has for it
   * @param h1 its own; null if it is not there or can't be read
   * @param problem why it can't be read; empty if nothing is wrong
   * @param isNeeded whether the build list rests on it
   */
  public record Found(
      ModuleVersion module,
      String file,
      List<Placed> lines,
      @Nullable String h1,
      String problem,
      boolean isNeeded) {
    /** {@return whether go.sum has another hash for it, be it beside its own} */
    public boolean isDifferent() {
      return otherLine() != null;
    }

    /** {@return the first line of go.sum with another hash, null if there is none} */
    public @Nullable Placed otherLine() {
      for (Placed line : lines) {
        if (h1 != null && !line.hash().equals(h1)) {
          return line;
        }
      }
      return null;
    }

    /** {@return whether go.sum has its h1} */
    public boolean isListed() {
      for (Placed line : lines) {
        if (line.hash().equals(h1)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Creates a view of a cache; nothing is read yet.
   *
   * @param cache the root of a module cache, null for none: then only directories have files
   * @param sums what its files should be
   */
  public CachedGoMods(@Nullable Path cache, GoSums sums) {
    this.cache = cache == null ? null : new ModuleCache(cache);
    this.sums = sums;
  }

  /** {@return all that were looked for, in that order} */
  public List<Found> all() {
    return List.copyOf(found.values());
  }

  @Override
  public byte @Nullable [] ofModule(ModuleVersion module) {
    return look(module, true);
  }

  /**
   * Looks for a go.mod that no build list rests on.
   *
   * @param module a version of a module
   */
  public void lookAlso(ModuleVersion module) {
    if (!found.containsKey(module)) {
      look(module, false);
    }
  }

  private byte @Nullable [] look(ModuleVersion module, boolean isNeeded) {
    byte[] data = null;
    String problem = "";
    String file = module + "/go.mod";
    if (ModulePath.problem(module) != null) {
      problem = "no module path and version: " + ModulePath.problem(module);
    } else if (cache == null) {
      problem = "no module cache is given";
    } else {
      file = cache.goMod(module).toString();
      try {
        data = cache.readGoMod(module);
      } catch (IOException unreadable) {
        problem = Unreadable.explain(cache.goMod(module), unreadable);
      }
    }
    String h1 = data == null ? null : H1.ofGoMod(data);
    Found one = new Found(module, file, sums.goMod(module), h1, problem, isNeeded);
    found.put(module, one);
    return one.isDifferent() ? null : data;
  }

  @Override
  public byte @Nullable [] ofDirectory(Path directory) {
    try {
      return MaterialFiles.readRegular(directory.resolve("go.mod"), "go.mod", Limits.GO_MOD);
    } catch (IOException | ModuleFileException unreadable) {
      return null;
    }
  }
}
