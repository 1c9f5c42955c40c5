package dev.gotrust.material;

import dev.gotrust.material.Material.Standing;
import dev.gotrust.source.GitTools;
import dev.gotrust.source.SourceQuery;
import dev.gotrust.source.SourceReader;
import dev.gotrust.source.SourceReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A git checkout that is asked for commits. What reads it is loaded when it is first asked.
 * Thread-safe; one question is answered at a time, and the last answers are kept.
 */
public final class GitSource {
  private static final int MOST = 16;

  private final Path directory;
  private final @Nullable Path root;
  private final Standing standing;
  private final Ownership ownership;
  private final Map<SourceQuery, SourceReading> kept = new LinkedHashMap<>(16, 0.75f, true);

  private GitSource(Path directory, @Nullable Path root, Standing standing, Ownership ownership) {
    this.directory = directory;
    this.root = root;
    this.standing = standing;
    this.ownership = ownership;
  }

  /**
   * {@return a checkout that the user named, whoever owns it}
   *
   * @param directory within its work tree; the go.mod of the main module is looked for there first
   * @throws IOException if there is no such directory
   */
  public static GitSource given(Path directory) throws IOException {
    Path real = directory.toRealPath();
    return new GitSource(real, GitWorkTree.rootOf(real), Standing.GIVEN, Ownership.ofThisProcess());
  }

  /** A checkout that was found; what another user owns of it is not read. */
  static GitSource found(Path directory, Path root, Ownership ownership) {
    return new GitSource(directory, root, Standing.REPOSITORY, ownership);
  }

  /**
   * {@return what the checkout is at a commit; never throws for what it is}
   *
   * @param query what is asked
   */
  public synchronized SourceReading ask(SourceQuery query) {
    SourceReading reading = kept.get(query);
    if (reading == null) {
      reading = read(query);
      kept.put(query, reading);
      if (kept.size() > MOST) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return reading;
  }

  private SourceReading read(SourceQuery query) {
    if (root == null) {
      return new SourceReading.Unread(
          directory.toString(),
          "there is no git repository",
          "name the directory of a git checkout with --source DIR");
    }
    boolean isGiven = standing == Standing.GIVEN;
    SourceReader reader = new SourceReader(Apart.GIT, path -> isGiven || ownership.isOwn(path));
    return reader.read(root, directory, query);
  }

  /**
   * {@return what the checkout is at some commits}
   *
   * @param queries what is asked
   */
  public SourceMaterial answer(Collection<SourceQuery> queries) {
    Map<SourceQuery, SourceReading> readings = new LinkedHashMap<>();
    for (SourceQuery query : queries) {
      readings.put(query, ask(query));
    }
    return new SourceMaterial(standing, readings);
  }

  /** JGit's classes, loaded at the first question. */
  private static final class Apart {
    static final GitTools GIT = load();

    private static GitTools load() {
      ClassLoader loader = new ApartLoader(GitSource.class.getClassLoader());
      try {
        return (GitTools)
            loader.loadClass("dev.gotrust.source.git.ConfinedGit").getConstructor().newInstance();
      } catch (ReflectiveOperationException incomplete) {
        throw new IllegalStateException("JGit is part of this library", incomplete);
      }
    }
  }
}
