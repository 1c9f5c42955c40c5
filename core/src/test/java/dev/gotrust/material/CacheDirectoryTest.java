package dev.gotrust.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.checksumdb.TreeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheDirectoryTest {
  private static final byte[] DATA = "data".getBytes(UTF_8);
  private static final String NAME = "sum.example";
  private static final String DATABASE = "sumdb/sum.example+033de0ae";

  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void place() throws IOException {
    root = temporary.toRealPath().resolve("a").resolve("cache");
  }

  private CacheDirectory open() throws IOException {
    return CacheDirectory.open(root, Map.of());
  }

  private TreeStore database() throws IOException {
    return open().database(NAME, "033de0ae");
  }

  private boolean isPosix() {
    return root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    TreeStore store = database();
    assertNull(store.read("tile/8/0/x001/234", 10));
    assertFalse(Files.exists(root), "nothing is made before it is needed");
    store.write("tile/8/0/x001/234", DATA);
    assertArrayEquals(DATA, store.read("tile/8/0/x001/234", 10));
    assertArrayEquals(DATA, database().read("tile/8/0/x001/234", 4));
    assertNull(store.read("tile/8/0/x001/234", 3), "longer than is taken");
    assertNull(store.read("tile/8/0/x001", 10), "a directory");
    assertNull(store.read("tile/8/0/x001/234/5", 10), "below a file");
    assertNull(open().database(NAME, "00000000").read("tile/8/0/x001/234", 10), "another key");
    store.write("lookup/a.example/!b@v1.0.0", DATA);
    assertArrayEquals(DATA, store.read("lookup/a.example/!b@v1.0.0", 10));
    store.write("latest", DATA);
    assertNull(store.latest(), "a file of the database is not the head that was seen");
    if (isPosix()) {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("sumdb"))));
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void pathsThatLeadElsewhereAreNeitherReadNorWritten() throws IOException {
    TreeStore store = database();
    for (String path : List.of("../../x", "/x", "", "a//b", "a/../b", "a\0b")) {
      store.write(path, DATA);
      assertNull(store.read(path, 10));
    }
    assertFalse(Files.exists(root.resolve("sumdb/x")));
  }

  @Test
  void theLatestHeadIsReplacedOnlyByWhoKnowsIt() throws IOException {
    TreeStore store = database();
    assertNull(store.latest());
    assertTrue(store.replaceLatest(null, DATA));
    assertArrayEquals(DATA, store.latest());
    assertFalse(store.replaceLatest(null, new byte[1]));
    assertFalse(store.replaceLatest(new byte[2], new byte[1]));
    assertArrayEquals(DATA, database().latest());
    assertTrue(database().replaceLatest(DATA, new byte[1]));
    assertArrayEquals(new byte[1], store.latest());
  }

  @Test
  void ofManyWhoReplaceItAtOnceOneDoes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (byte round = 0; round < 20; round++) {
      byte[] before = database().latest();
      List<Future<Boolean>> replaced = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] after = {round, (byte) i};
        TreeStore own = database();
        replaced.add(threads.submit(() -> own.replaceLatest(before, after)));
      }
      int count = 0;
      for (Future<Boolean> each : replaced) {
        count += each.get() ? 1 : 0;
      }
      assertEquals(1, count);
    }
    threads.shutdown();
  }

  @Test
  void anUnreadableHeadIsAnError() throws IOException {
    TreeStore store = database();
    store.replaceLatest(null, DATA);
    Path latest = root.resolve(DATABASE).resolve("latest");
    Files.write(latest, new byte[100_000]);
    IOException failed = assertThrows(IOException.class, store::latest);
    assertTrue(failed.getMessage().contains("a fork would go unseen"), failed::getMessage);
    assertThrows(IOException.class, () -> store.replaceLatest(null, DATA));
    Files.delete(latest);
    Files.createDirectory(latest);
    assertThrows(IOException.class, store::latest);
    Files.delete(latest);
    Path other = Files.write(temporary.resolve("other"), DATA);
    Files.createSymbolicLink(latest, other);
    assertThrows(IOException.class, store::latest);
  }

  private String refusal() {
    return String.valueOf(assertThrows(IOException.class, this::database).getMessage());
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Path real = Files.createDirectories(temporary.resolve("real"));
    Files.createDirectories(root.getParent());
    Files.createSymbolicLink(root, real);
    assertTrue(refusal().contains("is a symbolic link; name the directory"));
    Files.delete(root);
    Files.createDirectory(root);
    Files.createSymbolicLink(root.resolve("sumdb"), real);
    assertTrue(refusal().contains("sumdb is a symbolic link"));
    Files.delete(root.resolve("sumdb"));
    Files.createDirectories(root.resolve(DATABASE).resolve("files"));
    Files.createDirectories(real.resolve("8"));
    Files.write(real.resolve("8/0"), DATA);
    Files.createSymbolicLink(root.resolve(DATABASE).resolve("files/tile"), real);
    Files.createSymbolicLink(root.resolve(DATABASE).resolve("files/file"), real.resolve("8/0"));
    assertNull(database().read("tile/8/0", 10));
    assertNull(database().read("file", 10));
    database().write("tile/8/1", DATA);
    assertFalse(Files.exists(real.resolve("8/1")));
    Files.createSymbolicLink(root.resolve("download"), real);
    assertThrows(IOException.class, () -> open().download("a/b.zip"));
  }

  @Test
  void whatOthersCanWriteIsRefused() throws IOException {
    assumeTrue(isPosix());
    Files.createDirectories(root.resolve(DATABASE));
    for (String open : List.of("rwxrwxr-x", "rwx----w-")) {
      for (String directory : List.of("", "sumdb", DATABASE)) {
        Path at = root.resolve(directory);
        Files.setPosixFilePermissions(at, PosixFilePermissions.fromString(open));
        assertTrue(refusal().contains("can be written by others; take that from it"));
        Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    assertNull(database().latest());
  }

  @Test
  void whatBelongsToAnotherIsRefused() throws IOException {
    assumeTrue(isPosix());
    Files.createDirectories(root);
    Environment none = new Environment(Map.of(), Platform.UNIX);
    IOException refused =
        assertThrows(IOException.class, () -> CacheDirectory.open(root, none, Ownership.of(null)));
    assertTrue(refused.getMessage().contains("belongs to another user"), refused::getMessage);
  }

  @Test
  void aFileIsNoCache() throws IOException {
    Files.createDirectories(root.getParent());
    Files.write(root, DATA);
    assertTrue(refusal().contains("is no directory; name another"));
  }

  @Test
  void aCacheThatCannotBeWrittenIsStillRead() throws IOException {
    // A file where a directory would have to be made stops root too.
    database().write("tile/8/0/000", DATA);
    Files.write(root.resolve(DATABASE).resolve("files/lookup"), DATA);
    TreeStore store = database();
    store.write("lookup/a@v1", DATA);
    assertNull(store.read("lookup/a@v1", 10));
    assertArrayEquals(DATA, store.read("tile/8/0/000", 10));
    Path parent = Files.write(temporary.resolve("parent"), DATA);
    TreeStore nowhere =
        CacheDirectory.open(parent.resolve("cache"), Map.of()).database(NAME, "033de0ae");
    nowhere.write("latest", DATA);
    assertNull(nowhere.read("latest", 10));
    assertNull(nowhere.latest());
    IOException failed = assertThrows(IOException.class, () -> nowhere.replaceLatest(null, DATA));
    assertTrue(failed.getMessage().startsWith("the latest tree head can't be kept: "));
  }

  @Test
  void theUsualPlaceIsWhereTheSystemHasCaches() throws IOException {
    Environment home = new Environment(Map.of("HOME", root.toString()), Platform.UNIX);
    assertEquals(
        root.resolve(".cache/gotrust"),
        CacheDirectory.open(null, home, Ownership.ofThisProcess()).root());
    Environment nothing = new Environment(Map.of(), Platform.UNIX);
    IOException failed =
        assertThrows(
            IOException.class, () -> CacheDirectory.open(null, nothing, Ownership.ofThisProcess()));
    assertTrue(failed.getMessage().contains("--cache-dir"), failed::getMessage);
  }

  @Test
  void namesOfDatabasesAreNamesOfSingleDirectories() throws IOException {
    assertEquals("sum.example", CacheDirectory.sanitised("sum.example"));
    assertEquals("localhost%3a_8080%2f_x", CacheDirectory.sanitised("localhost:8080/x"));
    assertNotEquals(CacheDirectory.sanitised("A.b"), CacheDirectory.sanitised("a.b"));
    assertEquals("%2e_%2e_", CacheDirectory.sanitised(".."));
    open().database("../../x", "..").write("latest", DATA);
    try (Stream<Path> files = Files.list(root.resolve("sumdb"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void downloadsHaveAPlace() throws IOException {
    Path file = open().download("golang.org/toolchain/@v/v0.0.1-go1.26.8.linux-amd64.zip");
    assertTrue(Files.isDirectory(file.getParent()));
    assertTrue(file.startsWith(root.resolve("download/golang.org/toolchain/@v")));
    assertThrows(IOException.class, () -> open().download("../x.zip"));
  }
}
