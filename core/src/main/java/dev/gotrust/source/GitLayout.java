package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import dev.gotrust.source.GitTools.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a repository lie (gitrepository-layout): the files of one work tree, what all
 * of them share, and the directories of objects.
 *
 * @param root where the work tree begins
 * @param git what belongs to this work tree alone: HEAD and index
 * @param common what all work trees share: refs, packed-refs, config
 * @param objects directories of objects, its own first, then its alternates
 * @param config the entries of its configuration
 */
record GitLayout(Path root, Path git, Path common, List<Path> objects, List<Entry> config) {
  private static final String GIT_FILE = "gitdir:";

  /** Extensions of a repository that change nothing of what is read here. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "noop",
          "preciousobjects",
          "partialclone",
          "worktreeconfig",
          "objectformat",
          "refstorage",
          "relativeworktrees");

  static GitLayout of(Path root, GitTools tools, Predicate<Path> own)
      throws IOException, SourceException {
    Path git = gitDirectory(root.resolve(".git"));
    String shared = GitFiles.text(git.resolve("commondir"), Limits.NAME);
    Path common = shared == null ? git : GitFiles.resolve(git, shared);
    List<Entry> config = config(git, common, tools);
    refuseUnknown(config);
    List<Path> objects = alternates(common.resolve("objects"));
    for (Path path : List.of(root, root.resolve(".git"), git, common)) {
      refuseForeign(path, own);
    }
    for (Path path : objects) {
      refuseForeign(path, own);
    }
    return new GitLayout(root, git, common, objects, config);
  }

  private static void refuseForeign(Path path, Predicate<Path> own) throws SourceException {
    if (!own.test(path)) {
      throw new SourceException(
          path + " belongs to another user", "name the checkout with --source DIR if you trust it");
    }
  }

  private static Path gitDirectory(Path git) throws IOException, SourceException {
    if (Files.isDirectory(git)) {
      return git;
    }
    String text = GitFiles.text(git, Limits.NAME);
    if (text == null || !text.startsWith(GIT_FILE)) {
      throw new SourceException(
          "there is no git repository", "name the directory of a git checkout");
    }
    Path parent = git.toAbsolutePath().getParent();
    Path named =
        GitFiles.resolve(parent == null ? git : parent, text.substring(GIT_FILE.length()).strip());
    if (!Files.isDirectory(named)) {
      throw new SourceException(
          "its repository is not where " + git + " says", "repair it with git worktree repair");
    }
    return named;
  }

  private static List<Entry> config(Path git, Path common, GitTools tools) throws IOException {
    List<Entry> entries = new ArrayList<>();
    byte[] shared = GitFiles.read(common.resolve("config"), Limits.GIT_CONFIG);
    if (shared != null) {
      entries.addAll(tools.config(new String(shared, StandardCharsets.UTF_8)));
    }
    byte[] own = GitFiles.read(git.resolve("config.worktree"), Limits.GIT_CONFIG);
    if (own != null && isTrue(value(entries, "extensions", "worktreeconfig"))) {
      entries.addAll(tools.config(new String(own, StandardCharsets.UTF_8)));
    }
    return List.copyOf(entries);
  }

  private static void refuseUnknown(List<Entry> config) throws SourceException {
    String version = value(config, "core", "repositoryformatversion");
    if (version != null && !version.equals("0") && !version.equals("1")) {
      throw new SourceException("its format has the version " + version, NOT_YET);
    }
    String hash = value(config, "extensions", "objectformat");
    if (hash != null && !hash.toLowerCase(Locale.ROOT).equals("sha1")) {
      throw new SourceException("its objects are named by " + hash + ", not sha1", NOT_YET);
    }
    String refs = value(config, "extensions", "refstorage");
    if (refs != null && !refs.toLowerCase(Locale.ROOT).equals("files")) {
      throw new SourceException("its refs are kept as " + refs + ", not as files", NOT_YET);
    }
    for (Entry entry : config) {
      if (entry.section().equals("extensions") && !EXTENSIONS.contains(entry.name())) {
        throw new SourceException("it has the unknown extension " + entry.name(), NOT_YET);
      }
    }
  }

  private static final String NOT_YET = "judge against a clone that this version can read";

  /**
   * The directories that objects are taken from (gitrepository-layout, objects/info/alternates).
   */
  private static List<Path> alternates(Path own) throws IOException, SourceException {
    List<Path> all = new ArrayList<>();
    all.add(own);
    for (int i = 0; i < all.size(); i++) {
      byte[] data = GitFiles.read(all.get(i).resolve("info/alternates"), Limits.GIT_CONFIG);
      String text = data == null ? "" : new String(data, StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        Path other = GitFiles.resolve(all.get(i), line);
        if (!all.contains(other)) {
          all.add(other);
        }
        if (all.size() > Limits.GIT_ALTERNATES) {
          throw new SourceException(
              "it takes objects from more than " + Limits.GIT_ALTERNATES + " directories",
              "judge against a clone of its own: git clone --dissociate");
        }
      }
    }
    all.removeIf(path -> !Files.isDirectory(path));
    return List.copyOf(all);
  }

  /** The last value of a name outside subsections; null if there is none. */
  @Nullable String value(String section, String name) {
    return value(config, section, name);
  }

  private static @Nullable String value(List<Entry> config, String section, String name) {
    String value = null;
    for (Entry entry : config) {
      if (entry.section().equals(section)
          && entry.subsection().isEmpty()
          && entry.name().equals(name)) {
        value = entry.value();
      }
    }
    return value;
  }

  /** Whether its configuration takes in other files. */
  boolean includes() {
    for (Entry entry : config) {
      if (entry.section().equals("include") || entry.section().equals("includeif")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a value that is there means yes (git-config, boolean). */
  static boolean isTrue(@Nullable String value) {
    if (value == null) {
      return false;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "false", "no", "off", "0" -> false;
      default -> true;
    };
  }

  /** Whether its history was cut by a shallow clone, and where. */
  Set<String> shallow() throws IOException {
    String text = GitFiles.text(common.resolve("shallow"), Limits.GIT_REFS);
    return text == null || text.isEmpty() ? Set.of() : new HashSet<>(text.lines().toList());
  }
}
