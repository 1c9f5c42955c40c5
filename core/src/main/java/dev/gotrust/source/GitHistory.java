package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A commit and all that it comes from, looked through up to {@link Limits#GIT_COMMITS}. */
final class GitHistory {
  private final GitObjects objects;
  private final Set<String> shallow;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> ahead = new ArrayDeque<>();
  private boolean cut;

  GitHistory(GitObjects objects, Set<String> shallow, String from) {
    this.objects = objects;
    this.shallow = shallow;
    add(from);
  }

  private void add(String id) {
    if (seen.size() >= Limits.GIT_COMMITS) {
      cut = true;
    } else if (seen.add(id)) {
      ahead.add(id);
    }
  }

  /** Whether a commit is in it; looks no further than need be. */
  boolean holds(String id) throws IOException {
    while (!seen.contains(id)) {
      String next = ahead.poll();
      if (next == null) {
        return false;
      }
      @Nullable GitCommit commit = objects.commit(next);
      if (commit == null || shallow.contains(next) && !commit.parents().isEmpty()) {
        cut = true;
        continue;
      }
      for (String parent : commit.parents()) {
        add(parent);
      }
    }
    return true;
  }

  /** Whether a commit that was not found may yet be in it: it is cut, or too long. */
  boolean isCut() {
    return cut;
  }
}
