package dev.gotrust.module;

import dev.gotrust.bytes.FileSource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.bytes.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A module cache, what GOMODCACHE names: where the zip of a module lies, the directory that it was
 * extracted to, and the small files beside them (cmd/go/internal/modfetch). Nothing is written to
 * it. Stateless, thread-safe.
 *
 * @param root the directory
 */
public record ModuleCache(Path root) {
  /**
   * {@return where the zip of a module is kept}
   *
   * @param module a version of a module
   */
  public Path zip(ModuleVersion module) {
    return file(module, "zip");
  }

  /**
   * {@return where the go command notes the h1 of a zip that it has downloaded}
   *
   * @param module a version of a module
   */
  public Path zipHash(ModuleVersion module) {
    return file(module, "ziphash");
  }

  /**
   * {@return where the go.mod of a module is kept}
   *
   * @param module a version of a module
   */
  public Path goMod(ModuleVersion module) {
    return file(module, "mod");
  }

  /**
   * {@return where it is kept which commit a version is, and of when}
   *
   * @param module a version of a module
   */
  public Path info(ModuleVersion module) {
    return file(module, "info");
  }

  /**
   * {@return the directory that a module is extracted to}
   *
   * @param module a version of a module
   */
  public Path directory(ModuleVersion module) {
    return root.resolve(path(module) + '@' + version(module));
  }

  Path partial(ModuleVersion module) {
    return file(module, "partial");
  }

  private Path file(ModuleVersion module, String kind) {
    return root.resolve("cache")
        .resolve("download")
        .resolve(path(module))
        .resolve("@v")
        .resolve(version(module) + '.' + kind);
  }

  private static String path(ModuleVersion module) {
    return sound(module, ModuleEscape.escapePath(module.path()));
  }

  private static String version(ModuleVersion module) {
    return sound(module, ModuleEscape.escapeVersion(module.version()));
  }

  /**
   * Returns what a module is called in the cache.
   *
   * @throws IllegalArgumentException if its path or version could lead out of the cache
   */
  private static String sound(ModuleVersion module, @Nullable String escaped) {
    if (escaped == null) {
      throw new IllegalArgumentException("no module path or version: " + module);
    }
    return escaped;
  }

  /**
   * Holds what the cache has of a module against the h1 that it should have.
   *
   * @param module a version of a module
   * @param expected the h1 of its zip
   * @return what was found; a file that is missing, malformed or unreadable is a finding
   * @throws IllegalArgumentException if the module has no valid path or version
   */
  public CachedModule examine(ModuleVersion module, String expected) {
    return new CacheExamination(this, module, expected).run();
  }

  /**
   * {@return the h1 of the go.mod that the cache has of a module; null if it has none}
   *
   * @param module a version of a module
   * @throws IOException if the file can't be read or is above {@link Limits#MODULE_ZIP_GO_MOD}
   *     bytes
   * @throws IllegalArgumentException if the module has no valid path or version
   */
  public @Nullable String goModH1(ModuleVersion module) throws IOException {
    byte[] data = readGoMod(module);
    return data == null ? null : H1.ofGoMod(data);
  }

  /**
   * {@return the go.mod that the cache has of a module; null if it has none}
   *
   * @param module a version of a module
   * @throws IOException if the file can't be read or is above {@link Limits#MODULE_ZIP_GO_MOD}
   *     bytes
   * @throws IllegalArgumentException if the module has no valid path or version
   */
  public byte @Nullable [] readGoMod(ModuleVersion module) throws IOException {
    return read(goMod(module), Limits.MODULE_ZIP_GO_MOD);
  }

  /** Returns the h1 that is noted beside the zip; null if there is none, or it can't be read. */
  @Nullable String notedH1(ModuleVersion module) {
    try {
      byte[] data = read(zipHash(module), Limits.NAME);
      return data == null ? null : new String(data, StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static byte @Nullable [] read(Path path, int cap) throws IOException {
    try (FileSource source = FileSource.open(path)) {
      if (source.size() > cap) {
        throw new IOException(path + ": more than the " + cap + " bytes that are read");
      }
      byte[] data = new byte[(int) source.size()];
      source.read(0, data, 0, data.length);
      return data;
    } catch (NoSuchFileException missing) {
      return null;
    }
  }

  static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static String explain(Path path, IOException failure) {
    return path + ": " + Unreadable.explain(path, failure);
  }
}
