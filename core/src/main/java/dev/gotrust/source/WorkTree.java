package dev.gotrust.source;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a work tree has changes, as {@code git status --porcelain} finds them, which is what the
 * go command asks: what is staged against the commit, files against the index, and names that are
 * neither tracked nor ignored. Every file is hashed; no time stamp is believed.
 */
final class WorkTree {
  private static final int EXECUTABLE = 0111;

  /** Submodules of submodules. */
  private static final int DEPTH = 4;

  private final GitTools tools;
  private final GitLayout layout;
  private final Predicate<Path> own;
  private final Changes changes;
  private final int depth;
  private final Set<String> tracked = new HashSet<>();
  private final Set<String> directories = new HashSet<>();
  private final Set<String> submodules = new HashSet<>();

  private WorkTree(
      GitTools tools, GitLayout layout, Predicate<Path> own, Changes changes, int depth) {
    this.tools = tools;
    this.layout = layout;
    this.own = own;
    this.changes = changes;
    this.depth = depth;
  }

  /**
   * Looks for changes.
   *
   * @param tree of the commit that is checked out
   */
  static TreeState state(
      GitTools tools, GitLayout layout, Predicate<Path> own, GitObjects objects, String tree) {
    Changes changes = new Changes();
    new WorkTree(tools, layout, own, changes, DEPTH).look(objects, tree);
    return changes.state();
  }

  private void look(GitObjects objects, String tree) {
    String named = layout.value("core", "worktree");
    try {
      if (named != null
          && !GitFiles.resolve(layout.git(), named).toRealPath().equals(layout.root())) {
        changes.doubt("its configuration names another work tree");
        return;
      }
      if (layout.includes()) {
        changes.doubt("its configuration includes other files, which are not read");
      }
      GitIndex index = GitIndex.read(layout.git().resolve("index"));
      if (!index.doubt().isEmpty()) {
        changes.doubt(index.doubt());
        return;
      }
      new StagedChanges(index, changes).compare(objects, tree);
      compareFiles(index);
      if (!showsNoUntracked()) {
        findUntracked();
      }
    } catch (IOException unreadable) {
      changes.doubt(SourceReader.words(unreadable));
    }
  }

  private boolean showsNoUntracked() {
    String shown = layout.value("status", "showuntrackedfiles");
    return shown != null && (shown.equals("no") || !GitLayout.isTrue(shown));
  }

  private void compareFiles(GitIndex index) throws IOException {
    Converted converted = new Converted();
    for (GitIndex.Entry entry : index.entries()) {
      changes.countName();
      tracked.add(entry.name());
      for (String at = Ignored.parent(entry.name()); !at.isEmpty(); at = Ignored.parent(at)) {
        if (!directories.add(at)) {
          break;
        }
      }
      if (entry.name().equals(".gitattributes") || entry.name().endsWith("/.gitattributes")) {
        converted.add(Ignored.parent(entry.name()), resolve(entry.name()));
      }
    }
    converted.add("", layout.common().resolve("info").resolve("attributes"));
    boolean ignores = submodulesAreIgnored();
    for (GitIndex.Entry entry : index.entries()) {
      if ((entry.mode() & GitTree.TYPE) == GitTree.SUBMODULE) {
        submodules.add(entry.name());
        compareSubmodule(entry, ignores);
      } else if (!entry.skipped() && !entry.conflict() && !entry.intended()) {
        compareFile(entry, converted);
      }
    }
  }

  /** A path of the index, which git never lets lead out of the work tree. */
  private Path resolve(String name) throws IOException {
    if (name.indexOf('\uFFFD') >= 0) {
      throw new IOException("a name in it is no UTF-8");
    }
    try {
      Path path = layout.root().resolve(name);
      if (!path.normalize().equals(path) || !path.startsWith(layout.root())) {
        throw new IOException("a name in its index leads out of it");
      }
      return path;
    } catch (InvalidPathException noPath) {
      throw new IOException("a name in its index can't be one here", noPath);
    }
  }

  private void compareFile(GitIndex.Entry entry, Converted converted) throws IOException {
    Path file = resolve(entry.name());
    BasicFileAttributes found = attributes(file);
    if (found == null) {
      changes.add(" D", entry.name());
      return;
    }
    boolean isLink = (entry.mode() & GitTree.TYPE) == GitTree.LINK;
    if (isLink && found.isRegularFile() && isFalse("symlinks")) {
      changes.doubt("links are kept as files");
    } else if (isLink ? !found.isSymbolicLink() : !found.isRegularFile()) {
      changes.add(" T", entry.name());
    } else if (isLink) {
      byte[] target = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
      if (!hash(target).equals(entry.id())) {
        changes.add(" M", entry.name());
      }
    } else if (modeDiffers(file, entry.mode())) {
      changes.add(" M", entry.name());
    } else {
      compareContent(file, found.size(), entry, converted);
    }
  }

  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException gone) {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      throw gone;
    }
  }

  private boolean isFalse(String name) {
    String value = layout.value("core", name);
    return value != null && !GitLayout.isTrue(value);
  }

  private boolean modeDiffers(Path file, int mode) throws IOException {
    if (isFalse("filemode")
        || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    boolean is =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
            .contains(PosixFilePermission.OWNER_EXECUTE);
    return is != ((mode & EXECUTABLE) != 0);
  }

  private void compareContent(Path file, long size, GitIndex.Entry entry, Converted converted)
      throws IOException {
    if (!changes.hash(size)) {
      throw new IOException("it has more than the " + Limits.GIT_HASHED + " bytes hashed");
    }
    if (hash(file, size).equals(entry.id())) {
      return;
    }
    if (converted.holds(entry.name())) {
      changes.doubt("a filter or an encoding applies to " + entry.name());
    } else if (size <= Limits.GIT_OBJECT && differsInLineEndsAlone(file, entry.id())) {
      if (!converted.normalizes(entry.name())) {
        changes.doubt("settings of line ends decide whether " + entry.name() + " changed");
      }
    } else {
      changes.add(" M", entry.name());
    }
  }

  private static boolean differsInLineEndsAlone(Path file, String id) throws IOException {
    byte[] data = GitFiles.read(file, Limits.GIT_OBJECT);
    if (data == null) {
      return false;
    }
    int length = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] != '\r' || i + 1 == data.length || data[i + 1] != '\n') {
        data[length++] = data[i];
      }
    }
    return length < data.length && hash(Arrays.copyOf(data, length)).equals(id);
  }

  private static String hash(byte[] data) {
    MessageDigest sha1 = blob(data.length);
    return HexFormat.of().formatHex(sha1.digest(data));
  }

  private static String hash(Path file, long size) throws IOException {
    MessageDigest sha1 = blob(size);
    byte[] buffer = new byte[64 * 1024];
    long left = size;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n; left >= 0 && (n = in.read(buffer)) > 0; left -= n) {
        sha1.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(sha1.digest());
  }

  private static MessageDigest blob(long size) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(("blob " + size + '\0').getBytes(StandardCharsets.US_ASCII));
      return sha1;
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java has SHA-1", never);
    }
  }

  private boolean submodulesAreIgnored() throws IOException {
    String text = GitFiles.text(layout.root().resolve(".gitmodules"), Limits.GIT_CONFIG);
    for (GitTools.Entry entry : text == null ? layout.config() : tools.config(text)) {
      if (entry.section().equals("submodule") && entry.name().equals("ignore")) {
        return true;
      }
    }
    return false;
  }

  private void compareSubmodule(GitIndex.Entry entry, boolean ignores) throws IOException {
    Path root = resolve(entry.name());
    if (!Files.exists(root.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (depth == 0 || ignores) {
      changes.doubt("the submodule " + entry.name() + " is not looked into");
      return;
    }
    try {
      GitLayout inside = GitLayout.of(root, tools, own);
      String head = new GitRefs(inside).head();
      if (!head.equals(entry.id())) {
        changes.add(" M", entry.name());
        return;
      }
      Changes within = new Changes();
      try (GitTools.Objects objects = tools.objects(inside.objects())) {
        GitObjects read = new GitObjects(objects);
        GitCommit commit = read.commit(head);
        if (commit == null) {
          changes.doubt("the submodule " + entry.name() + " lacks its commit");
          return;
        }
        new WorkTree(tools, inside, own, within, depth - 1).look(read, commit.tree());
      }
      if (!within.isEmpty()) {
        changes.add(" M", entry.name());
      } else if (!within.doubt().isEmpty()) {
        changes.doubt("of the submodule " + entry.name() + ": " + within.doubt());
      }
    } catch (SourceException unread) {
      changes.doubt("the submodule " + entry.name() + " is not read: " + unread.reason());
    }
  }

  private void findUntracked() throws IOException {
    Ignored ignored = new Ignored(layout);
    Deque<String> ahead = new ArrayDeque<>(List.of(""));
    while (!ahead.isEmpty()) {
      String directory = ahead.poll();
      ignored.enter(directory);
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(layout.root().resolve(directory))) {
        for (Path file : files) {
          changes.countName();
          visit(directory, file, ignored, ahead);
        }
      }
    }
  }

  private void visit(String directory, Path file, Ignored ignored, Deque<String> ahead)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    String path = directory.isEmpty() ? name : directory + '/' + name;
    if (name.equals(".git") || tracked.contains(path) || submodules.contains(path)) {
      return;
    }
    if (name.indexOf('\uFFFD') >= 0) {
      throw new IOException("a name in it is no UTF-8");
    }
    boolean isDirectory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    if (isDirectory && directories.contains(path)) {
      // Tracked files may lie in an ignored directory; what else lies there is ignored with it.
      if (!ignored.holds(path, true)) {
        ahead.add(path);
      }
    } else if (!ignored.holds(path, isDirectory)) {
      if (!isDirectory) {
        if (isShown(file)) {
          changes.untracked(path);
        }
      } else if (Files.exists(file.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
          || holdsUntracked(path, ignored)) {
        changes.untracked(path + '/');
      }
    }
  }

  /** Pipes, sockets and devices are nothing that git could track. */
  private static boolean isShown(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file);
  }

  /** Whether a directory without tracked files holds one that is not ignored. */
  private boolean holdsUntracked(String from, Ignored ignored) throws IOException {
    Deque<String> ahead = new ArrayDeque<>(List.of(from));
    while (!ahead.isEmpty()) {
      String directory = ahead.poll();
      ignored.enter(directory);
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(layout.root().resolve(directory))) {
        for (Path file : files) {
          changes.countName();
          String path = directory + '/' + file.getFileName();
          boolean isDirectory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
          if (!ignored.holds(path, isDirectory)) {
            if (isDirectory) {
              ahead.add(path);
            } else if (isShown(file)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }
}
