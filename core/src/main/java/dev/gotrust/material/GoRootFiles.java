package dev.gotrust.material;

import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import dev.gotrust.checksumdb.MissingFileException;
import dev.gotrust.module.FileHashes;
import dev.gotrust.module.GoRoot;
import dev.gotrust.module.ModuleCache;
import dev.gotrust.module.ModuleContentException;
import dev.gotrust.module.ModuleEscape;
import dev.gotrust.module.ModuleVersion;
import dev.gotrust.module.ModuleZip;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the zips of published toolchains are: a module cache, what was downloaded before, and, if
 * they may be asked, the module proxies. Thread-safe; a directory that was held against a zip once
 * is not read again for other artifacts of a run.
 */
public final class GoRootFiles {
  private final ModuleCache cache;
  private final @Nullable CacheDirectory kept;
  private final @Nullable ModuleProxies proxies;
  private final Map<String, GoRootContents> known = new HashMap<>();

  /**
   * Creates a view; nothing is read yet.
   *
   * @param cache the root of a module cache, as GOMODCACHE names it
   * @param kept where downloads are kept, null to keep none; without it none are made
   * @param proxies where a zip is downloaded that is nowhere here, null for none
   */
  public GoRootFiles(Path cache, @Nullable CacheDirectory kept, @Nullable ModuleProxies proxies) {
    this.cache = new ModuleCache(cache);
    this.kept = kept;
    this.proxies = proxies;
  }

  /**
   * {@return a directory held against the zip of the toolchain that it says it is}
   *
   * @param goroot the directory
   * @param module what {@link GoRoot#toolchain} says
   * @param expected the h1 that the zip should have, null to take any, and download none
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  public synchronized GoRootContents examine(
      Path goroot, ModuleVersion module, @Nullable String expected) throws InterruptedIOException {
    String key = goroot + " " + module + ' ' + expected;
    GoRootContents contents = known.get(key);
    if (contents == null) {
      contents = new Examination(goroot, module, expected).run();
      known.put(key, contents);
    }
    return contents;
  }

  private final class Examination {
    private final Path goroot;
    private final ModuleVersion module;
    private final @Nullable String expected;
    private final List<String> problems = new ArrayList<>();
    private boolean unreachable;

    Examination(Path goroot, ModuleVersion module, @Nullable String expected) {
      this.goroot = goroot;
      this.module = module;
      this.expected = expected;
    }

    GoRootContents run() throws InterruptedIOException {
      Path cached = cache.zip(module);
      GoRootContents found = from(cached);
      if (found == null && kept != null && expected != null) {
        found = fromKept(kept);
      }
      return found == null
          ? new GoRootContents(goroot.toString(), module, "", "", null, unreachable, problems)
          : found;
    }

    private @Nullable GoRootContents fromKept(CacheDirectory directory)
        throws InterruptedIOException {
      try {
        String path =
            ModuleEscape.escapePath(module.path())
                + "/@v/"
                + ModuleEscape.escapeVersion(module.version())
                + ".zip";
        Path place = directory.download(path);
        GoRootContents found = from(place);
        if (found == null && proxies != null) {
          download(proxies, path, place);
          found = from(place);
          if (found == null) {
            Files.deleteIfExists(place);
          }
        }
        return found;
      } catch (InterruptedIOException stopped) {
        throw stopped;
      } catch (MissingFileException missing) {
        problems.add("no proxy has the zip of " + module + ": " + missing.getMessage());
      } catch (IOException failed) {
        problems.add("the zip of " + module + " can't be fetched: " + failed.getMessage());
      }
      return null;
    }

    private void download(ModuleProxies from, String path, Path place) throws IOException {
      try {
        from.download(path, place, Limits.MODULE_ZIP);
      } catch (MissingFileException missing) {
        throw missing;
      } catch (IOException failed) {
        unreachable = true;
        throw failed;
      }
    }

    /** Null where there is no zip, or not the expected one. */
    private @Nullable GoRootContents from(Path zip) {
      if (!Files.exists(zip)) {
        return null;
      }
      try {
        FileHashes files = ModuleZip.read(zip, module);
        String h1 = files.h1(module);
        if (expected != null && !expected.equals(h1)) {
          problems.add(zip + " hashes to " + h1 + ", but " + expected + " was published");
          return null;
        }
        return new GoRootContents(
            goroot.toString(),
            module,
            zip.toString(),
            h1,
            GoRoot.compare(goroot, files),
            false,
            problems);
      } catch (ModuleContentException malformed) {
        problems.add(String.valueOf(malformed.getMessage()));
      } catch (IOException unreadable) {
        problems.add(Unreadable.explain(zip, unreadable));
      }
      return null;
    }
  }
}
