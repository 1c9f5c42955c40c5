package dev.gotrust.source;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.GoMod;
import dev.gotrust.module.GoSum;
import dev.gotrust.module.GoWork;
import dev.gotrust.module.ModuleDirective;
import dev.gotrust.module.ModuleFileException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for the go.mod of a main module in the tree of a commit, and reads what belongs to it. */
final class ModuleSearch {
  private static final String GO_MOD = "go.mod";
  private static final String GO_SUM = "go.sum";
  private static final String GO_WORK = "go.work";
  private static final String GO_WORK_SUM = "go.work.sum";

  private final GitObjects objects;
  private final String commit;
  private final String mainModule;
  private final List<String> problems = new ArrayList<>();

  /** IDs of the go.sum and go.work.sum that were read. */
  private final Set<String> known = new HashSet<>();

  private long summed;
  private int names;

  ModuleSearch(GitObjects objects, String commit, String mainModule) {
    this.objects = objects;
    this.commit = commit;
    this.mainModule = mainModule;
  }

  /** A directory of the commit. */
  private record Place(String path, String tree) {
    String of(String name) {
      return path.isEmpty() ? name : path + '/' + name;
    }
  }

  /** The path that the go.mod in the root names; null if there is none. */
  @Nullable String rootModule(String tree) throws IOException {
    return modulePath(new Place("", tree), objects.tree(tree));
  }

  /**
   * Reads the module files.
   *
   * @param tree of the commit
   * @param near a directory of the repository where it may lie, or below whose go.mod
   */
  SourceModule find(String tree, String near) throws IOException {
    List<Place> way = way(tree, near);
    for (int i = way.size() - 1; i >= 0; i--) {
      GitTree entries = objects.tree(way.get(i).tree());
      if (mainModule.equals(modulePath(way.get(i), entries))) {
        return read(way.get(i), entries, tree);
      }
    }
    return everywhere(tree);
  }

  /** The directories from the root to one, as far as the commit has them. */
  private List<Place> way(String tree, String to) throws IOException {
    List<Place> way = new ArrayList<>();
    Place at = new Place("", tree);
    way.add(at);
    for (String name : to.isEmpty() ? new String[0] : to.split("/", -1)) {
      GitTree entries = objects.tree(at.tree());
      names += entries.entries().size();
      GitTree.Entry entry = entries.find(name);
      if (entry == null || !entry.isDirectory()) {
        break;
      }
      at = new Place(at.of(name), entry.id());
      way.add(at);
    }
    return way;
  }

  private SourceModule everywhere(String tree) throws IOException {
    Deque<Place> ahead = new ArrayDeque<>(List.of(new Place("", tree)));
    while (!ahead.isEmpty()) {
      Place place = ahead.poll();
      GitTree entries = objects.tree(place.tree());
      if (mainModule.equals(modulePath(place, entries))) {
        return read(place, entries, tree);
      }
      names += entries.entries().size();
      if (names > Limits.GIT_FILES) {
        problems.add("the commit has more names than are looked at for the main module's go.mod");
        break;
      }
      for (GitTree.Entry entry : entries.entries()) {
        if (entry.isDirectory()) {
          ahead.add(new Place(place.of(entry.name()), entry.id()));
        }
      }
    }
    return new SourceModule(null, null, List.of(), false, problems);
  }

  private @Nullable String modulePath(Place place, GitTree entries) throws IOException {
    GitTree.Entry entry = entries.find(GO_MOD);
    if (entry == null || !entry.isFile()) {
      return null;
    }
    try {
      byte[] data = objects.blob(entry.id(), Limits.GO_MOD).toArray();
      return ModuleDirective.parse(place.of(GO_MOD), data).modulePath();
    } catch (ModuleFileException unreadable) {
      return null;
    }
  }

  private SourceModule read(Place place, GitTree entries, String root) throws IOException {
    List<GoSum> sums = new ArrayList<>();
    addSum(sums, place, entries, GO_SUM);
    GoMod goMod = null;
    Bytes data = file(entries, GO_MOD, Limits.GO_MOD);
    try {
      goMod = data == null ? null : GoMod.parse(name(place, GO_MOD), data.toArray());
    } catch (ModuleFileException malformed) {
      problems.add(String.valueOf(malformed.getMessage()));
    }
    boolean workspace = false;
    for (Place above : way(root, place.path())) {
      GitTree there = objects.tree(above.tree());
      addSum(sums, above, there, GO_WORK_SUM);
      if (there.find(GO_WORK) != null) {
        workspace = true;
        addMembers(sums, above, there, root);
      }
    }
    return new SourceModule(place.path(), goMod, sums, workspace, problems);
  }

  /** A version that one module of a workspace asks for, and sums, is that of all of them. */
  private void addMembers(List<GoSum> sums, Place workspace, GitTree entries, String root)
      throws IOException {
    Bytes data = file(entries, GO_WORK, Limits.GO_MOD);
    if (data == null) {
      return;
    }
    try {
      for (GoWork.Use use : GoWork.parse(name(workspace, GO_WORK), data.toArray()).use()) {
        Place member = member(root, workspace, use.directory());
        if (member != null) {
          addSum(sums, member, objects.tree(member.tree()), GO_SUM);
        }
        if (names > Limits.GIT_FILES || summed > Limits.GIT_WORK_SUMS) {
          problems.add(name(workspace, GO_WORK) + " names more modules than are looked at");
          return;
        }
      }
    } catch (ModuleFileException malformed) {
      problems.add(String.valueOf(malformed.getMessage()));
    }
  }

  /** A directory that a go.work names; null for one that is none of the commit. */
  private @Nullable Place member(String root, Place workspace, String directory)
      throws IOException {
    Deque<String> path = new ArrayDeque<>();
    for (String name : workspace.of(directory).split("/", -1)) {
      if (name.equals("..") && path.pollLast() == null) {
        return null;
      }
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        path.add(name);
      }
    }
    List<Place> way = way(root, String.join("/", path));
    return directory.startsWith("/") || way.size() <= path.size() ? null : way.get(path.size());
  }

  private void addSum(List<GoSum> sums, Place place, GitTree entries, String name)
      throws IOException {
    GitTree.Entry entry = entries.find(name);
    Bytes data = file(entries, name, Limits.GO_SUM);
    if (data != null && entry != null && known.add(entry.id())) {
      summed += data.length();
      try {
        sums.add(GoSum.parse(name(place, name), data.toArray()));
      } catch (ModuleFileException malformed) {
        problems.add(String.valueOf(malformed.getMessage()));
      }
    }
  }

  private @Nullable Bytes file(GitTree entries, String name, int most) throws IOException {
    GitTree.Entry entry = entries.find(name);
    return entry == null || !entry.isFile() ? null : objects.blob(entry.id(), most);
  }

  /** A file of a commit, as git names it. */
  private String name(Place place, String name) {
    return commit.substring(0, 12) + ':' + place.of(name);
  }
}
