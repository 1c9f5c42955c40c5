package dev.gotrust.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotrust.checksumdb.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseDoorTest {
  private static final String NAME = "sum.example";
  private static final byte[] LATEST = "latest\n".getBytes(UTF_8);

  @TempDir Path temporary;
  private Path with;
  private LoopbackProxy has;
  private LoopbackProxy lacks;
  private final List<Long> progress = Collections.synchronizedList(new ArrayList<>());
  private HttpDoor http;

  @BeforeEach
  void start() throws IOException {
    with = Files.createDirectories(temporary.toRealPath().resolve("with"));
    Path database = Files.createDirectories(with.resolve("sumdb").resolve(NAME));
    Files.write(database.resolve("supported"), new byte[0]);
    Files.write(database.resolve("latest"), LATEST);
    Files.createDirectories(with.resolve("a.example/@v"));
    Files.writeString(with.resolve("a.example/@v/v1.0.0.zip"), "zip");
    has = LoopbackProxy.serving(with);
    lacks = LoopbackProxy.serving(Files.createDirectories(temporary.toRealPath().resolve("not")));
    RequestListener listener =
        new RequestListener() {
          @Override
          public void received(String url, long bytes) {
            progress.add(bytes);
          }
        };
    http = new HttpDoor(HttpOptions.of("gotrust/test"), listener, HttpWire::new, pause -> {});
  }

  @AfterEach
  void stop() {
    http.close();
    has.close();
    lacks.close();
  }

  private DatabaseDoor door(String proxies) throws IOException {
    return new DatabaseDoor(NAME, null, ProxyList.parse(proxies), http);
  }

  @Test
  void theFirstProxyThatHasTheDatabaseIsAsked() throws IOException {
    DatabaseDoor door = door(lacks.url() + "," + has.url() + ",direct");
    assertArrayEquals(LATEST, door.read("latest", 100));
    assertArrayEquals(LATEST, door.read("latest", 100));
    assertEquals(has.url() + "/sumdb/sum.example", door.location());
    assertEquals(List.of("/sumdb/sum.example/supported"), lacks.asked());
    assertEquals(
        List.of(
            "/sumdb/sum.example/supported",
            "/sumdb/sum.example/latest",
            "/sumdb/sum.example/latest"),
        has.asked());
    assertThrows(MissingFileException.class, () -> door.read("lookup/x@v1", 100));
  }

  @Test
  void aProxyThatFailsEndsTheListBehindAComma() throws IOException {
    lacks.onAll(LoopbackProxy.status(403, "no"));
    DatabaseDoor comma = door(lacks.url() + "," + has.url());
    IOException failed = assertThrows(IOException.class, () -> comma.read("latest", 100));
    assertTrue(
        failed.getMessage().startsWith("the checksum database sum.example can't be asked: "),
        failed::getMessage);
    assertEquals(
        failed.getMessage(),
        assertThrows(IOException.class, () -> comma.read("latest", 100)).getMessage());
    assertEquals(1, lacks.asked().size(), "asked once");
    DatabaseDoor bar = door(lacks.url() + "|" + has.url());
    assertArrayEquals(LATEST, bar.read("latest", 100));
    DatabaseDoor off = door(lacks.url() + "|off");
    assertThrows(IOException.class, () -> off.read("latest", 100), "as the go command");
  }

  @Test
  void withoutAProxyTheDatabaseItselfIsAsked() throws IOException {
    for (String proxies : List.of("", "direct", "off", "off," + has.url())) {
      DatabaseDoor door = door(proxies);
      assertEquals("https://sum.example", door.location());
      assertEquals(List.of("https://sum.example/latest"), door.planned(List.of("latest")));
      assertEquals(List.of(), door.alternatives());
    }
    assertEquals(0, http.requests());
  }

  @Test
  void theUrlOfGosumdbGoesBeforeProxies() throws IOException {
    String url = has.url() + "/sumdb/sum.example/";
    ProxyList proxies = ProxyList.parse(lacks.url());
    DatabaseDoor door = new DatabaseDoor(NAME, url, proxies, http);
    assertArrayEquals(LATEST, door.read("latest", 100));
    assertEquals(List.of(), lacks.asked());
    String directory = "file://" + with.resolve("sumdb").resolve(NAME);
    DatabaseDoor local = new DatabaseDoor(NAME, directory, proxies, http);
    assertArrayEquals(LATEST, local.read("latest", 100));
    assertEquals(directory, local.location());
  }

  @Test
  void aDirectoryIsAProxyToo() throws IOException {
    DatabaseDoor door = door("file://" + with);
    assertArrayEquals(LATEST, door.read("latest", 100));
    assertThrows(MissingFileException.class, () -> door.read("gone/x", 100));
    IOException refused = assertThrows(IOException.class, () -> door.read("latest", 3));
    assertTrue(refused.getMessage().contains("more than the 3 bytes"), refused::getMessage);
    Files.createDirectories(with.resolve("sumdb/sum.example/lookup"));
    assertThrows(IOException.class, () -> door.read("lookup", 3), "a directory");
    assertEquals(0, http.requests());
  }

  @Test
  void whatWouldBeAskedIsToldWithoutAsking() throws IOException {
    DatabaseDoor door =
        door("https://u:secret@a.example/x/,https://b.example|off,https://c.example");
    assertEquals(
        List.of(
            "https://a.example/x/sumdb/sum.example/supported",
            "https://a.example/x/sumdb/sum.example/lookup/m@v1"),
        door.planned(List.of("lookup/m@v1")));
    assertEquals(
        List.of("https://b.example/sumdb/sum.example", "https://sum.example"), door.alternatives());
    assertEquals("https://a.example/x/sumdb/sum.example", door.location());
    assertEquals(0, http.requests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "a.example/", "u:secret@a.example", "a.example?x", "a/../b", "a b", "a%"})
  void namesThatGoRefusesAreRefused(String name) {
    IOException refused =
        assertThrows(IOException.class, () -> new DatabaseDoor(name, null, ProxyList.NONE, http));
    assertTrue(refused.getMessage().startsWith("invalid sumdb name"), refused::getMessage);
    assertFalse(refused.toString().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "ftp://u:secret@x", "file://host/x", "https://"})
  void urlsThatCannotBeAskedAreRefused(String url) {
    IOException refused =
        assertThrows(IOException.class, () -> new DatabaseDoor(NAME, url, ProxyList.NONE, http));
    assertTrue(refused.getMessage().startsWith("invalid GOSUMDB URL: "), refused::getMessage);
    assertFalse(refused.toString().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/latest", "../latest", "a//b", "a/./b", "a\\b", "a\nb", "a/..", "."})
  void pathsThatLeadElsewhereAreRefused(String path) throws IOException {
    DatabaseDoor door = door("file://" + with);
    assertThrows(IOException.class, () -> door.read(path, 100));
    DatabaseDoor remote = door(has.url());
    assertThrows(IOException.class, () -> remote.read(path, 100));
    assertEquals(List.of("/sumdb/sum.example/supported"), has.asked());
  }

  @Test
  void aFileOfAModuleComesFromTheFirstThatHasIt() throws IOException {
    String path = "a.example/@v/v1.0.0.zip";
    Path target = temporary.resolve("target.zip");
    ProxyList list = ProxyList.parse(lacks.url() + "," + has.url() + ",direct");
    ModuleProxies proxies = new ModuleProxies(list, http);
    assertEquals(has.url() + "/" + path, proxies.download(path, target, 100));
    assertEquals("zip", Files.readString(target));
    assertEquals(List.of(3L), progress);
    assertEquals(List.of(lacks.url() + "/" + path, has.url() + "/" + path), proxies.planned(path));
    assertEquals("zip", new String(proxies.read(path, 10), UTF_8));
    ModuleProxies local = new ModuleProxies(ProxyList.parse("file://" + with), http);
    assertEquals("file://" + with + "/" + path, local.download(path, target, 3));
    assertThrows(IOException.class, () -> local.download(path, target, 2));
    assertThrows(MissingFileException.class, () -> proxies.download("b/@v/v1.zip", target, 100));
    assertEquals("zip", Files.readString(target), "what is there stays");
    assertNoParts();
  }

  @Test
  void aDownloadThatBreaksOffLeavesNothing() throws IOException {
    String path = "a.example/@v/v1.0.0.zip";
    Path target = temporary.resolve("target.zip");
    has.on("/" + path, LoopbackProxy.truncated(new byte[10], 20));
    ModuleProxies proxies = new ModuleProxies(ProxyList.parse(has.url()), http);
    assertThrows(IOException.class, () -> proxies.download(path, target, 100));
    assertFalse(Files.exists(target));
    assertNoParts();
    has.on("/" + path, LoopbackProxy.first(1, LoopbackProxy.truncated(new byte[10], 20)));
    proxies.download(path, target, 100);
    assertEquals("zip", Files.readString(target), "nothing is left of the first attempt");
    has.on("/" + path, LoopbackProxy.endless());
    assertThrows(IOException.class, () -> proxies.download(path, target, 100_000));
    assertNoParts();
  }

  private void assertNoParts() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void withoutAProxyNoModuleIsAskedFor() throws IOException {
    for (String list : List.of("", "direct", "off")) {
      ModuleProxies none = new ModuleProxies(ProxyList.parse(list), http);
      IOException failed = assertThrows(IOException.class, () -> none.read("x", 10));
      assertFalse(failed instanceof MissingFileException);
      assertTrue(failed.getMessage().contains("set GOPROXY"));
      assertEquals(List.of(), none.planned("x"));
    }
    lacks.onAll(LoopbackProxy.status(403, "no"));
    ModuleProxies comma = new ModuleProxies(ProxyList.parse(lacks.url() + "," + has.url()), http);
    assertThrows(IOException.class, () -> comma.read("a.example/@v/v1.0.0.zip", 10));
    ModuleProxies bar = new ModuleProxies(ProxyList.parse(lacks.url() + "|" + has.url()), http);
    assertEquals(3, bar.read("a.example/@v/v1.0.0.zip", 10).length);
  }
}
