package dev.gotrust.components;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A Go module, as an SBOM lists it. Nothing of it is checked.
 *
 * @param place where it stands in the document, such as {@code components[3]}
 * @param name what the document calls it
 * @param paths the module paths that its name and package URL can mean, the likeliest first; at
 *     least one
 * @param versions what its version field and its package URL say; none where neither says any
 * @param h1 the hash of its zip, in the form of go.sum; empty where none is told
 * @param location the file that it was found in, as the document has it; empty where none is told
 * @param mainModule the main module of the program that it belongs to; empty where none is told
 * @param optional whether the document says that the program works without it
 */
public record Component(
    String place,
    String name,
    List<String> paths,
    List<String> versions,
    String h1,
    String location,
    String mainModule,
    boolean optional) {
  private static final Set<String> UNKNOWN =
      Set.of("", "unknown", "(unknown)", "noassertion", "none", "latest");

  private static final Set<String> SOURCES =
      Set.of("go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt");

  /** What tools call Go's own distribution; none is a module path that anybody could publish. */
  private static final Set<String> STANDARD = Set.of("stdlib", "std", "cmd", "toolchain");

  /**
   * Copies the lists.
   *
   * @param place where it stands in the document
   * @param name what the document calls it
   * @param paths the module paths that it can mean; copied
   * @param versions what is said of its version; copied
   * @param h1 the hash of its zip, may be empty
   * @param location the file that it was found in, may be empty
   * @param mainModule the main module of its program, may be empty
   * @param optional whether the program works without it
   */
  public Component {
    paths = List.copyOf(paths);
    versions = List.copyOf(versions);
  }

  /** {@return whether it is of Go's own distribution, which is no module of the build info} */
  public boolean isOfGo() {
    return STANDARD.contains(paths.get(0));
  }

  /** {@return whether it was read from a go.mod, a go.sum or a vendor list, and from no program} */
  public boolean isOfSource() {
    return SOURCES.contains(Draft.base(location));
  }

  /** Returns the name, with the version where one is told, as reports show it. */
  @Override
  public String toString() {
    return versions.isEmpty() ? paths.get(0) : paths.get(0) + '@' + versions.get(0);
  }

  /**
   * The paths that a component can mean. Some tools write the end of a path as the subpath of the
   * package URL; the specification has a package URL in lower case; the name, where it is the same
   * but for that, has the right one.
   */
  static List<String> paths(String group, String name, GoPurl purl) {
    Set<String> spelled = new LinkedHashSet<>();
    if (!purl.subpath().isEmpty()) {
      spelled.add(purl.path() + '/' + purl.subpath());
    }
    spelled.add(purl.path());
    List<String> paths = new ArrayList<>();
    for (String full : List.of(name, group + '/' + name)) {
      for (String path : spelled) {
        if (path.equalsIgnoreCase(full)) {
          paths.add(full);
        }
      }
    }
    spelled.removeAll(paths);
    paths.addAll(spelled);
    return paths;
  }

  /** What is said of a version, without the words that say that none is known. */
  static List<String> versions(String... said) {
    Set<String> versions = new LinkedHashSet<>();
    for (String version : said) {
      String lower = version.strip().toLowerCase(Locale.ROOT);
      if (!UNKNOWN.contains(lower)) {
        versions.add(version.strip());
      }
    }
    return new ArrayList<>(versions);
  }
}
