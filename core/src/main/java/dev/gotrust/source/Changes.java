package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import dev.gotrust.source.TreeState.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The changes of a work tree as they are found, and the first thing that could not be told. */
final class Changes {
  private static final String UNTRACKED = "?? ";

  private final TreeSet<String> lines = new TreeSet<>();
  private String doubt = "";
  private int names;
  private long hashed;

  /** Counts a name that is looked at; false if there are too many. */
  boolean count() {
    return ++names <= Limits.GIT_FILES;
  }

  /** Counts bytes that are to be hashed; false if there are too many. */
  boolean hash(long bytes) {
    hashed += bytes;
    return hashed <= Limits.GIT_HASHED;
  }

  void add(String letters, String path) {
    lines.add(letters + ' ' + path);
  }

  void untracked(String path) {
    lines.add(UNTRACKED + path);
  }

  void doubt(String phrase) {
    if (doubt.isEmpty()) {
      doubt = phrase;
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  String doubt() {
    return doubt;
  }

  TreeState state() {
    List<String> first = new ArrayList<>();
    boolean onlyUntracked = true;
    for (String line : lines) {
      onlyUntracked &= line.startsWith(UNTRACKED);
      if (first.size() < Limits.GIT_CHANGES) {
        first.add(line);
      }
    }
    if (lines.isEmpty()) {
      return new TreeState(doubt.isEmpty() ? Kind.CLEAN : Kind.UNKNOWN, first, 0, doubt);
    }
    String said =
        onlyUntracked && doubt.isEmpty() ? "a user's own git settings may ignore these" : doubt;
    return new TreeState(Kind.CHANGED, first, lines.size(), said);
  }
}
