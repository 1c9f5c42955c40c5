package dev.gotrust.facts;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Go's function table shows of the code that was compiled in.
 *
 * @param functions how many functions it lists
 * @param bytes how many bytes of code these have; 0 where only the loader fills in the addresses
 * @param packages the packages, by path
 * @param goroot what stands in front of the standard library's package paths in file names, such as
 *     {@code /usr/local/go/src/}; empty where it was trimmed, null where no file shows it
 * @param marks what functions of the runtime show of the way it was built
 * @param newestApi the exported function of the standard library that was added to Go last, null
 *     where none is known
 */
public record CompiledCode(
    long functions,
    long bytes,
    List<CompiledPackage> packages,
    @Nullable String goroot,
    Set<Mark> marks,
    @Nullable ApiTrace newestApi) {
  /**
   * Copies the collections.
   *
   * @param functions how many functions it lists
   * @param bytes how many bytes of code these have
   * @param packages the packages; copied
   * @param goroot what stands in front of the standard library's package paths, null if unknown
   * @param marks what functions of the runtime show; copied
   * @param newestApi the standard library's newest function, null if none is known
   */
  public CompiledCode {
    packages = List.copyOf(packages);
    Set<Mark> copy = EnumSet.noneOf(Mark.class);
    copy.addAll(marks);
    marks = Collections.unmodifiableSet(copy);
  }

  /** Something that only a certain way of building leaves behind. */
  public enum Mark {
    /** The race detector's calls: {@code -race}. */
    RACE("runtime.racefuncenter"),
    /** The address sanitizer's calls: {@code -asan}. */
    ASAN("runtime.asanread"),
    /** The memory sanitizer's calls: {@code -msan}. */
    MSAN("runtime.msanread");

    private final String function;

    Mark(String function) {
      this.function = function;
    }

    /** {@return the function that shows it} */
    public String function() {
      return function;
    }
  }

  /**
   * An exported function of the standard library that was compiled in.
   *
   * @param minor the first release with it: Go 1.{@code minor}
   * @param function its name
   * @param offset where that name stands, from the start of the image; -1 if the file does not hold
   *     its first byte
   */
  public record ApiTrace(int minor, String function, long offset) {}

  /**
   * {@return the package with that path, or null if no function bears it}
   *
   * @param path an import path
   */
  public @Nullable CompiledPackage find(String path) {
    for (CompiledPackage compiled : packages) {
      if (compiled.path().equals(path)) {
        return compiled;
      }
    }
    return null;
  }
}
