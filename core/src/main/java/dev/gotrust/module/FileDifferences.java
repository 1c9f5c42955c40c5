package dev.gotrust.module;

import dev.gotrust.bytes.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * How the files of a place differ from those that should be there. Immutable.
 *
 * @param changed files that have other bytes
 * @param extra files that should not be there
 * @param missing files that should be there
 */
public record FileDifferences(Names changed, Names extra, Names missing) {
  /**
   * Names of files, the first {@link Limits#MODULE_DIFFERENCES} of them.
   *
   * @param first some of them, sorted; they may hold anything
   * @param count how many there are
   */
  public record Names(List<String> first, int count) {
    /**
     * Copies the list.
     *
     * @param first some of them, sorted; they may hold anything
     * @param count how many there are
     */
    public Names {
      first = List.copyOf(first);
    }
  }

  /** {@return whether there is no difference} */
  public boolean isEmpty() {
    return changed.count == 0 && extra.count == 0 && missing.count == 0;
  }

  /** Holds files against those that should be there; directories of a zip are passed over. */
  static FileDifferences between(FileHashes expected, FileHashes found) {
    Collector differences = new Collector();
    int at = 0;
    for (int i = 0; i < expected.count(); i++) {
      if (expected.isDirectory(i)) {
        continue;
      }
      String name = expected.name(i);
      int order = 1;
      while (at < found.count() && (order = ByteOrder.INSTANCE.compare(found.name(at), name)) < 0) {
        differences.extra(found.name(at++));
      }
      if (at == found.count() || order > 0) {
        differences.missing(name);
      } else if (!expected.sameBytes(i, found, at++)) {
        differences.changed(name);
      }
    }
    while (at < found.count()) {
      differences.extra(found.name(at++));
    }
    return differences.build();
  }

  /** Counts all names and keeps the first ones. */
  static final class Collector {
    private final NameList changed = new NameList();
    private final NameList extra = new NameList();
    private final NameList missing = new NameList();

    void changed(String name) {
      changed.add(name);
    }

    void extra(String name) {
      extra.add(name);
    }

    void missing(String name) {
      missing.add(name);
    }

    FileDifferences build() {
      return new FileDifferences(changed.names(), extra.names(), missing.names());
    }
  }

  /** Counts names and keeps the first ones that it is told. */
  static final class NameList {
    private final List<String> first = new ArrayList<>();
    private int count;

    void add(String name) {
      count++;
      if (first.size() < Limits.MODULE_DIFFERENCES) {
        first.add(name);
      }
    }

    Names names() {
      first.sort(ByteOrder.INSTANCE);
      return new Names(first, count);
    }
  }
}
