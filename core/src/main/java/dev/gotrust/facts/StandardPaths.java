package dev.gotrust.facts;

import java.util.Set;

/** The import paths of Go's own distribution (the directories of {@code GOROOT/src}). */
final class StandardPaths {
  /** The last release whose first elements are listed. */
  static final int NEWEST = 27;

  private static final Set<String> FIRST_ELEMENTS =
      Set.of(
          "archive",
          "arena",
          "bufio",
          "builtin",
          "bytes",
          "cmd",
          "cmp",
          "compress",
          "container",
          "context",
          "crypto",
          "database",
          "debug",
          "embed",
          "encoding",
          "errors",
          "expvar",
          "flag",
          "fmt",
          "go",
          "hash",
          "html",
          "image",
          "index",
          "internal",
          "io",
          "iter",
          "log",
          "maps",
          "math",
          "mime",
          "net",
          "os",
          "path",
          "plugin",
          "reflect",
          "regexp",
          "runtime",
          "simd",
          "slices",
          "sort",
          "strconv",
          "strings",
          "structs",
          "sync",
          "syscall",
          "testing",
          "text",
          "time",
          "unicode",
          "unique",
          "unsafe",
          "uuid",
          "vendor",
          "weak");

  private static final String FIPS = "crypto/internal/fips140/v";
  private static final String FIPS_MODULE = "golang.org/fips140@v";

  private StandardPaths() {}

  /** Whether a path can be one of Go's distribution: its first element has no dot. */
  static boolean isPlain(String path) {
    return first(path).indexOf('.') < 0;
  }

  /** Whether a path begins as those do that were known up to {@link #NEWEST}. */
  static boolean isKnown(String path) {
    return FIRST_ELEMENTS.contains(first(path));
  }

  /**
   * Whether a package is of code that Go carries from elsewhere: a frozen FIPS 140 module, which
   * the go command unpacks into the module cache (cmd/go/internal/fips140), or what Go's commands
   * are linked with.
   */
  static boolean isCarried(String path, SourcePlace place, String goroot) {
    return path.startsWith(FIPS) && place.file().contains(FIPS_MODULE)
        || place.fits() && place.root().equals(goroot + "cmd/vendor/");
  }

  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
