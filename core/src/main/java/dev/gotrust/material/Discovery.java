package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.module.GoMod;
import dev.gotrust.module.ModuleFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for materials that nobody named: a go.sum whose go.mod, in the same directory, names the
 * main module of the binary. It looks in the artifact's directory and in the current one, and from
 * either upward as long as that lies in a git work tree, to its root. Links are never followed to a
 * go.mod, go.sum or {@code .git}.
 *
 * <p>Only what lies on the way from the current directory to its repository's root stands for the
 * user's own choice; what is found on the artifact's side alone may have come with it, even where
 * the artifact was unpacked somewhere within that repository.
 */
public final class Discovery {
  private final String mainModule;
  private final Set<Path> looked = new LinkedHashSet<>();
  private final List<Material> materials = new ArrayList<>();
  private final List<SumFile> repository = new ArrayList<>();
  private final List<SumFile> beside = new ArrayList<>();
  private final List<String> setAside = new ArrayList<>();

  private Discovery(String mainModule) {
    this.mainModule = mainModule;
  }

  /**
   * Looks for a go.sum of the main module. Files that can't be used are set aside, never an error.
   *
   * @param artifact the file under judgement; null for one that has no place, such as standard
   *     input
   * @param current the directory that the user works in
   * @param mainModule the path of the binary's main module; empty if it names none, and then
   *     nothing is found
   * @return what was found and what was set aside; {@link Materials#NONE} without a main module
   */
  public static Materials find(@Nullable Path artifact, Path current, String mainModule) {
    if (mainModule.isEmpty()) {
      return Materials.NONE;
    }
    Discovery discovery = new Discovery(mainModule);
    Path here = real(current);
    Path root = here == null ? null : workTree(here);
    discovery.climb(here, root, root == null ? Standing.BESIDE : Standing.REPOSITORY);
    Path file = artifact == null ? null : real(artifact);
    Path directory = file == null ? null : file.getParent();
    discovery.climb(directory, directory == null ? null : workTree(directory), Standing.BESIDE);
    return discovery.result();
  }

  private Materials result() {
    List<SumFile> sums = new ArrayList<>(repository);
    sums.addAll(beside);
    return new Materials(materials, sums, setAside);
  }

  /** Looks in a directory and above it up to its work tree's root, or in it alone. */
  private void climb(@Nullable Path from, @Nullable Path workTree, Standing standing) {
    for (Path directory = from; directory != null; directory = directory.getParent()) {
      if (looked.add(directory)) {
        look(directory, standing);
      }
      if (workTree == null || directory.equals(workTree)) {
        return;
      }
    }
  }

  private void look(Path directory, Standing standing) {
    Path mod = directory.resolve(Materials.GO_MOD);
    Path sum = directory.resolve(Materials.GO_SUM);
    if (!MaterialFiles.isRegular(mod) || !MaterialFiles.isRegular(sum)) {
      return;
    }
    try {
      byte[] modData = MaterialFiles.readFound(mod, Materials.GO_MOD, Limits.GO_MOD);
      if (!GoMod.parse(mod.toString(), modData).modulePath().equals(mainModule)) {
        return;
      }
      byte[] sumData = MaterialFiles.readFound(sum, Materials.GO_SUM, Limits.GO_SUM);
      SumFile file = Materials.sumFile(sum.toString(), sumData, standing);
      materials.add(
          new Material(Materials.GO_MOD, mod.toString(), MaterialFiles.sha256(modData), standing));
      materials.add(file.material());
      (standing == Standing.REPOSITORY ? repository : beside).add(file);
    } catch (ModuleFileException unusable) {
      setAside.add(unusable.getMessage());
    } catch (IOException unreadable) {
      setAside.add(directory + " holds a go.mod or go.sum that can't be read: " + unreadable);
    }
  }

  /** The nearest directory, this one included, that is the root of a git work tree. */
  private static @Nullable Path workTree(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (MaterialFiles.isRegular(git) || Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
        return at;
      }
    }
    return null;
  }

  private static @Nullable Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException gone) {
      return null;
    }
  }
}
