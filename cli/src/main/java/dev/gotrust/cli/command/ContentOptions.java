package dev.gotrust.cli.command;

import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.GitSource;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.material.ModuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that name files of modules to hash. */
final class ContentOptions {
  static final String CACHE = "--module-cache";
  static final String VENDOR = "--vendor";
  static final String SOURCE = "--source";

  private ContentOptions() {}

  /**
   * Returns where the files of modules are, null if the line has none hashed. A module cache that
   * is not named is GOMODCACHE, if anything else asks for content.
   *
   * @throws UsageException if a directory that is named is none
   */
  static @Nullable ModuleFiles files(
      ParseResult line, boolean asked, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    Path cache = directory(line, CACHE);
    Path vendor = vendor(line);
    if (cache == null && vendor == null && !asked) {
      return null;
    }
    GoEnvironment settings = DatabaseOptions.settings(surroundings);
    Path used = cache == null ? usual(settings) : cache;
    return new ModuleFiles(used, vendor, settings, surroundings.processors(), terminal.modules());
  }

  /** Returns the module cache that the line names, else GOMODCACHE. */
  static Path cache(ParseResult line, Surroundings surroundings) throws UsageException {
    Path cache = directory(line, CACHE);
    return cache == null ? usual(DatabaseOptions.settings(surroundings)) : cache;
  }

  /** The vendor tree that is named, else that of the checkout, if it has one. */
  private static @Nullable Path vendor(ParseResult line) throws UsageException {
    Path vendor = directory(line, VENDOR);
    Path source = directory(line, SOURCE);
    if (vendor != null || source == null) {
      return vendor;
    }
    Path below = source.resolve("vendor");
    return Files.isDirectory(below) ? below : null;
  }

  /** Returns the git checkout that the line names, null if it names none. */
  static @Nullable GitSource checkout(ParseResult line) throws UsageException {
    Path source = directory(line, SOURCE);
    try {
      return source == null ? null : GitSource.given(source);
    } catch (IOException unreadable) {
      throw new UsageException(
          SOURCE + ' ' + FileNames.show(source) + ": " + Terminal.explain(unreadable));
    }
  }

  /** Returns GOMODCACHE. */
  static Path usual(GoEnvironment settings) throws UsageException {
    try {
      return settings.moduleCache();
    } catch (IOException unknown) {
      throw new UsageException(
          "no module cache: " + Terminal.explain(unknown) + "; name one with " + CACHE);
    }
  }

  static @Nullable Path directory(ParseResult line, String option) throws UsageException {
    Path path = DatabaseOptions.path(line, option);
    if (path != null && !Files.isDirectory(path)) {
      throw new UsageException(option + ' ' + FileNames.show(path) + ": no such directory");
    }
    return path;
  }
}
