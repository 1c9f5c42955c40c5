package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import dev.gotrust.module.FileDifferences.NameList;
import dev.gotrust.module.FileDifferences.Names;
import dev.gotrust.module.VendorModules.VendoredModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A vendor directory, held against the zips of the modules that its modules.txt names: every file
 * of it should be the same file of its module's zip, and every file of a listed package should be
 * there. See {@code specs/vendor.md}.
 *
 * @param differences files that differ; names are below the directory
 * @param notRegular symbolic links, FIFOs and devices in it
 * @param equal how many files are those of a zip
 * @param notCovered how many files are of modules whose zip was not read
 * @param zips what was read, in the order of modules.txt
 */
public record VendorTree(
    FileDifferences differences, Names notRegular, int equal, int notCovered, List<Zip> zips) {
  /**
   * Copies the list.
   *
   * @param differences files that differ; names are below the directory
   * @param notRegular symbolic links, FIFOs and devices in it
   * @param equal how many files are those of a zip
   * @param notCovered how many files are of modules whose zip was not read
   * @param zips what was read, in the order of modules.txt
   */
  public VendorTree {
    zips = List.copyOf(zips);
  }

  /**
   * The zip of a module that has packages in the tree. Its h1 is that of the very bytes that the
   * tree was held against.
   *
   * @param module what modules.txt names
   * @param source the module whose zip it is: the module itself or its replacement
   * @param h1 the h1 of the zip; null if it was not read
   * @param problem why it was not read; empty if it was
   */
  public record Zip(
      ModuleVersion module, ModuleVersion source, @Nullable String h1, String problem) {}

  /** {@return whether no file differs; files that are not covered are for the caller to judge} */
  public boolean isIntact() {
    return differences.isEmpty() && notRegular.count() == 0;
  }

  /**
   * Compares a vendor directory.
   *
   * @param directory where
   * @param modules its modules.txt
   * @param cache where the zips are
   * @return how it differs; a zip that is missing or malformed is a finding
   * @throws ModuleContentException if there is more in the directory than {@link
   *     dev.gotrust.bytes.Limits} admit
   * @throws IOException if the directory can't be read
   */
  public static VendorTree compare(Path directory, VendorModules modules, ModuleCache cache)
      throws IOException, ModuleContentException {
    Found found = new Found();
    FileHashes files = ModuleDirectory.read(directory, found);
    Comparison comparison = new Comparison(directory, files, cache);
    for (VendoredModule module : modules.modules()) {
      if (!module.packages().isEmpty()) {
        comparison.add(module);
      }
    }
    return comparison.result(found.notRegular.names());
  }

  /** All but modules.txt itself. */
  private static final class Found implements ModuleDirectory.Selection {
    private final NameList notRegular = new NameList();

    @Override
    public boolean isHashed(String name) {
      return !name.equals("modules.txt");
    }

    @Override
    public void notRegular(String root, String name) {
      notRegular.add(name);
    }
  }

  private static final class Comparison {
    /** Above 0, which stands for a file that no zip has. */
    private static final byte CHANGED = 1;

    private static final byte EQUAL = 2;

    private final Path directory;
    private final FileHashes files;
    private final ModuleCache cache;
    private final byte[] states;
    private final List<Zip> zips = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    /** Whether the zip of each listed package was read. */
    private final Map<String, Boolean> packages = new HashMap<>();

    private final FileDifferences.Collector differences = new FileDifferences.Collector();

    Comparison(Path directory, FileHashes files, ModuleCache cache) {
      this.directory = directory;
      this.files = files;
      this.cache = cache;
      this.states = new byte[files.count()];
    }

    void add(VendoredModule module) {
      ModuleVersion replacement = module.replacement();
      ModuleVersion source = replacement == null ? module.module() : replacement;
      Set<String> ignored = new HashSet<>();
      String h1 = null;
      String problem = "";
      try {
        if (source.version().isEmpty()) {
          problem = "replaced by a directory";
        } else if (ModulePath.problem(source) != null) {
          problem = "no module path and version: " + ModulePath.problem(source);
        } else {
          FileHashes zip = read(source, ignored);
          h1 = zip.h1(source);
          compare(module, zip, ignored);
        }
      } catch (NoSuchFileException missing) {
        problem = "its zip is not in the module cache";
      } catch (IOException failure) {
        problem = ModuleCache.explain(cache.zip(source), failure);
      } catch (ModuleContentException refused) {
        problem = refused.getMessage();
      }
      if (!problem.isEmpty()) {
        unread.add(module.module().path() + '/');
      }
      for (String path : module.packages()) {
        packages.put(path, problem.isEmpty());
      }
      zips.add(new Zip(module.module(), source, h1, problem));
    }

    private FileHashes read(ModuleVersion source, Set<String> ignored)
        throws IOException, ModuleContentException {
      return ModuleZip.read(
          cache.zip(source),
          source,
          (name, data, length) -> {
            if (name.endsWith(".go") && BuildConstraint.isIgnored(data, length)) {
              ignored.add(name);
            }
          });
    }

    private void compare(VendoredModule module, FileHashes zip, Set<String> ignored) {
      Set<String> packages = new HashSet<>(module.packages());
      Map<String, EmbedPatterns> embedding = embedding(packages);
      String prefix = module.module().path() + '/';
      for (int i = 0; i < zip.count(); i++) {
        if (zip.isDirectory(i)) {
          continue;
        }
        String name = zip.name(i);
        String vendored = prefix + name;
        int index = files.indexOf(vendored);
        if (index >= 0) {
          mark(index, zip.sameBytes(i, files, index) ? EQUAL : CHANGED);
        } else if (packages.contains(vendored.substring(0, vendored.lastIndexOf('/')))
            && !isLeftOut(name)
            && !ignored.contains(name)) {
          differences.missing(vendored);
        } else if (isEmbedded(vendored, embedding)) {
          differences.missing(vendored);
        }
      }
    }

    /** Returns the packages that embed files, with what they name. */
    private Map<String, EmbedPatterns> embedding(Set<String> packages) {
      Map<String, EmbedPatterns> embedding = new HashMap<>();
      for (int i = 0; i < files.count(); i++) {
        String name = files.name(i);
        int slash = name.lastIndexOf('/');
        boolean isSource = name.endsWith(".go") && !name.endsWith("_test.go") && slash > 0;
        if (isSource && packages.contains(name.substring(0, slash))) {
          EmbedPatterns patterns =
              embedding.computeIfAbsent(name.substring(0, slash), path -> new EmbedPatterns());
          patterns.add(source(name));
        }
      }
      embedding.values().removeIf(EmbedPatterns::isEmpty);
      return embedding;
    }

    /** A file that can't be read any more was found to differ, or will be. */
    private byte[] source(String name) {
      try (InputStream in = Files.newInputStream(directory.resolve(name))) {
        return in.readNBytes(Limits.GO_SOURCE);
      } catch (IOException | InvalidPathException unreadable) {
        return new byte[0];
      }
    }

    private static boolean isEmbedded(String name, Map<String, EmbedPatterns> embedding) {
      for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
        EmbedPatterns patterns = embedding.get(name.substring(0, end));
        if (patterns != null && patterns.matches(name.substring(end + 1))) {
          return true;
        }
      }
      return false;
    }

    /** A directory may get a LICENSE of two modules, one in the other: one of them is there. */
    private void mark(int index, byte state) {
      if (state > states[index]) {
        states[index] = state;
      }
    }

    /** What the go command copies of no package, or only for a main module before Go 1.17. */
    private static boolean isLeftOut(String name) {
      String base = name.substring(name.lastIndexOf('/') + 1);
      return base.endsWith("_test.go") || base.equals("go.mod") || base.equals("go.sum");
    }

    VendorTree result(Names notRegular) {
      int equal = 0;
      int notCovered = 0;
      for (int i = 0; i < states.length; i++) {
        String name = files.name(i);
        if (states[i] == EQUAL) {
          equal++;
        } else if (states[i] == CHANGED) {
          differences.changed(name);
        } else if (isOfUnread(name)) {
          notCovered++;
        } else {
          differences.extra(name);
        }
      }
      return new VendorTree(differences.build(), notRegular, equal, notCovered, zips);
    }

    /** The path of a module that was read may lie below that of one that was not. */
    private boolean isOfUnread(String name) {
      for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
        Boolean isRead = packages.get(name.substring(0, end));
        if (isRead != null) {
          return !isRead;
        }
      }
      for (String prefix : unread) {
        if (name.startsWith(prefix)) {
          return true;
        }
      }
      return false;
    }
  }
}
