package dev.gotrust.material;

import dev.gotrust.module.PrefixPatterns;
import java.io.IOException;

/**
 * Which modules nobody outside is to hear of, as GOPRIVATE, GONOSUMDB and GONOPROXY say. Immutable,
 * thread-safe.
 */
public final class PrivateModules {
  /** The module of Go distributions, for which the go command asks the database in any case. */
  private static final String TOOLCHAIN = "golang.org/toolchain";

  /** No module is private. */
  public static final PrivateModules NONE =
      new PrivateModules(PrefixPatterns.of(""), PrefixPatterns.of(""));

  private final PrefixPatterns noDatabase;
  private final PrefixPatterns noProxies;

  private PrivateModules(PrefixPatterns noDatabase, PrefixPatterns noProxies) {
    this.noDatabase = noDatabase;
    this.noProxies = noProxies;
  }

  /**
   * {@return the private modules of a user}
   *
   * @param go the settings of the go command
   * @throws IOException if a list is longer than is read
   */
  public static PrivateModules of(GoEnvironment go) throws IOException {
    return new PrivateModules(
        patterns("GONOSUMDB", go.noChecksumDatabase()), patterns("GONOPROXY", go.noProxies()));
  }

  private static PrefixPatterns patterns(String variable, String list) throws IOException {
    try {
      return PrefixPatterns.of(list);
    } catch (IllegalArgumentException tooLong) {
      throw new IOException(variable + " or GOPRIVATE: " + tooLong.getMessage(), tooLong);
    }
  }

  /**
   * {@return whether no checksum database is to be asked for a module}
   *
   * @param path of the module, not escaped
   */
  public boolean isPrivateForDatabase(String path) {
    return !path.equals(TOOLCHAIN) && noDatabase.matches(path);
  }

  /**
   * {@return whether no proxy is to be asked for a module}
   *
   * @param path of the module, not escaped
   */
  public boolean isPrivateForProxies(String path) {
    return noProxies.matches(path);
  }
}
