package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import dev.gotrust.source.TreeState.Kind;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** The changes of a work tree as they are found, and the first thing that could not be told. */
final class Changes {
  private static final String UNTRACKED = "?? ";

  /** The first ones; the others are only counted. */
  private final TreeSet<String> lines = new TreeSet<>();

  private String last = "";
  private int count;
  private boolean onlyUntracked = true;
  private String doubt = "";
  private int names;
  private long hashed;

  /** Counts a name that is looked at. */
  void countName() throws IOException {
    if (++names > Limits.GIT_FILES) {
      throw new IOException("it has more than the " + Limits.GIT_FILES + " names looked at");
    }
  }

  /** Counts bytes that are to be hashed; false if there are too many. */
  boolean hash(long bytes) {
    hashed += bytes;
    return hashed <= Limits.GIT_HASHED;
  }

  /** Adds a change; the sides of a merge stand one behind the other, and are one. */
  void add(String letters, String path) {
    onlyUntracked = false;
    addLine(letters + ' ' + path);
  }

  void untracked(String path) {
    addLine(UNTRACKED + path);
  }

  private void addLine(String line) {
    count += line.equals(last) ? 0 : 1;
    last = line;
    lines.add(line);
    if (lines.size() > Limits.GIT_CHANGES) {
      lines.pollLast();
    }
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
    List<String> first = List.copyOf(lines);
    if (lines.isEmpty()) {
      return new TreeState(doubt.isEmpty() ? Kind.CLEAN : Kind.UNKNOWN, first, 0, doubt);
    }
    String said =
        onlyUntracked && doubt.isEmpty() ? "a user's own git settings may ignore these" : doubt;
    return new TreeState(Kind.CHANGED, first, count, said);
  }
}
