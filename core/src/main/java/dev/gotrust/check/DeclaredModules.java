package dev.gotrust.check;

import dev.gotrust.facts.BuildInfo;
import dev.gotrust.facts.BuildInfo.Module;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a build info declares, sorted by what a go.sum can say of them. What was
 * compiled counts: a replacement stands for the module that it replaces.
 */
final class DeclaredModules {
  private static final String DEVEL = "(devel)";

  private final List<Module> hashed = new ArrayList<>();
  private final List<Module> unhashed = new ArrayList<>();
  private final @Nullable Module main;
  private final int unknownLines;
  private int local;
  private int workspace;

  DeclaredModules(BuildInfo info) {
    this.main = info.main();
    this.unknownLines = info.unknownLines().size();
    for (Module dep : info.deps()) {
      sort(dep);
    }
  }

  private void sort(Module dep) {
    Module compiled = dep.effective();
    if (!compiled.sum().isEmpty()) {
      hashed.add(compiled);
    } else if (dep.replace() != null && isDirectory(compiled.path())) {
      local++;
    } else if (dep.replace() == null && dep.version().equals(DEVEL)) {
      workspace++;
    } else {
      unhashed.add(compiled);
    }
  }

  /** Whether a replacement is a directory (golang.org/x/mod/modfile, IsDirectoryPath). */
  private static boolean isDirectory(String path) {
    if (path.equals(".") || path.equals("..")) {
      return true;
    }
    String slashed = path.replace('\\', '/');
    boolean drive = path.length() > 1 && path.charAt(1) == ':' && isAsciiLetter(path.charAt(0));
    return drive
        || slashed.startsWith("./")
        || slashed.startsWith("../")
        || slashed.startsWith("/");
  }

  private static boolean isAsciiLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /**
   * Returns the main module if it has a hash, as one that was built at a version has; else null.
   */
  @Nullable Module hashedMain() {
    return main == null || main.effective().sum().isEmpty() ? null : main.effective();
  }

  /** Returns the modules with a hash, in declared order. */
  List<Module> hashed() {
    return hashed;
  }

  /** Returns the modules that should have a hash and have none, as under -mod=vendor. */
  List<Module> unhashed() {
    return unhashed;
  }

  /** Returns how many lines of the build info may declare modules that nobody can read. */
  int unknownLines() {
    return unknownLines;
  }

  /** Says that the list may be incomplete; only to be asked for where lines are unknown. */
  String incomplete() {
    return (unknownLines == 1 ? "1 line" : unknownLines + " lines")
        + " of the build info "
        + (unknownLines == 1 ? "is" : "are")
        + " not understood, so the list of modules may be incomplete";
  }

  /** Says behind a reason which modules have no h1, and whether all are known. */
  void appendShortfalls(StringBuilder reason) {
    if (!unhashed.isEmpty()) {
      reason.append("; ").append(unhashed.size());
      reason.append(" declared without an h1, as vendored ones are");
    }
    if (unknownLines > 0) {
      reason.append("; ").append(incomplete());
    }
  }

  /** Returns how many modules a go.sum should list; the main module is none of them. */
  int total() {
    return hashed.size() + unhashed.size();
  }

  /**
   * Returns what is not counted because no go.sum lists it, as words; empty if there is none. Of
   * the main module alone nobody expects anything else.
   *
   * @param mainCounts whether a go.sum lists the main module for once
   */
  String uncounted(boolean mainCounts) {
    return local + workspace == 0 ? "" : unlisted(mainCounts);
  }

  /** Returns what no go.sum lists, as words; empty if there is none. */
  String unlisted(boolean mainCounts) {
    StringBuilder words = new StringBuilder();
    if (main != null && !mainCounts) {
      append(words, "the main module");
    }
    if (local > 0) {
      append(words, local == 1 ? "1 local replacement" : local + " local replacements");
    }
    if (workspace > 0) {
      append(words, workspace == 1 ? "1 workspace member" : workspace + " workspace members");
    }
    return words.toString();
  }

  private static void append(StringBuilder words, String word) {
    words.append(words.isEmpty() ? "" : ", ").append(word);
  }
}
