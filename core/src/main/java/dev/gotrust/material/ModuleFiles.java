package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.material.ModuleContents.Vendored;
import dev.gotrust.module.CacheExaminer;
import dev.gotrust.module.CacheExaminer.Request;
import dev.gotrust.module.CachedModule;
import dev.gotrust.module.MainModules;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleContentException;
import dev.gotrust.module.ModuleFileException;
import dev.gotrust.module.ModulePath;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.VendorModules;
import dev.gotrust.module.VendorTree;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of modules on this machine: a module cache, and a vendor tree where one is named.
 * Thread-safe; what was hashed once is not hashed again for other artifacts of a run.
 */
public final class ModuleFiles {
  private static final String MODULES_TXT = "modules.txt";

  private final ModuleCache cache;
  private final @Nullable Path vendor;
  private final @Nullable GoEnvironment settings;
  private final int threads;
  private final CacheExaminer.Progress progress;
  private final Map<Request, CachedModule> known = new HashMap<>();
  private @Nullable Vendored vendored;

  /**
   * Creates a view of module files; nothing is read yet.
   *
   * @param cache the root of a module cache, as GOMODCACHE names it
   * @param vendor a vendor directory, null for none
   * @param threads how many files may be hashed side by side, 1 or more
   * @param progress hears of every module that is done
   */
  public ModuleFiles(
      Path cache, @Nullable Path vendor, int threads, CacheExaminer.Progress progress) {
    this(cache, vendor, null, threads, progress);
  }

  /**
   * Creates a view of module files in which the list of the vendor tree is held against the go.mod,
   * or go.work, beside it too; nothing is read yet.
   *
   * @param cache the root of a module cache, as GOMODCACHE names it
   * @param vendor a vendor directory, null for none
   * @param settings of the go command, which say whether a go.work counts; null to leave go.mod out
   * @param threads how many files may be hashed side by side, 1 or more
   * @param progress hears of every module that is done
   */
  public ModuleFiles(
      Path cache,
      @Nullable Path vendor,
      @Nullable GoEnvironment settings,
      int threads,
      CacheExaminer.Progress progress) {
    this.cache = new ModuleCache(cache);
    this.vendor = vendor;
    this.settings = settings;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * {@return what is there of modules}
   *
   * @param expected the h1 that each should have; what is no module path and version is passed over
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  public synchronized ModuleContents examine(Map<ModuleVersion, String> expected)
      throws InterruptedIOException {
    List<Request> requests = new ArrayList<>();
    List<Request> unknown = new ArrayList<>();
    for (Map.Entry<ModuleVersion, String> entry : expected.entrySet()) {
      if (ModulePath.problem(entry.getKey()) == null) {
        Request request = new Request(entry.getKey(), entry.getValue());
        requests.add(request);
        if (!known.containsKey(request)) {
          unknown.add(request);
        }
      }
    }
    hash(unknown);
    Map<ModuleVersion, CachedModule> found = new HashMap<>();
    for (Request request : requests) {
      found.put(request.module(), known.get(request));
    }
    return new ModuleContents(cache.root(), found, vendored());
  }

  private void hash(List<Request> requests) throws InterruptedIOException {
    if (requests.isEmpty()) {
      return;
    }
    try {
      for (CachedModule module : new CacheExaminer(cache, threads, progress).examine(requests)) {
        known.put(new Request(module.module(), module.expected()), module);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the hashing of modules was interrupted");
    }
  }

  private @Nullable Vendored vendored() {
    if (vendor != null && vendored == null) {
      vendored = compare(vendor);
    }
    return vendored;
  }

  private Vendored compare(Path directory) {
    Path list = directory.resolve(MODULES_TXT);
    VendorModules modules = null;
    try {
      byte[] data = MaterialFiles.readRegular(list, MODULES_TXT, Limits.VENDOR_MODULES);
      modules = VendorModules.parse(list.toString(), data);
      VendorTree tree = VendorTree.compare(directory, modules, cache);
      return new Vendored(directory, modules, tree, "", mains(directory));
    } catch (ModuleFileException | ModuleContentException malformed) {
      String problem = String.valueOf(malformed.getMessage());
      return new Vendored(directory, modules, null, problem, null);
    } catch (IOException unreadable) {
      Path where = modules == null ? list : directory;
      String reason = Unreadable.explain(where, unreadable);
      return new Vendored(directory, modules, null, where + ": " + reason, null);
    }
  }

  private @Nullable MainModules mains(Path directory) throws IOException, ModuleFileException {
    Path parent = directory.toAbsolutePath().normalize().getParent();
    boolean isBeside =
        parent != null
            && (MaterialFiles.isRegular(parent.resolve("go.mod"))
                || MaterialFiles.isRegular(parent.resolve("go.work")));
    return settings == null || parent == null || !isBeside
        ? null
        : Checkout.read(parent, settings, directory).mains();
  }
}
