package dev.gotrust.module;

import dev.gotrust.bytes.FileSource;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.FileDifferences.NameList;
import dev.gotrust.module.FileDifferences.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Holds a GOROOT against the files of the toolchain module that Go publishes for its version
 * (cmd/distpack makes both). The zip has all that the go command compiles or runs; what a release's
 * archive has beside it is counted as not covered. See {@code specs/goroot.md}.
 *
 * @param differences files of the GOROOT that differ from those of the zip
 * @param notRegular symbolic links, FIFOs and devices in it
 * @param equal how many files of the zip are the same there
 * @param notCovered how many files lie where the zip has none and the go command takes none from
 */
public record GoRoot(FileDifferences differences, Names notRegular, int equal, int notCovered) {
  private static final String MODULE = "golang.org/toolchain";
  private static final String VERSION_PREFIX = "v0.0.1-";
  private static final String GO_MOD = "go.mod";

  /**
   * {@return whether all files of the zip are there, and nothing that the go command would take}
   */
  public boolean isIntact() {
    return differences.isEmpty() && notRegular.count() == 0;
  }

  /**
   * {@return the toolchain module that a GOROOT should be of: its file VERSION names the version,
   * the directory of its tools the system; null where one of them does not}
   *
   * @param goroot the directory
   * @throws IOException if it can't be read
   */
  public static @Nullable ModuleVersion toolchain(Path goroot) throws IOException {
    String version = version(goroot.resolve("VERSION"));
    String system = null;
    try (DirectoryStream<Path> tools = Files.newDirectoryStream(goroot.resolve("pkg/tool"))) {
      for (Path tool : tools) {
        if (system != null) {
          return null;
        }
        system = tool.getFileName().toString();
      }
    }
    int under = system == null ? -1 : system.indexOf('_');
    if (system == null || under < 0) {
      return null;
    }
    String full = VERSION_PREFIX + version + '.' + system.replace('_', '-');
    return ModulePath.versionProblem(full) == null ? new ModuleVersion(MODULE, full) : null;
  }

  private static String version(Path file) throws IOException {
    try (FileSource source = FileSource.open(file)) {
      byte[] start = new byte[(int) Math.min(source.size(), Limits.GO_VERSION)];
      source.read(0, start, 0, start.length);
      int end = 0;
      while (end < start.length && (start[end] & 0xff) > ' ') {
        end++;
      }
      return new String(start, 0, end, StandardCharsets.US_ASCII);
    }
  }

  /**
   * Compares a GOROOT.
   *
   * @param goroot the directory
   * @param zip the files of the toolchain module's zip
   * @return how they differ
   * @throws ModuleContentException if there is more in it than {@link dev.gotrust.bytes.Limits}
   *     admit
   * @throws IOException if it can't be read
   */
  public static GoRoot compare(Path goroot, FileHashes zip)
      throws IOException, ModuleContentException {
    Covered covered = new Covered(zip);
    FileHashes found = ModuleDirectory.read(goroot, covered);
    FileDifferences.Collector differences = new FileDifferences.Collector();
    boolean[] seen = new boolean[zip.count()];
    int equal = 0;
    for (int i = 0; i < found.count(); i++) {
      String name = found.name(i);
      int expected = indexIn(zip, name);
      if (expected < 0) {
        differences.extra(name);
      } else if (zip.sameBytes(expected, found, i)) {
        equal += seen[expected] ? 0 : 1;
        seen[expected] = true;
      } else {
        seen[expected] = true;
        differences.changed(name);
      }
    }
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i] && !zip.isDirectory(i)) {
        differences.missing(zip.name(i));
      }
    }
    return new GoRoot(differences.build(), covered.notRegular.names(), equal, covered.notCovered);
  }

  /** No module has a go.mod below its root: in the zip all of them are named _go.mod. */
  private static int indexIn(FileHashes zip, String name) {
    int index = zip.indexOf(name);
    boolean isGoMod = name.equals(GO_MOD) || name.endsWith('/' + GO_MOD);
    if (index >= 0 || !isGoMod) {
      return index;
    }
    return zip.indexOf(name.substring(0, name.length() - GO_MOD.length()) + '_' + GO_MOD);
  }

  /** Passes over what the zip leaves out and the go command takes nothing from. */
  private static final class Covered implements ModuleDirectory.Selection {
    private final FileHashes zip;
    private final NameList notRegular = new NameList();
    private int notCovered;

    Covered(FileHashes zip) {
      this.zip = zip;
    }

    @Override
    public boolean isHashed(String name) {
      if (isTaken(name) || indexIn(zip, name) >= 0) {
        return true;
      }
      notCovered++;
      return false;
    }

    @Override
    public void notRegular(String root, String name) {
      if (isTaken(name) || indexIn(zip, name) >= 0) {
        notRegular.add(name);
      } else {
        notCovered++;
      }
    }

    private static boolean isTaken(String name) {
      int slash = name.indexOf('/');
      return switch (slash < 0 ? name : name.substring(0, slash)) {
        case "api", "doc", "misc", "test", ".git", ".github" -> slash < 0;
        case ".gitattributes", ".gitignore", "VERSION.cache" -> false;
        case "pkg" -> isTakenFromPkg(name);
        default -> true;
      };
    }

    /** Compiled packages are linked in by Go before 1.20. */
    private static boolean isTakenFromPkg(String name) {
      return name.startsWith("pkg/include/") || name.startsWith("pkg/tool/") || name.endsWith(".a");
    }
  }
}
