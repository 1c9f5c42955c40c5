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

  private StandardPaths() {}

  /** Whether a path can be one of Go's distribution: its first element has no dot. */
  static boolean isPlain(String path) {
    return first(path).indexOf('.') < 0;
  }

  /** Whether a path begins as those do that were known up to {@link #NEWEST}. */
  static boolean isKnown(String path) {
    return FIRST_ELEMENTS.contains(first(path));
  }

  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
