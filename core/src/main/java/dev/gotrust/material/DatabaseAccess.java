package dev.gotrust.material;

import dev.gotrust.checksumdb.Answer;
import dev.gotrust.checksumdb.ChecksumDatabase;
import dev.gotrust.checksumdb.DatabaseAnswers;
import dev.gotrust.checksumdb.DatabaseSetting;
import dev.gotrust.checksumdb.LookupProgress;
import dev.gotrust.checksumdb.TreeStore;
import dev.gotrust.checksumdb.VerifierKey;
import dev.gotrust.module.ModuleVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A checksum database with the rules which modules nobody may learn of. Thread-safe. No socket is
 * opened before {@link #ask}, and none at all but by what {@link #online} makes.
 */
public final class DatabaseAccess implements AutoCloseable {
  private static final String PRIVATE = "GONOSUMDB, GOPRIVATE or the policy names it as private";

  /** The database of the Go project, where GOSUMDB names none. */
  private static final String USUAL = "sum.golang.org";

  private final ChecksumDatabase database;
  private final PrivateModules silent;
  private final LookupProgress progress;
  private final @Nullable DatabaseDoor door;
  private final @Nullable HttpDoor http;
  private final @Nullable ModuleProxies proxies;

  /** Artifacts that are judged side by side ask in turn: what one was answered, the next finds. */
  private final ReentrantLock turn = new ReentrantLock();

  private DatabaseAccess(
      ChecksumDatabase database,
      PrivateModules silent,
      LookupProgress progress,
      @Nullable DatabaseDoor door,
      @Nullable HttpDoor http,
      @Nullable ModuleProxies proxies) {
    this.database = database;
    this.silent = silent;
    this.progress = progress;
    this.door = door;
    this.http = http;
    this.proxies = proxies;
  }

  /**
   * {@return an access to a database of the caller's own}
   *
   * @param database what is asked
   * @param silent the modules that it may not learn of
   */
  public static DatabaseAccess of(ChecksumDatabase database, PrivateModules silent) {
    return new DatabaseAccess(database, silent, LookupProgress.NONE, null, null, null);
  }

  /**
   * {@return an access to the database that GOSUMDB names, asked as GOPROXY says}
   *
   * @param settings of the go command
   * @param cache what is kept from run to run, null to keep nothing
   * @param options for requests
   * @param progress hears how far lookups are
   * @param listener hears of every request
   * @throws IOException if the settings name no database that can be asked, or the cache is refused
   */
  public static DatabaseAccess online(
      GoEnvironment settings,
      @Nullable CacheDirectory cache,
      HttpOptions options,
      LookupProgress progress,
      RequestListener listener)
      throws IOException {
    DatabaseSetting setting = setting(settings);
    VerifierKey key = key(setting);
    HttpDoor http = new HttpDoor(options, listener);
    ProxyList proxies = ProxyList.parse(settings.proxies());
    DatabaseDoor door = new DatabaseDoor(key.name(), setting.url(), proxies, http);
    TreeStore store = cache == null ? null : cache.database(key.name(), key.hash());
    ChecksumDatabase database = ChecksumDatabase.online(key, door, store);
    return new DatabaseAccess(
        database,
        PrivateModules.of(settings),
        progress,
        door,
        http,
        new ModuleProxies(proxies, http));
  }

  /**
   * {@return an access to what earlier runs kept}
   *
   * @param settings of the go command
   * @param cache what was kept
   * @throws IOException if the settings name no database, or the cache is refused
   */
  public static DatabaseAccess kept(GoEnvironment settings, CacheDirectory cache)
      throws IOException {
    VerifierKey key = key(setting(settings));
    TreeStore store = cache.database(key.name(), key.hash());
    return of(ChecksumDatabase.kept(key, store), PrivateModules.of(settings));
  }

  /**
   * {@return an access to what an earlier run recorded}
   *
   * @param settings of the go command; they name the key, for a pack vouches for nothing
   * @param pack what was recorded
   * @throws IOException if the settings name no database
   */
  public static DatabaseAccess replay(GoEnvironment settings, DatabasePack pack)
      throws IOException {
    VerifierKey key = key(setting(settings));
    return of(ChecksumDatabase.replay(key, pack.files(key.name())), PrivateModules.of(settings));
  }

  private static DatabaseSetting setting(GoEnvironment settings) throws IOException {
    String text = settings.checksumDatabase();
    try {
      return DatabaseSetting.parse(text.isEmpty() ? USUAL : text);
    } catch (IllegalArgumentException wrong) {
      throw new IOException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static VerifierKey key(DatabaseSetting setting) throws IOException {
    if (setting.key() == null) {
      throw new IOException("GOSUMDB is off, so that no checksum database is asked; unset it");
    }
    return setting.key();
  }

  /** {@return where files of modules can be had, null if nobody may be asked} */
  public @Nullable ModuleProxies proxies() {
    return proxies;
  }

  /** {@return the key whose signature counts} */
  public VerifierKey key() {
    return database.key();
  }

  /**
   * {@return an answer for each module; those that are private are not asked for}
   *
   * @param modules at their versions
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  public DatabaseAnswers ask(Collection<ModuleVersion> modules) throws InterruptedIOException {
    Set<ModuleVersion> asked = new HashSet<>();
    Map<ModuleVersion, Answer> withheld = new HashMap<>();
    for (ModuleVersion module : modules) {
      if (silent.isPrivateForDatabase(module.path())) {
        withheld.put(module, new Answer.NotAsked(PRIVATE));
      } else {
        asked.add(module);
      }
    }
    DatabaseAnswers answers = prove(asked);
    return withheld.isEmpty() ? answers : answers.with(withheld);
  }

  private DatabaseAnswers prove(Set<ModuleVersion> asked) throws InterruptedIOException {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the lookups were interrupted");
    }
    try {
      return database.prove(asked, progress);
    } finally {
      turn.unlock();
    }
  }

  /**
   * What a run would send.
   *
   * @param requests URLs of the lookups, in order; the tiles that prove the records follow from the
   *     answers
   * @param instead roots that would be asked in place of the first if that has no such database
   * @param withheld modules that are private, of which nothing is sent
   */
  public record Plan(List<String> requests, List<String> instead, List<ModuleVersion> withheld) {
    /**
     * Copies the lists.
     *
     * @param requests URLs of the lookups; copied
     * @param instead roots that would be asked instead; copied
     * @param withheld modules that are private; copied
     */
    public Plan {
      requests = List.copyOf(requests);
      instead = List.copyOf(instead);
      withheld = List.copyOf(withheld);
    }
  }

  /**
   * {@return what {@link #ask} would send; nothing is sent}
   *
   * @param modules at their versions
   */
  public Plan plan(Collection<ModuleVersion> modules) {
    List<ModuleVersion> asked = new ArrayList<>();
    List<ModuleVersion> withheld = new ArrayList<>();
    for (ModuleVersion module : modules) {
      (silent.isPrivateForDatabase(module.path()) ? withheld : asked).add(module);
    }
    List<String> paths = database.lookups(asked);
    return door == null || paths.isEmpty()
        ? new Plan(List.of(), List.of(), withheld)
        : new Plan(door.planned(paths), door.alternatives(), withheld);
  }

  /** Closes connections that are open. */
  @Override
  public void close() {
    if (http != null) {
      http.close();
    }
  }
}
