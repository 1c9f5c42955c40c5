package dev.gotrust.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.source.SourceFacts.Place;
import dev.gotrust.source.SourceReading.Unread;
import dev.gotrust.source.TreeState.Kind;
import dev.gotrust.source.git.ConfinedGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Checkouts that the installed git makes, read. */
@EnabledIf("dev.gotrust.source.GitRepo#isThere")
final class SourceReaderTest {
  private static final String APP = "example.com/app";
  private static final GitTools TOOLS = new ConfinedGit();

  @TempDir Path temp;

  private static SourceReading ask(Path root, String module, String revision, String version)
      throws IOException {
    Path real = root.toRealPath();
    return new SourceReader(TOOLS, path -> true)
        .read(real, real, new SourceQuery(module, revision, version));
  }

  private static SourceFacts facts(Path root, String revision, String version) throws IOException {
    return assertInstanceOf(SourceFacts.class, ask(root, APP, revision, version));
  }

  private static SourceFacts facts(Path root) throws IOException {
    return facts(root, "", "");
  }

  private static Unread unread(Path root) throws IOException {
    return assertInstanceOf(Unread.class, ask(root, APP, "", ""));
  }

  private static String version(Path root, String module, String claimed) throws IOException {
    SourceFacts facts = assertInstanceOf(SourceFacts.class, ask(root, module, "", claimed));
    assertNotNull(facts.version());
    assertEquals("", facts.version().problem());
    return facts.version().recomputed();
  }

  @Test
  void headItsTimeAndItsTagsAreTold() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    repo.git("tag", "v1.0.0");
    repo.git("tag", "-a", "-m", "annotated", "release");
    SourceFacts facts = facts(repo.root());
    assertEquals(repo.head(), facts.head());
    assertNotNull(facts.commit());
    assertEquals(repo.head(), facts.commit().id());
    assertEquals(
        repo.git("show", "-s", "--format=%ct").strip(),
        Long.toString(facts.commit().time().getEpochSecond()));
    assertEquals(List.of("release", "v1.0.0"), facts.commit().tags());
    assertEquals(Place.HEAD, facts.commit().place());
    assertEquals(Kind.CLEAN, facts.tree().kind(), facts.tree().toString());
  }

  @Test
  void packedRepositoriesReadAsLooseOnes() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    for (int i = 0; i < 20; i++) {
      repo.write("main.go", "package main\n\nfunc main() { println(" + i + ") }\n");
      repo.commit("change " + i);
    }
    repo.git("tag", "-a", "-m", "annotated", "v1.0.0");
    SourceFacts loose = facts(repo.root());
    repo.git("gc", "-q", "--aggressive");
    repo.git("pack-refs", "--all");
    assertEquals(loose, facts(repo.root()));
    assertNotNull(loose.commit());
    assertEquals(List.of("v1.0.0"), loose.commit().tags());
  }

  @Test
  void aCommitHasItsPlace() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    final String one = repo.head();
    repo.git("checkout", "-q", "-b", "side");
    final String side = repo.commit("side");
    repo.git("checkout", "-q", "main");
    repo.commit("two");
    assertEquals(Place.HISTORY, place(repo, one));
    assertEquals(Place.LOOSE, place(repo, side));
    repo.git("tag", "v9.9.9", side);
    assertEquals(Place.TAGGED, place(repo, side));
    SourceFacts none = facts(repo.root(), "0123456789012345678901234567890123456789", "");
    assertNull(none.commit());
    assertEquals("it has no commit 0123456789012345678901234567890123456789", none.missing());
    assertEquals(
        "the revision is no ID of 40 hexadecimal digits",
        facts(repo.root(), "../../etc/passwd", "").missing());
  }

  private static Place place(GitRepo repo, String commit) throws IOException {
    SourceFacts facts = facts(repo.root(), commit, "");
    assertNotNull(facts.commit());
    assertEquals(Kind.UNSEEN, facts.tree().kind());
    return facts.commit().place();
  }

  @Test
  void versionsAreCountedAsTheGoCommandCountsThem() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    String first = repo.head();
    String sign = "20260102030105-" + first.substring(0, 12);
    assertEquals("v0.0.0-" + sign, version(repo.root(), APP, ""));
    repo.git("tag", "v1.2.3");
    assertEquals("v1.2.3", version(repo.root(), APP, ""));
    repo.git("tag", "v1.2.4-rc.1");
    assertEquals("v1.2.4-rc.1", version(repo.root(), APP, ""));
    repo.git("tag", "v2.0.0");
    repo.git("tag", "v1.9");
    repo.git("tag", "1.9.9");
    assertEquals("v1.2.4-rc.1", version(repo.root(), APP, ""), "another major, short, no v");
    String second = repo.commit("two");
    String now = pseudoSign(repo, second);
    assertEquals("v1.2.4-rc.1.0." + now, version(repo.root(), APP, ""));
    repo.git("tag", "v1.2.9", first);
    assertEquals("v1.2.10-0." + now, version(repo.root(), APP, ""));
    repo.git("checkout", "-q", "--detach", first);
    repo.commit("another line");
    repo.git("tag", "v1.8.0");
    repo.git("checkout", "-q", "main");
    assertEquals("v1.2.10-0." + now, version(repo.root(), APP, ""), "no ancestor");
  }

  private static String pseudoSign(GitRepo repo, String commit) throws Exception {
    String time =
        repo.git("show", "-s", "--date=format-local:%Y%m%d%H%M%S", "--format=%cd").strip();
    return time + '-' + commit.substring(0, 12);
  }

  @Test
  void aMajorVersionAndAModuleBelowHaveTheirOwnTags() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP + "/v2");
    repo.write("sub/go.mod", "module " + APP + "/sub\n\ngo 1.26\n");
    repo.write("sub/main.go", "package main\n\nfunc main() {}\n");
    String head = repo.commit("sub");
    String sign = pseudoSign(repo, head);
    repo.git("tag", "v1.5.0");
    assertEquals("v2.0.0-" + sign, version(repo.root(), APP + "/v2", ""));
    repo.git("tag", "v2.1.0");
    repo.git("tag", "sub/v0.3.0");
    assertEquals("v2.1.0", version(repo.root(), APP + "/v2", ""));
    assertEquals("v0.3.0", version(repo.root(), APP + "/sub", ""));
    SourceFacts sub =
        assertInstanceOf(SourceFacts.class, ask(repo.root(), APP + "/sub", "", "v0.3.0"));
    assertNotNull(sub.module());
    assertNotNull(sub.version());
    assertEquals("sub", sub.module().directory());
    assertEquals("sub/v0.3.0", sub.version().claimedTag());
    assertEquals(head, sub.version().claimedCommit());
  }

  @Test
  void theTagOfAClaimIsLookedUp() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    String first = repo.head();
    repo.git("tag", "-a", "-m", "annotated", "v1.2.3");
    repo.commit("two");
    String claim = "v1.2.4-0.20260102030405-abcdefabcdef+dirty";
    SourceFacts.Version version = facts(repo.root(), "", claim).version();
    assertNotNull(version);
    assertEquals("v1.2.3", version.claimedTag());
    assertEquals(first, version.claimedCommit());
    assertTrue(version.claimedIsAncestor());
    SourceFacts.Version none = facts(repo.root(), "", "v1.4.0").version();
    assertNotNull(none);
    assertEquals("v1.4.0", none.claimedTag());
    assertEquals("", none.claimedCommit());
  }

  @Test
  void modulesOfTheCommitAreReadNotThoseOfTheTree() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    repo.write("go.sum", "example.org/a v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    repo.write("go.work", "go 1.26\n\nuse .\n");
    repo.commit("sums");
    repo.write("go.sum", "");
    repo.write("go.mod", "module another.example\n");
    SourceModule module = facts(repo.root()).module();
    assertNotNull(module);
    assertEquals("", module.directory());
    assertEquals(1, module.sums().size());
    assertEquals(1, module.sums().get(0).lines());
    assertTrue(module.workspace());
    assertNotNull(module.goMod());
    assertEquals("1.26", module.goMod().goVersion());
    repo.write("go.mod", "module " + APP + "\n\nnonsense\n");
    repo.commit("malformed");
    SourceModule malformed = facts(repo.root()).module();
    assertNotNull(malformed);
    assertNull(malformed.goMod());
    assertEquals(1, malformed.problems().size());
    SourceFacts other = assertInstanceOf(SourceFacts.class, ask(repo.root(), "x.example", "", ""));
    assertNotNull(other.module());
    assertNull(other.module().directory());
  }

  @Test
  void theModulesOfAWorkspaceBringTheirSums() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("work"), "example.com/root");
    String line = " v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    repo.write("a/go.mod", "module " + APP + "\n\ngo 1.26\n");
    repo.write("a/go.sum", "example.org/a" + line);
    repo.write("deep/b/go.sum", "example.org/b" + line);
    repo.write("go.work.sum", "example.org/work" + line);
    repo.write("same/go.sum", "example.org/b" + line);
    repo.write("unused/go.sum", "example.org/unused" + line);
    repo.write(
        "go.work",
        "go 1.26\n\n"
            + "use (\n"
            + "\t./a\n"
            + "\tdeep/./x/../b/\n"
            + "\t../out\n"
            + "\t/tmp\n"
            + "\t./none\n"
            + "\t.\n"
            + "\t./same\n"
            + ")\n");
    repo.commit("workspace");
    SourceModule module = facts(repo.root()).module();
    assertNotNull(module);
    assertEquals("a", module.directory());
    assertEquals(List.of(), module.problems());
    List<String> names = module.sums().stream().map(sum -> sum.name().substring(13)).toList();
    assertEquals(List.of("a/go.sum", "go.work.sum", "deep/b/go.sum"), names);
    repo.write("go.work", "nonsense\n");
    repo.commit("malformed");
    SourceModule malformed = facts(repo.root()).module();
    assertNotNull(malformed);
    assertEquals(1, malformed.problems().size());
  }

  @Test
  void changesAreThoseThatGitLists() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    repo.write(".gitignore", "*.log\n/bin/\n!keep.log\nbuild/**\n!build/keep\n");
    repo.write("deep/er/file", "1");
    repo.write("deep/.gitignore", "secret\n");
    repo.write("gone", "1");
    repo.write("tool", "#!/bin/sh\n");
    repo.write("link-to", "target");
    Files.createSymbolicLink(repo.root().resolve("link"), Path.of("link-to"));
    repo.commit("files");
    assertSame(repo, Kind.CLEAN);
    repo.write("a.log", "ignored");
    repo.write("bin/app", "ignored");
    repo.write("deep/er/secret", "ignored");
    repo.write("build/x", "ignored");
    Files.createDirectories(repo.root().resolve("empty/er"));
    repo.write(".git/info/exclude", "mine\n");
    repo.write("mine", "ignored");
    assertSame(repo, Kind.CLEAN);
    repo.write("keep.log", "counts");
    repo.write("deep/er/new", "counts");
    repo.write("new dir/er/file", "counts");
    repo.write("build/keep", "counts");
    assertSame(repo, Kind.CHANGED);
    repo.write("main.go", "package main\n");
    Files.delete(repo.root().resolve("gone"));
    assertTrue(repo.root().resolve("tool").toFile().setExecutable(true));
    Files.delete(repo.root().resolve("link"));
    Files.createSymbolicLink(repo.root().resolve("link"), Path.of("main.go"));
    assertSame(repo, Kind.CHANGED);
    repo.git("add", "main.go", "keep.log");
    repo.git("rm", "-q", "--cached", "deep/er/file");
    assertSame(repo, Kind.CHANGED);
    repo.git("update-index", "--index-version", "4");
    assertSame(repo, Kind.CHANGED);
    repo.git("update-index", "--index-version", "2");
    repo.git("update-index", "--assume-unchanged", "tool");
    assertSame(repo, Kind.CHANGED);
  }

  /** What git lists, with renames told apart and names unquoted. */
  private static void assertSame(GitRepo repo, Kind kind) throws Exception {
    String listed = repo.git("-c", "status.renames=false", "status", "--porcelain", "-z");
    List<String> expected =
        Stream.of(listed.split("\0")).filter(line -> !line.isEmpty()).sorted().toList();
    TreeState tree = facts(repo.root()).tree();
    assertEquals(kind, tree.kind(), tree.toString());
    List<String> actual = tree.changes();
    // One line for what is both staged and changed since, as git has it, is two here.
    for (String line : expected) {
      String path = line.substring(3);
      assertTrue(
          actual.stream().anyMatch(one -> one.endsWith(' ' + path)), line + " not in " + actual);
    }
    for (String line : actual) {
      String path = line.substring(3);
      assertTrue(
          expected.stream().anyMatch(one -> one.endsWith(' ' + path)),
          line + " not in " + expected);
    }
  }

  @Test
  void whatGitDecidesBySettingsIsNotKnown() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    repo.write(".gitattributes", "*.bin filter=lfs diff=lfs\n*.txt text\n");
    repo.write("a.bin", "pointer");
    repo.write("b.txt", "one\ntwo\n");
    repo.write("c.md", "one\ntwo\n");
    repo.commit("files");
    assertEquals(Kind.CLEAN, facts(repo.root()).tree().kind());
    repo.write("a.bin", "content");
    TreeState filtered = facts(repo.root()).tree();
    assertEquals(Kind.UNKNOWN, filtered.kind());
    assertEquals("a filter or an encoding applies to a.bin", filtered.doubt());
    repo.write("a.bin", "pointer");
    repo.write("b.txt", "one\r\ntwo\r\n");
    assertEquals(Kind.CLEAN, facts(repo.root()).tree().kind(), "text files are normalized");
    repo.write("c.md", "one\r\ntwo\r\n");
    TreeState ends = facts(repo.root()).tree();
    assertEquals(Kind.UNKNOWN, ends.kind());
    assertEquals("settings of line ends decide whether c.md changed", ends.doubt());
    repo.write("new", "1");
    assertEquals(Kind.CHANGED, facts(repo.root()).tree().kind());
  }

  @Test
  void worktreesAndSubmodulesAndAlternatesAreFollowed() throws Exception {
    GitRepo library = GitRepo.init(temp.resolve("library"), "example.com/library");
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    repo.git("submodule", "-q", "add", library.root().toString(), "lib");
    String head = repo.commit("submodule");
    repo.git("tag", "v1.0.0");
    assertEquals(Kind.CLEAN, facts(repo.root()).tree().kind(), facts(repo.root()).toString());
    repo.git("worktree", "add", "-q", temp.resolve("tree").toString(), "v1.0.0");
    SourceFacts tree = facts(temp.resolve("tree"));
    assertEquals(head, tree.head());
    assertEquals(Kind.CLEAN, tree.tree().kind(), tree.toString());
    assertNotNull(tree.version());
    assertEquals("v1.0.0", tree.version().recomputed());
    repo.write("lib/new", "untracked");
    assertEquals(List.of(" M lib"), facts(repo.root()).tree().changes());
    Files.delete(repo.root().resolve("lib/new"));
    GitRepo inside = GitRepo.at(repo.root().resolve("lib"));
    SourceFacts sub =
        assertInstanceOf(SourceFacts.class, ask(inside.root(), "example.com/library", "", ""));
    assertEquals(Kind.CLEAN, sub.tree().kind(), sub.toString());
    inside.commit("another");
    assertEquals(List.of(" M lib"), facts(repo.root()).tree().changes());
    library.git(
        "clone", "-q", "--shared", repo.root().toString(), temp.resolve("shared").toString());
    SourceFacts shared = facts(temp.resolve("shared"));
    assertEquals(head, shared.head());
    assertNotNull(shared.commit());
  }

  @Test
  void aShallowCloneSaysWhatItLacks() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    String first = repo.head();
    repo.git("tag", "v1.0.0");
    repo.commit("two");
    repo.git(
        "clone",
        "-q",
        "--depth",
        "1",
        "--no-single-branch",
        "file://" + repo.root(),
        temp.resolve("clone").toString());
    SourceFacts facts = facts(temp.resolve("clone"));
    assertTrue(facts.shallow());
    assertNotNull(facts.commit());
    assertNull(facts(temp.resolve("clone"), "1" + first.substring(1), "").commit());
    assertNotNull(facts.version());
    assertEquals("", facts.version().recomputed());
    assertEquals("the history is cut or too long", facts.version().problem());
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("sha256"), APP, "--object-format=sha256");
    assertEquals("its objects are named by sha256, not sha1", unread(repo.root()).reason());
    GitRepo other = GitRepo.init(temp.resolve("other"), APP);
    extend(other, "refStorage = reftable");
    assertEquals("its refs are kept as reftable, not as files", unread(other.root()).reason());
    extend(other, "refStorage = files");
    assertEquals(Kind.CLEAN, facts(other.root()).tree().kind());
    extend(other, "somethingNew = 1");
    assertEquals("it has the unknown extension somethingnew", unread(other.root()).reason());
    other.write(".git/config", "[core\n");
    assertEquals("its configuration is malformed", unread(other.root()).reason());
    Files.createDirectories(temp.resolve("none"));
    assertEquals("there is no git repository", unread(temp.resolve("none")).reason());
    Path empty = Files.createDirectories(temp.resolve("empty"));
    GitRepo.at(empty).git("init", "-q");
    assertEquals("nothing is committed there", facts(empty).missing());
  }

  private static void extend(GitRepo repo, String extension) throws IOException {
    repo.write(
        ".git/config", "[core]\nrepositoryFormatVersion = 1\n[extensions]\n" + extension + "\n");
  }

  @Test
  void whatBelongsToOthersIsNotRead() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    Path git = repo.root().resolve(".git");
    SourceReading reading =
        new SourceReader(TOOLS, path -> !path.equals(git))
            .read(repo.root(), repo.root(), new SourceQuery(APP, "", ""));
    assertEquals(git + " belongs to another user", ((Unread) reading).reason());
  }

  @Test
  void nothingIsWrittenAndNoProgramStarted() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    repo.git("config", "core.fsmonitor", repo.root().resolve("evil").toString());
    repo.git("config", "filter.evil.clean", repo.root().resolve("evil").toString());
    repo.git("config", "include.path", "/dev/zero");
    Path marker = temp.resolve("started");
    Path evil = repo.write("evil", "#!/bin/sh\ntouch " + marker + "\n");
    assertTrue(evil.toFile().setExecutable(true));
    Files.writeString(repo.root().resolve(".gitattributes"), "* filter=evil\n");
    repo.write("main.go", "package main // changed\n");
    final Map<String, String> before = snapshot(temp);
    final Map<String, String> home =
        snapshot(Path.of(System.getProperty("user.home"), ".config", "jgit"));
    final long children = ProcessHandle.current().descendants().count();
    facts(repo.root());
    assertEquals(children, ProcessHandle.current().descendants().count());
    assertFalse(Files.exists(marker));
    assertEquals(before, snapshot(temp));
    assertEquals(home, snapshot(Path.of(System.getProperty("user.home"), ".config", "jgit")));
  }

  private static Map<String, String> snapshot(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (Files.exists(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : (Iterable<Path>) all::iterator) {
          String size = Files.isRegularFile(path) ? Long.toString(Files.size(path)) : "";
          files.put(path.toString(), Files.getLastModifiedTime(path) + " " + size);
        }
      }
    }
    return files;
  }

  @Test
  void objectsThatDoNotHashToTheirIdAreRefused() throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("app"), APP);
    String first = repo.head();
    String second = repo.commit("two");
    Path objects = repo.root().resolve(".git/objects");
    Path forged = objects.resolve(second.substring(0, 2)).resolve(second.substring(2));
    assertTrue(forged.toFile().setWritable(true));
    Files.write(
        forged,
        Files.readAllBytes(objects.resolve(first.substring(0, 2)).resolve(first.substring(2))));
    assertEquals("object " + second + " does not hash to its ID", unread(repo.root()).reason());
    Files.write(forged, new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);
    assertNotNull(unread(repo.root()).reason());
  }
}
