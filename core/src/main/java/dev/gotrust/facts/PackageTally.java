package dev.gotrust.facts;

import dev.gotrust.facts.CompiledCode.ApiTrace;
import dev.gotrust.module.ModuleVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one package while the functions are read. */
final class PackageTally {
  /** More directories of one package are not kept; an intact file shows one. */
  private static final int MOST_PLACES = 16;

  /** What GOROOT's name ends with in the names of files. */
  private static final String SRC = "/src/";

  private final int index;

  /** The path as functions' names spell it, escaped. */
  private final byte[] spelled;

  private final String path;

  /** What directories of the package end with: its path, or for {@code main} the path it has. */
  private final String directory;

  private final byte[] lastElement;

  private final List<SourcePlace> places = new ArrayList<>();

  /** Whether its path can be one of Go's distribution, where no first element has a dot. */
  private final boolean mayBeStandard;

  private @Nullable ApiTrace newest;
  private boolean fits;
  private boolean settled;
  private boolean written;
  private int functions;
  private long bytes;
  private long lastFile = -1;

  /** The directory of the file that was looked at last, as the table spells it. */
  private byte[] lastDirectory = {};

  PackageTally(int index, byte[] spelled, String path, String directory) {
    this.index = index;
    this.spelled = spelled;
    this.path = path;
    this.directory = directory;
    this.lastElement = lastElement(directory);
    this.mayBeStandard =
        path.equals("main") ? directory.startsWith("cmd/") : StandardPaths.isPlain(path);
  }

  /** Whether a function's name begins with this package's path. */
  boolean leads(byte[] name, int from, int to) {
    int end = from + spelled.length;
    return end <= to && Arrays.equals(name, from, end, spelled, 0, spelled.length);
  }

  /** Returns how many bytes of its functions' names are its path. */
  int spelledLength() {
    return spelled.length;
  }

  void count(long codeSize) {
    functions++;
    bytes += codeSize;
  }

  /** Returns a number for a file of this package; no other pair of both has it. */
  long pair(long file) {
    lastFile = file;
    return (long) index << 40 | file & (1L << 40) - 1;
  }

  long lastFile() {
    return lastFile;
  }

  /**
   * Whether a file's directory shows nothing new: it is that of the last one, which is noted if it
   * is not, or it can't fit where another one did.
   *
   * @param from where in the array the directory's name starts
   * @param slash where it ends
   */
  boolean knows(byte[] bytes, int from, int slash) {
    if (fits && !mayFit(bytes, from, slash)) {
      return true;
    }
    if (lastDirectory.length > 0
        && Arrays.equals(bytes, from, slash, lastDirectory, 0, lastDirectory.length)) {
      return true;
    }
    lastDirectory = Arrays.copyOfRange(bytes, from, slash);
    return false;
  }

  /** Notes that a function of the package was written, and not made by the compiler. */
  void written() {
    written = true;
  }

  /**
   * Whether any function of it was written. The methods that the compiler makes for embedded types
   * can have another package's path in the middle of their names, so they alone show no package.
   */
  boolean isWritten() {
    return written;
  }

  String path() {
    return path;
  }

  boolean fits() {
    return fits;
  }

  /**
   * Whether no further file can show anything: one lay where GOROOT has the package, and all files
   * of a package lie in one directory.
   */
  boolean isSettled() {
    return settled && written;
  }

  boolean isRuntime() {
    return path.equals("runtime");
  }

  boolean mayBeStandard() {
    return mayBeStandard;
  }

  /** Notes the function that was added to Go last. */
  void newest(ApiTrace trace) {
    newest = trace;
  }

  @Nullable ApiTrace newest() {
    return newest;
  }

  int newestMinor() {
    return newest == null ? 0 : newest.minor();
  }

  SourcePlace place(String file, long offset, String function) {
    return SourcePaths.place(directory, file, offset, function);
  }

  /** A directory that fits ends with the last element of the path, or with that at a version. */
  private boolean mayFit(byte[] bytes, int from, int slash) {
    int start = slash;
    while (start > from && bytes[start - 1] != '/') {
      start--;
    }
    for (int i = 0; i < lastElement.length; i++) {
      if (start + i >= slash || bytes[start + i] != lastElement[i]) {
        return false;
      }
    }
    return true;
  }

  /** The last element of a directory, empty if a capital in it may be spelled otherwise. */
  private static byte[] lastElement(String directory) {
    String element = directory.substring(directory.lastIndexOf('/') + 1);
    for (int i = 0; i < element.length(); i++) {
      if (element.charAt(i) > 'z' || Character.isUpperCase(element.charAt(i))) {
        return new byte[0];
      }
    }
    return element.getBytes(StandardCharsets.US_ASCII);
  }

  /** Keeps a place if its directory is new; one that fits drives out all that do not. */
  void add(SourcePlace place) {
    if (place.fits() && !fits) {
      places.clear();
      fits = true;
      String root = place.root();
      settled = mayBeStandard && place.module() == null && (root.isEmpty() || root.endsWith(SRC));
    }
    if (place.fits() == fits && places.size() < MOST_PLACES && !knows(place)) {
      places.add(place);
    }
  }

  private boolean knows(SourcePlace place) {
    for (SourcePlace known : places) {
      if (known.root().equals(place.root()) && equal(known, place)) {
        return true;
      }
    }
    return false;
  }

  /** Written out, as the first use of a record's own method costs much of a start. */
  private static boolean equal(SourcePlace one, SourcePlace other) {
    ModuleVersion module = one.module();
    ModuleVersion known = other.module();
    if (module == null || known == null) {
      return module == null && known == null;
    }
    return module.path().equals(known.path()) && module.version().equals(known.version());
  }

  List<SourcePlace> places() {
    return places;
  }

  CompiledPackage finish(boolean standard) {
    return new CompiledPackage(path, functions, bytes, standard, places);
  }
}
