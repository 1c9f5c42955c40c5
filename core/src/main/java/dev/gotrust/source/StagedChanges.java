package dev.gotrust.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is staged: the index against a commit. Of the commit, which may be large, no list is made.
 */
final class StagedChanges {
  private final List<GitIndex.Entry> entries;
  private final Changes changes;

  /** Name to the first entry of that name. */
  private final Map<String, Integer> staged = new HashMap<>();

  StagedChanges(GitIndex index, Changes changes) {
    this.entries = index.entries();
    this.changes = changes;
    for (int i = 0; i < entries.size(); i++) {
      staged.putIfAbsent(entries.get(i).name(), i);
    }
  }

  /** Adds the changes against the tree of a commit. */
  void compare(GitObjects objects, String tree) throws IOException {
    BitSet committed = new BitSet(entries.size());
    record Ahead(String prefix, String tree) {}
    Deque<Ahead> ahead = new ArrayDeque<>(List.of(new Ahead("", tree)));
    while (!ahead.isEmpty()) {
      Ahead next = ahead.poll();
      for (GitTree.Entry entry : objects.tree(next.tree()).entries()) {
        changes.countName();
        String path = next.prefix() + entry.name();
        if (entry.isDirectory()) {
          ahead.add(new Ahead(path + '/', entry.id()));
        } else {
          Integer at = staged.get(path);
          compare(at == null ? null : entries.get(at), entry, path);
          committed.set(at == null ? entries.size() : at);
        }
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      GitIndex.Entry entry = entries.get(i);
      if (entry.conflict()) {
        changes.add("UU", entry.name());
      } else if (entry.intended()) {
        changes.add(" A", entry.name());
      } else if (!committed.get(staged.getOrDefault(entry.name(), i))) {
        changes.add("A ", entry.name());
      }
    }
  }

  private void compare(GitIndex.@Nullable Entry inIndex, GitTree.Entry before, String path) {
    if (inIndex == null) {
      changes.add("D ", path);
    } else if (!inIndex.conflict()
        && !inIndex.intended()
        && !(before.id().equals(inIndex.id()) && isSameMode(before.mode(), inIndex.mode()))) {
      changes.add("M ", path);
    }
  }

  /** Old trees have permissions that git takes for one of two. */
  private static boolean isSameMode(int one, int other) {
    return (one & GitTree.TYPE) == (other & GitTree.TYPE) && (one & 0100) == (other & 0100);
  }
}
