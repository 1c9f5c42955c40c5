package dev.gotrust.material;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the go command that say where modules and their hashes come from, found as it
 * finds them: a variable of the environment that is not empty, else the file that GOENV names (by
 * default {@code go/env} in the user's configuration directory; {@code off} for none), else {@code
 * $GOROOT/go.env}. A line of the user's file holds even with an empty value. No program is started
 * for it. Immutable, thread-safe.
 *
 * <p>In one thing it differs: a Go distribution before 1.21, or none at all, has no go.env, and its
 * defaults are compiled into its go command. No address of a proxy stands in this library, so that
 * there, where nothing configures GOPROXY, no proxy is asked but the checksum database itself.
 */
public final class GoEnvironment {
  private final Environment environment;
  private final Map<String, String> files;
  private final @Nullable Path root;

  /** Patterns beside those that the settings have. */
  private final String privateModules;

  private GoEnvironment(
      Environment environment,
      Map<String, String> files,
      @Nullable Path root,
      String privateModules) {
    this.environment = environment;
    this.files = files;
    this.root = root;
    this.privateModules = privateModules;
  }

  /**
   * {@return the settings that hold for a run of the go command on this machine}
   *
   * @param variables the environment variables
   * @throws IOException if a file of settings is there and can't be read: it may say which modules
   *     are private
   */
  public static GoEnvironment read(Map<String, String> variables) throws IOException {
    return read(new Environment(variables, Platform.ofThisMachine()));
  }

  static GoEnvironment read(Environment environment) throws IOException {
    Path file = userFile(environment);
    Map<String, String> files = new LinkedHashMap<>();
    if (file != null) {
      files.putAll(GoEnvFile.read(file));
    }
    // The file goes first here, as in the go command.
    String named = files.getOrDefault("GOROOT", "");
    Path root = GoOnPath.find(named.isEmpty() ? environment.get("GOROOT") : named, environment);
    if (root != null) {
      for (Map.Entry<String, String> line : GoEnvFile.read(root.resolve("go.env")).entrySet()) {
        files.putIfAbsent(line.getKey(), line.getValue());
      }
    }
    return new GoEnvironment(environment, files, root, "");
  }

  private static @Nullable Path userFile(Environment environment) {
    String named = environment.get("GOENV");
    if (named.equals("off")) {
      return null;
    }
    if (!named.isEmpty()) {
      return Environment.path(named);
    }
    Path directory = environment.configurations();
    return directory == null ? null : directory.resolve("go").resolve("env");
  }

  /**
   * {@return the value of a variable, from the environment or a file; empty if it has none}
   *
   * @param name such as {@code GOFLAGS}
   */
  public String value(String name) {
    String value = environment.get(name);
    return value.isEmpty() ? files.getOrDefault(name, "") : value;
  }

  /**
   * {@return these settings, where further modules are private, as if GONOSUMDB and GONOPROXY named
   * them too}
   *
   * @param patterns as GOPRIVATE has them
   */
  public GoEnvironment withPrivate(List<String> patterns) {
    return patterns.isEmpty()
        ? this
        : new GoEnvironment(
            environment, files, root, join(privateModules, String.join(",", patterns)));
  }

  private static String join(String list, String more) {
    return list.isEmpty() ? more : more.isEmpty() ? list : list + ',' + more;
  }

  /** {@return GOPROXY, the list of module proxies; empty where nothing configures one} */
  public String proxies() {
    return value("GOPROXY");
  }

  /** {@return GOSUMDB, which names the checksum database; empty where nothing configures one} */
  public String checksumDatabase() {
    return value("GOSUMDB");
  }

  /** {@return GONOSUMDB, the modules that no checksum database is asked for; else GOPRIVATE} */
  public String noChecksumDatabase() {
    return join(orPrivate(value("GONOSUMDB")), privateModules);
  }

  /** {@return GONOPROXY, the modules that no proxy is asked for; else GOPRIVATE} */
  public String noProxies() {
    return join(orPrivate(value("GONOPROXY")), privateModules);
  }

  private String orPrivate(String value) {
    return value.isEmpty() ? value("GOPRIVATE") : value;
  }

  /** {@return the directory of the Go distribution, null if none is named or on PATH} */
  public @Nullable Path root() {
    return root;
  }

  /** {@return the first directory of GOPATH, by default {@code go} in the user's home, or null} */
  public @Nullable Path path() {
    String list = value("GOPATH");
    if (list.isEmpty()) {
      return defaultPath();
    }
    int end = list.indexOf(File.pathSeparatorChar);
    return Environment.path(end < 0 ? list : list.substring(0, end));
  }

  private @Nullable Path defaultPath() {
    Path home = environment.home();
    if (home == null) {
      return null;
    }
    Path path = home.resolve("go").normalize();
    return path.equals(root) ? null : path;
  }

  /**
   * {@return GOMODCACHE, the module cache, by default {@code pkg/mod} in the first directory of
   * GOPATH}
   *
   * @throws IOException if nothing names it, or what names it is no absolute path
   */
  public Path moduleCache() throws IOException {
    String named = value("GOMODCACHE");
    Path path = path();
    if (named.isEmpty() && path == null) {
      throw new IOException(
          "no module cache: neither GOMODCACHE nor GOPATH names one, and no home directory is"
              + " known; set GOMODCACHE");
    }
    Path cache =
        named.isEmpty() && path != null
            ? path.resolve("pkg").resolve("mod")
            : Environment.path(named);
    if (cache == null || !cache.isAbsolute()) {
      throw new IOException(
          (named.isEmpty() ? "GOPATH" : "GOMODCACHE") + " is no absolute path; set one");
    }
    return cache;
  }
}
