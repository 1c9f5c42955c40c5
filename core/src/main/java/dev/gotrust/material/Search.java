package dev.gotrust.material;

import dev.gotrust.bytes.Unreadable;
import dev.gotrust.material.FoundFiles.Kept;
import dev.gotrust.material.Material.Standing;
import dev.gotrust.material.Materials.SumFile;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.ModuleDirective;
import dev.gotrust.module.ModuleFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One search for one artifact; see {@link Discovery}. */
final class Search {
  private final FoundFiles files;
  private final Ownership ownership;
  private final String mainModule;
  private final Set<Path> looked = new LinkedHashSet<>();
  private final List<Material> materials = new ArrayList<>();
  private final List<SumFile> sums = new ArrayList<>();
  private final List<String> setAside = new ArrayList<>();

  Search(FoundFiles files, Ownership ownership, String mainModule) {
    this.files = files;
    this.ownership = ownership;
    this.mainModule = mainModule;
  }

  Materials run(@Nullable Path artifact, Path current) {
    Path here = real(current);
    if (here != null) {
      Path root = GitWorkTree.rootOf(here);
      climb(here, root, root != null && isOwnTree(root));
    }
    Path file = artifact == null ? null : real(artifact);
    Path directory = file == null ? null : file.getParent();
    if (directory != null) {
      climb(directory, GitWorkTree.rootOf(directory), false);
    }
    return new Materials(materials, sums, setAside, null, null, null, null, null, null, null);
  }

  /** The checkout that the user works in, if a go.mod on the way to its root names the module. */
  @Nullable GitSource source(Path current) {
    Path here = real(current);
    Path root = here == null ? null : GitWorkTree.rootOf(here);
    for (Path at = here; at != null && root != null && at.startsWith(root); at = at.getParent()) {
      if (namesMain(at.resolve(Materials.GO_MOD))) {
        return GitSource.found(at, root, ownership);
      }
    }
    return null;
  }

  private boolean namesMain(Path mod) {
    try {
      return MaterialFiles.isRegular(mod)
          && files.goMod(mod).content().modulePath().equals(mainModule);
    } catch (ModuleFileException | IOException unusable) {
      return false;
    }
  }

  private boolean isOwnTree(Path root) {
    return ownership.isOwn(root) && ownership.isOwn(GitWorkTree.gitOf(root));
  }

  /** Looks in a directory and above it up to its work tree's root, or in it alone. */
  private void climb(Path from, @Nullable Path root, boolean own) {
    for (Path directory = from; directory != null; directory = directory.getParent()) {
      if (looked.add(directory)) {
        look(directory, own);
      }
      if (root == null || directory.equals(root)) {
        return;
      }
    }
  }

  private void look(Path directory, boolean own) {
    Path mod = directory.resolve(Materials.GO_MOD);
    Path sum = directory.resolve(Materials.GO_SUM);
    if (!MaterialFiles.isRegular(mod) || !MaterialFiles.isRegular(sum)) {
      return;
    }
    Path reading = mod;
    try {
      Kept<ModuleDirective> goMod = files.goMod(mod);
      if (!goMod.content().modulePath().equals(mainModule)) {
        return;
      }
      reading = sum;
      Kept<GoSum> goSum = files.goSum(sum);
      Standing standing =
          own && areOwn(directory, mod, sum) ? Standing.REPOSITORY : Standing.BESIDE;
      materials.add(new Material(Materials.GO_MOD, mod.toString(), goMod.sha256(), standing));
      Material material = new Material(Materials.GO_SUM, sum.toString(), goSum.sha256(), standing);
      materials.add(material);
      sums.add(new SumFile(material, goSum.content()));
    } catch (ModuleFileException unusable) {
      setAside.add(unusable.getMessage());
    } catch (IOException unreadable) {
      setAside.add(reading + " can't be read: " + Unreadable.explain(reading, unreadable));
    }
  }

  private boolean areOwn(Path directory, Path mod, Path sum) {
    return ownership.isOwn(directory) && ownership.isOwn(mod) && ownership.isOwn(sum);
  }

  private static @Nullable Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException gone) {
      return null;
    }
  }
}
