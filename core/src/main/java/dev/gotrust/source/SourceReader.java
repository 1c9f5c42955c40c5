package dev.gotrust.source;

import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.module.GoMod;
import dev.gotrust.source.SourceFacts.Commit;
import dev.gotrust.source.SourceFacts.Place;
import dev.gotrust.source.SourceFacts.Version;
import dev.gotrust.source.SourceReading.Unread;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a git checkout says of one commit. It writes nothing, starts no program, follows no
 * link to a file of the repository and reads no configuration but the repository's own.
 * Thread-safe.
 */
public final class SourceReader {
  private static final String LOOK = "see what git fsck says of it";

  private final GitTools tools;
  private final Predicate<Path> own;

  /**
   * Creates a reader.
   *
   * @param tools what reads objects and patterns
   * @param own whether a directory may be read, such as those that belong to the user
   */
  public SourceReader(GitTools tools, Predicate<Path> own) {
    this.tools = tools;
    this.own = own;
  }

  /**
   * Reads a checkout. Never throws for what it is.
   *
   * @param root where the work tree begins: the directory that holds {@code .git}
   * @param directory within it, where the go.mod of the main module may lie; or the root itself
   * @param query what is asked
   * @return what it is, or why it is not read
   */
  public SourceReading read(Path root, Path directory, SourceQuery query) {
    String location = root.toString();
    try {
      GitLayout layout = GitLayout.of(root, tools, own);
      String below = root.relativize(directory).toString().replace('\\', '/');
      try (GitTools.Objects objects = tools.objects(layout.objects())) {
        return read(layout, new GitObjects(objects), below, query);
      }
    } catch (SourceException unread) {
      return new Unread(location, unread.reason(), unread.next());
    } catch (IOException unreadable) {
      return new Unread(location, words(unreadable), LOOK);
    }
  }

  /** What an exception says, as a phrase behind the name of the checkout. */
  static String words(IOException failure) {
    String message = failure.getMessage();
    if (failure instanceof FileSystemException file) {
      return file.getFile() + " can't be read";
    }
    return message == null ? "it can't be read" : message;
  }

  private SourceReading read(GitLayout layout, GitObjects objects, String below, SourceQuery query)
      throws IOException {
    GitRefs refs = new GitRefs(layout);
    String head = refs.head();
    boolean isShallow = !layout.shallow().isEmpty();
    String id = query.revision().isEmpty() ? head : query.revision();
    String location = layout.root().toString();
    Bytes bytes = GitRefs.isId(id) ? objects.read(id, "commit", Limits.GIT_OBJECT) : null;
    if (bytes == null) {
      return new SourceFacts(
          location, head, isShallow, null, missing(id), null, null, TreeState.UNSEEN);
    }
    GitCommit commit = GitCommit.parse(id, bytes);
    Map<String, String> tags = tags(objects, refs);
    ModuleSearch search = new ModuleSearch(objects, id, query.mainModule());
    SourceModule module = search.find(commit.tree(), below);
    Bytes sha256 = Bytes.sha256(bytes.toArray());
    return new SourceFacts(
        location,
        head,
        isShallow,
        new Commit(id, sha256, commit.time(), place(layout, objects, head, id, tags), at(id, tags)),
        "",
        version(layout, objects, id, commit, tags, search, module, query),
        module,
        id.equals(head)
            ? WorkTree.state(tools, layout, own, objects, commit.tree())
            : TreeState.UNSEEN);
  }

  private static String missing(String id) {
    if (id.isEmpty()) {
      return "nothing is committed there";
    }
    return GitRefs.isId(id)
        ? "it has no commit " + id
        : "the revision is no ID of 40 hexadecimal digits";
  }

  /** Each tag with the commit that it leads to; those that lead to none are left out. */
  private static Map<String, String> tags(GitObjects objects, GitRefs refs) throws IOException {
    Map<String, String> commits = new TreeMap<>();
    for (Map.Entry<String, String> tag : refs.tags().entrySet()) {
      String commit = commitOf(objects, tag.getValue());
      if (commit != null) {
        commits.put(tag.getKey(), commit);
      }
    }
    return commits;
  }

  private static @Nullable String commitOf(GitObjects objects, String tag) {
    try {
      return objects.commitOf(tag);
    } catch (IOException malformed) {
      // A tag of anything may be among them; it is no commit's.
      return null;
    }
  }

  private static List<String> at(String id, Map<String, String> tags) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getValue().equals(id)) {
        names.add(tag.getKey());
      }
    }
    return names;
  }

  private static Place place(
      GitLayout layout, GitObjects objects, String head, String id, Map<String, String> tags)
      throws IOException {
    if (id.equals(head)) {
      return Place.HEAD;
    }
    if (tags.containsValue(id)) {
      return Place.TAGGED;
    }
    if (head.isEmpty()) {
      return Place.LOOSE;
    }
    GitHistory history = new GitHistory(objects, layout.shallow(), head);
    if (history.holds(id)) {
      return Place.HISTORY;
    }
    return history.isCut() ? Place.UNKNOWN : Place.LOOSE;
  }

  private static Version version(
      GitLayout layout,
      GitObjects objects,
      String id,
      GitCommit commit,
      Map<String, String> tags,
      ModuleSearch search,
      SourceModule module,
      SourceQuery query)
      throws IOException {
    String rootModule = search.rootModule(commit.tree());
    if (rootModule == null) {
      return new Version("", "there is no go.mod in its root", "", "", false);
    }
    GoMod goMod = module.goMod();
    return new ModuleVersions(
            query.mainModule(),
            rootModule,
            goMod == null ? List.of() : goMod.retract(),
            tags,
            new GitHistory(objects, layout.shallow(), id))
        .of(id, commit.time(), query.version());
  }
}
