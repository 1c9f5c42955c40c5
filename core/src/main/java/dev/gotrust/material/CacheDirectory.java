package dev.gotrust.material;

import dev.gotrust.bytes.Unreadable;
import dev.gotrust.checksumdb.TreeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where what was verified is kept from run to run: below the directory that the user names, or
 * {@code gotrust} in the directory of his caches. Directories are made for him alone. One that is a
 * symbolic link, belongs to another user or can be written by others is refused: whoever can change
 * what is kept could hide that a database has forked. Thread-safe.
 */
public final class CacheDirectory {
  private static final String NAME = "gotrust";
  private static final String TRUST = "sigstore";

  private final SafeDirectories directories;

  private CacheDirectory(SafeDirectories directories) {
    this.directories = directories;
  }

  /**
   * {@return the cache of a run}; it need not be there yet
   *
   * @param named what the user names, null for the place that the system has for it
   * @param variables the environment variables
   * @throws IOException if it is refused, or nothing says where it lies
   */
  public static CacheDirectory open(@Nullable Path named, Map<String, String> variables)
      throws IOException {
    return open(
        named, new Environment(variables, Platform.ofThisMachine()), Ownership.ofThisProcess());
  }

  static CacheDirectory open(@Nullable Path named, Environment environment, Ownership ownership)
      throws IOException {
    Path root = named == null ? usual(environment) : named;
    SafeDirectories directories = new SafeDirectories(root.toAbsolutePath().normalize(), ownership);
    directories.check("");
    return new CacheDirectory(directories);
  }

  private static Path usual(Environment environment) throws IOException {
    Path caches = environment.caches();
    if (caches == null) {
      throw new IOException(
          "no cache: nothing says where the user's caches lie; name a directory with --cache-dir,"
              + " or set XDG_CACHE_HOME or HOME");
    }
    return caches.resolve(NAME);
  }

  /** {@return its root} */
  public Path root() {
    return directories.root();
  }

  /**
   * {@return what is kept of one checksum database}
   *
   * @param name of the database
   * @param keyHash of its key, as verifier keys have it: eight hex digits. Another key has another
   *     place, as its tree is another
   * @throws IOException if its directory is refused
   */
  public TreeStore database(String name, String keyHash) throws IOException {
    String directory = "sumdb/" + sanitised(name) + "+" + sanitised(keyHash);
    directories.check(directory);
    return new KeptTree(directories, directory);
  }

  /**
   * {@return where a downloaded file of a module has its place; its directory is made}
   *
   * @param path below a proxy's root, such as {@code golang.org/x/mod/@v/v0.30.0.zip}, escaped
   * @throws IOException if a directory on the way is refused or can't be made
   */
  public Path download(String path) throws IOException {
    Path file = PlainPath.below(directories.root(), "download/" + PlainPath.check(path));
    String below = "download/" + path;
    try {
      directories.make(below.substring(0, below.lastIndexOf('/')));
    } catch (IOException failed) {
      throw new IOException(
          "nothing can be kept in the cache: " + Unreadable.explain(file, failed), failed);
    }
    if (Files.isSymbolicLink(file)) {
      throw new IOException(file + " is a symbolic link; remove it");
    }
    return file;
  }

  /** Where the trusted root of Sigstore is kept; it need not be there. */
  Path trust() throws IOException {
    directories.check(TRUST);
    return directories.root().resolve(TRUST);
  }

  /** Where the metadata of one instance are kept, in a directory beside its trusted root. */
  Path trustForWriting(String instance) throws IOException {
    return directories.make(TRUST + '/' + sanitised(instance));
  }

  /** A name of GOSUMDB as a name of one directory, that of no two names the same. */
  static String sanitised(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
      boolean dot = c == '.' && i > 0 && i < name.length() - 1;
      if (plain || dot) {
        out.append(c);
      } else {
        out.append('%').append(Integer.toHexString(c)).append('_');
      }
    }
    return out.toString();
  }
}
