package dev.gotrust.facts;

import dev.gotrust.module.ModuleVersion;

/**
 * What a source file's name shows of the package that it belongs to: the go command compiles a
 * package from one directory, and names that directory {@code module@version/sub} where it lies in
 * the module cache or where -trimpath hides it (cmd/go/internal/work/gc.go, trimPath; {@code
 * golang.org/x/mod/module}, EscapePath).
 */
final class SourcePaths {
  private SourcePaths() {}

  /**
   * Returns the place that a file's name shows for a package.
   *
   * @param path import path of the package
   * @param file the file's name as the table spells it
   * @param offset where that name stands in the image
   * @param function a function of the package that names the file
   */
  static SourcePlace place(String path, String file, long offset, String function) {
    int slash = file.lastIndexOf('/');
    String directory = slash < 0 ? "" : file.substring(0, slash);
    boolean plain = endsWith(directory, path);
    String root = plain ? directory.substring(0, directory.length() - path.length()) : directory;
    SourcePlace found = new SourcePlace(plain, root, null, file, offset, function);
    int at = version(directory);
    return at < 0 || !isSource(file) ? found : versioned(path, directory, at, found);
  }

  /**
   * Whether the go command compiles files that are named so. Any other name was put there by a
   * {@code //line} directive: generated code names its grammar, where that once lay.
   */
  private static boolean isSource(String file) {
    return file.endsWith(".go") || file.endsWith(".s");
  }

  /** The index of the @ in front of the last version in a directory's name, -1 if there is none. */
  private static int version(String directory) {
    for (int at = directory.lastIndexOf("@v"); at > 0; at = directory.lastIndexOf("@v", at - 1)) {
      if (at + 2 < directory.length() && Character.isDigit(directory.charAt(at + 2))) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Returns the place in a module at a version. Its path need not be that which the package's path
   * begins with: a replacement is compiled under the path of the module that it replaces.
   *
   * @param at where in the directory's name the version's @ stands
   * @param other the place if the package does not end as the directory below the module does
   */
  private static SourcePlace versioned(String path, String directory, int at, SourcePlace other) {
    int slash = directory.indexOf('/', at);
    int end = slash < 0 ? directory.length() : slash;
    String below = directory.substring(end);
    if (!path.endsWith(below)) {
      return other;
    }
    String module = path.substring(0, path.length() - below.length());
    String shown = unescape(directory.substring(0, at));
    boolean own = endsWith(shown, module);
    return new SourcePlace(
        own,
        own ? shown.substring(0, shown.length() - module.length()) : directory,
        new ModuleVersion(own ? module : shown, unescape(directory.substring(at + 1, end))),
        other.file(),
        other.offset(),
        other.function());
  }

  /** Whether a directory's name ends with the elements of a path. */
  static boolean endsWith(String directory, String path) {
    int before = directory.length() - path.length() - 1;
    return directory.endsWith(path) && (before < 0 || directory.charAt(before) == '/');
  }

  /**
   * Undoes the escaping of capitals in the module cache. Unlike {@code ModuleEscape} it takes any
   * text: what stands in front of the module's path is a directory of whoever built the file.
   */
  static String unescape(String path) {
    if (path.indexOf('!') < 0) {
      return path;
    }
    StringBuilder plain = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char next = path.charAt(i);
      char after = i + 1 < path.length() ? path.charAt(i + 1) : 0;
      if (next == '!' && after >= 'a' && after <= 'z') {
        plain.append((char) (after - 'a' + 'A'));
        i++;
      } else {
        plain.append(next);
      }
    }
    return plain.toString();
  }
}
