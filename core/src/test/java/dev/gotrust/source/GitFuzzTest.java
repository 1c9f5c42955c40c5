package dev.gotrust.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gotrust.bytes.Bytes;
import dev.gotrust.bytes.Limits;
import dev.gotrust.source.GitTools.GitObject;
import dev.gotrust.source.git.ConfinedGit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as parts of a git repository: what they are, or a refusal, and never another error. */
@Tag("fuzz")
class GitFuzzTest {
  private static final GitTools TOOLS = new ConfinedGit();
  private static final byte[] BLOB = "package main\n".repeat(20).getBytes(UTF_8);
  private static final String ID = "0123456789abcdef0123456789abcdef01234567";
  private static final String TEXT =
      "tree "
          + ID
          + "\nparent "
          + ID
          + "\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nm\n";

  static Stream<byte[]> indexes() {
    return Stream.of(2, 3, 4).map(GitFuzzTest::index);
  }

  private static byte[] index(int version) {
    ByteBuffer index = ByteBuffer.allocate(12 + 2 * 72 + 20);
    index.put("DIRC".getBytes(UTF_8)).putInt(version).putInt(2);
    for (String name : new String[] {"a/b.go", "a/c.go"}) {
      int start = index.position();
      index.position(start + 24).putInt(0100644).position(start + 60).putShort((short) 6);
      if (version == 4) {
        index.put((byte) (name.equals("a/b.go") ? 0 : 6));
      }
      index.put(name.getBytes(UTF_8)).put((byte) 0);
      if (version < 4) {
        index.position(start + 72);
      }
    }
    return Arrays.copyOf(index.array(), index.position() + 20);
  }

  @MethodSource("indexes")
  @FuzzTest
  void index(byte[] bytes) {
    try {
      long names = 0;
      for (GitIndex.Entry entry : GitIndex.parse(bytes).entries()) {
        names += entry.name().length();
      }
      if (names > Limits.GIT_INDEX) {
        throw new AssertionError("longer than the cap");
      }
    } catch (IOException refused) {
      said(refused);
    }
  }

  private static void said(IOException refused) {
    if (refused.getMessage() == null) {
      throw new AssertionError(refused);
    }
  }

  static Stream<byte[]> objects() {
    byte[] tree = ("100644 a.go\0" + "x".repeat(20) + "40000 d\0" + "y".repeat(20)).getBytes(UTF_8);
    return Stream.of(TEXT.getBytes(UTF_8), tree);
  }

  @MethodSource("objects")
  @FuzzTest
  void objects(byte[] bytes) {
    try {
      GitCommit commit = GitCommit.parse(ID, Bytes.of(bytes));
      if (!GitRefs.isId(commit.tree())) {
        throw new AssertionError("a tree without ID");
      }
    } catch (IOException refused) {
      said(refused);
    }
    try {
      for (GitTree.Entry entry : GitTree.parse(ID, Bytes.of(bytes)).entries()) {
        if (entry.name().contains("/") || !GitRefs.isId(entry.id())) {
          throw new AssertionError("a name that leads elsewhere");
        }
      }
    } catch (IOException refused) {
      said(refused);
    }
  }

  private static Path directory() {
    try {
      Path root = Files.createTempDirectory("git-fuzz");
      root.toFile().deleteOnExit();
      return root;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ObjectDirectory open(Path objects) throws IOException {
    Files.createDirectories(objects.resolve("pack"));
    return new ObjectDirectory(
        new Config(), objects.toFile(), new java.io.File[0], FS.DETECTED, null);
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String idOfBlob() {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, BLOB).name();
    }
  }

  static Stream<byte[]> looseObjects() throws IOException {
    Path root = directory();
    try (ObjectDirectory objects = open(root);
        ObjectInserter inserter = objects.newInserter()) {
      String id = inserter.insert(Constants.OBJ_BLOB, BLOB).name();
      byte[] file = Files.readAllBytes(root.resolve(id.substring(0, 2)).resolve(id.substring(2)));
      delete(root);
      return Stream.of(file);
    }
  }

  @MethodSource("looseObjects")
  @FuzzTest
  void looseObject(byte[] bytes) throws IOException {
    Path root = directory();
    String id = idOfBlob();
    Path file = root.resolve(id.substring(0, 2)).resolve(id.substring(2));
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    read(root, id);
    delete(root);
  }

  /** Reads an object, which must be the one that its ID says. */
  private static void read(Path root, String id) {
    try (GitTools.Objects objects = TOOLS.objects(List.of(root))) {
      GitObject object = objects.read(id, Limits.GIT_OBJECT);
      if (object != null && !Bytes.of(BLOB).equals(object.data())) {
        throw new AssertionError("other bytes under the same ID");
      }
    } catch (IOException refused) {
      said(refused);
    }
  }

  static Stream<byte[]> packs() throws IOException {
    Path root = directory();
    try (ObjectDirectory objects = open(root);
        PackInserter inserter = objects.newPackInserter()) {
      inserter.insert(Constants.OBJ_BLOB, BLOB);
      ObjectId other = inserter.insert(Constants.OBJ_BLOB, TEXT.getBytes(UTF_8));
      inserter.flush();
      if (other == null) {
        throw new AssertionError();
      }
    }
    byte[] index = new byte[0];
    byte[] pack = new byte[0];
    try (Stream<Path> files = Files.list(root.resolve("pack"))) {
      for (Path file : files.toList()) {
        index = file.toString().endsWith(".idx") ? Files.readAllBytes(file) : index;
        pack = file.toString().endsWith(".pack") ? Files.readAllBytes(file) : pack;
      }
    }
    delete(root);
    byte[] both = Arrays.copyOf(pack, pack.length + index.length);
    System.arraycopy(index, 0, both, pack.length, index.length);
    return Stream.of(ByteBuffer.allocate(4 + both.length).putInt(pack.length).put(both).array());
  }

  @MethodSource("packs")
  @FuzzTest
  void pack(byte[] bytes) throws IOException {
    if (bytes.length < 4) {
      return;
    }
    int split = Math.floorMod(ByteBuffer.wrap(bytes).getInt(), bytes.length - 3) + 4;
    Path root = directory();
    Path pack = Files.createDirectories(root.resolve("pack"));
    Files.write(pack.resolve("pack-" + ID + ".pack"), Arrays.copyOfRange(bytes, 4, split));
    Files.write(
        pack.resolve("pack-" + ID + ".idx"), Arrays.copyOfRange(bytes, split, bytes.length));
    read(root, idOfBlob());
    delete(root);
  }

  static Stream<byte[]> configs() {
    return Stream.of(
            "[core]\n\tbare = false\n[remote \"o\\\"x\"]\n\turl = a ; b\n",
            "[include]\npath = /dev/zero\n",
            "[a.b] c\n d = \"x\\\n y\" # z\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("configs")
  @FuzzTest
  void config(byte[] bytes) {
    try {
      for (GitTools.Entry entry : TOOLS.config(new String(bytes, UTF_8))) {
        if (entry.value() == null || entry.name() == null) {
          throw new AssertionError("an entry without a name or value");
        }
      }
    } catch (IOException refused) {
      said(refused);
    }
  }

  static Stream<byte[]> patterns() {
    return Stream.of("*.log\n!/a/**/b\n[a-z]?\\x/\n", "**/a*b*c\n", "[[:alpha:]!]\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("patterns")
  @FuzzTest
  void patterns(byte[] bytes) {
    try {
      IgnorePatterns patterns = IgnorePatterns.parse(bytes);
      for (String path : new String[] {"a", "a/b/c.log", "aab/abc/x"}) {
        patterns.isIgnored(path, path.equals("a"));
      }
    } catch (IOException refused) {
      said(refused);
    }
  }
}
