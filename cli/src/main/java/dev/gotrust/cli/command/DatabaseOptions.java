package dev.gotrust.cli.command;

import dev.gotrust.GoTrust;
import dev.gotrust.cli.FileNames;
import dev.gotrust.cli.Surroundings;
import dev.gotrust.cli.Terminal;
import dev.gotrust.cli.UsageException;
import dev.gotrust.material.CacheDirectory;
import dev.gotrust.material.DatabaseAccess;
import dev.gotrust.material.DatabasePack;
import dev.gotrust.material.GoEnvironment;
import dev.gotrust.material.HttpOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that say whether, where and how a checksum database is asked. */
final class DatabaseOptions {
  static final String PACK = "--checksum-db-pack";
  static final String DRY_RUN = "--dry-run";
  private static final String ASK = "--checksum-db";
  static final String OFFLINE = "--offline";
  static final String CACHE = "--cache-dir";

  private DatabaseOptions() {}

  /** Adds the options to a command's line. */
  static Parser add(Parser parser) {
    return parser
        .flag(
            ASK,
            "Ask the checksum database for each module, as GOPROXY, GOSUMDB, GONOSUMDB and"
                + " GOPRIVATE say; it learns the modules' paths and versions.")
        .option(PACK, "FILE", "Read what gotrust modules pack recorded, and ask nobody.")
        .option(
            CACHE,
            "DIR",
            "Keep what the database answered here; by default in gotrust below the user's cache"
                + " directory.")
        .flag(DRY_RUN, "With --checksum-db: list the requests that would be made, and make none.")
        .flag(OFFLINE, "Open no socket: with --checksum-db, use what earlier runs kept.");
  }

  /**
   * Returns the database that the line asks for, null if it asks for none.
   *
   * @throws UsageException if that can't be done
   */
  static @Nullable DatabaseAccess access(
      ParseResult line, Surroundings surroundings, Terminal terminal) throws UsageException {
    return access(line, surroundings, terminal, List.of());
  }

  /**
   * Returns the database that the line asks for, null if it asks for none.
   *
   * @param privateModules patterns of modules that are private beside those of GOPRIVATE
   * @throws UsageException if that can't be done
   */
  static @Nullable DatabaseAccess access(
      ParseResult line, Surroundings surroundings, Terminal terminal, List<String> privateModules)
      throws UsageException {
    boolean asks = line.hasMatchedOption(ASK);
    Path pack = path(line, PACK);
    Path cache = path(line, CACHE);
    check(line, asks, pack, cache);
    if (pack == null) {
      return asks ? asked(line, surroundings, terminal, privateModules) : null;
    }
    GoEnvironment settings = settings(surroundings).withPrivate(privateModules);
    try {
      return DatabaseAccess.replay(settings, DatabasePack.read(pack));
    } catch (IOException unusable) {
      throw new UsageException(PACK + ": " + Terminal.explain(unusable));
    }
  }

  /**
   * Returns the database, asked or as earlier runs kept it.
   *
   * @throws UsageException if that can't be done
   */
  static DatabaseAccess asked(ParseResult line, Surroundings surroundings, Terminal terminal)
      throws UsageException {
    return asked(line, surroundings, terminal, List.of());
  }

  private static DatabaseAccess asked(
      ParseResult line, Surroundings surroundings, Terminal terminal, List<String> privateModules)
      throws UsageException {
    GoEnvironment settings = settings(surroundings).withPrivate(privateModules);
    try {
      CacheDirectory kept = CacheDirectory.open(path(line, CACHE), surroundings.environment());
      HttpOptions options = HttpOptions.of("gotrust/" + GoTrust.version());
      return line.hasMatchedOption(OFFLINE)
          ? DatabaseAccess.kept(settings, kept)
          : DatabaseAccess.online(
              settings, kept, options, terminal.lookups(), terminal.downloads());
    } catch (IOException unusable) {
      throw new UsageException(ASK + ": " + Terminal.explain(unusable));
    }
  }

  /**
   * Returns the settings of the go command.
   *
   * @throws UsageException if they can't be read: they may say which modules are private
   */
  static GoEnvironment settings(Surroundings surroundings) throws UsageException {
    try {
      return GoEnvironment.read(surroundings.environment());
    } catch (IOException unusable) {
      throw new UsageException("the settings of go: " + Terminal.explain(unusable));
    }
  }

  /**
   * Returns where downloads are kept, null where nothing may be downloaded.
   *
   * @throws UsageException if the directory is refused
   */
  static @Nullable CacheDirectory cache(
      ParseResult line, Surroundings surroundings, @Nullable DatabaseAccess database)
      throws UsageException {
    if (database == null || line.hasMatchedOption(PACK)) {
      return null;
    }
    try {
      return CacheDirectory.open(path(line, CACHE), surroundings.environment());
    } catch (IOException refused) {
      throw new UsageException(CACHE + ": " + Terminal.explain(refused));
    }
  }

  private static void check(
      ParseResult line, boolean asks, @Nullable Path pack, @Nullable Path cache)
      throws UsageException {
    if (asks && pack != null) {
      throw new UsageException(
          ASK + " asks the database, " + PACK + " a file of earlier answers; give one of them");
    }
    if (!asks && line.hasMatchedOption(DRY_RUN)) {
      throw new UsageException(DRY_RUN + " lists what " + ASK + " would ask; give that too");
    }
    if (!asks && cache != null) {
      throw new UsageException(CACHE + " says where " + ASK + " keeps answers; give that too");
    }
  }

  /** Returns the material of a path option, null if it does not stand in the line. */
  static @Nullable Path path(ParseResult line, String option) throws UsageException {
    String name = line.matchedOptionValue(option, (String) null);
    try {
      return name == null ? null : FileNames.path(name);
    } catch (InvalidPathException unusable) {
      throw new UsageException(option + ' ' + name + ": " + unusable.getReason());
    }
  }
}
