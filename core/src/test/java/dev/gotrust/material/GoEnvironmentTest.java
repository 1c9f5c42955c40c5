package dev.gotrust.material;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotrust.bytes.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoEnvironmentTest {
  @TempDir Path temporary;
  private Path home;
  private Path root;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void machine() throws IOException {
    home = Files.createDirectories(temporary.toRealPath().resolve("home"));
    root = Files.createDirectories(temporary.toRealPath().resolve("goroot"));
    Files.createDirectories(root.resolve("pkg/tool"));
    Files.createDirectories(root.resolve("bin"));
    Path go = Files.writeString(root.resolve("bin/go"), "");
    assertTrue(go.toFile().setExecutable(true));
    Files.writeString(root.resolve("go.env"), "# defaults\nGOPROXY=a,direct\nGOSUMDB=db\n");
    variables.put("HOME", home.toString());
    variables.put("PATH", root.resolve("bin").toString());
  }

  private void userFile(String text) throws IOException {
    Files.createDirectories(home.resolve(".config/go"));
    Files.writeString(home.resolve(".config/go/env"), text);
  }

  private GoEnvironment read() throws IOException {
    return GoEnvironment.read(new Environment(variables, Platform.UNIX));
  }

  @Test
  void theDistributionSaysWhatNobodyElseDoes() throws IOException {
    GoEnvironment go = read();
    assertEquals("a,direct", go.proxies());
    assertEquals("db", go.checksumDatabase());
    assertEquals("", go.noProxies());
    assertEquals(root, go.root());
    assertEquals(home.resolve("go"), go.path());
    assertEquals(home.resolve("go/pkg/mod"), go.moduleCache());
  }

  @Test
  void theEnvironmentGoesBeforeTheUsersFileAndThatBeforeTheDistribution() throws IOException {
    userFile("GOPROXY=b\nGOSUMDB=off\nGOPROXY=c\n");
    assertEquals("c", read().proxies());
    assertEquals("off", read().checksumDatabase());
    variables.put("GOPROXY", "d");
    assertEquals("d", read().proxies());
    variables.put("GOPROXY", "");
    assertEquals("c", read().proxies(), "an empty variable is none");
    variables.put("GOENV", "off");
    assertEquals("a,direct", read().proxies());
    Path other = Files.writeString(temporary.resolve("other"), "GOPROXY=e");
    variables.put("GOENV", other.toString());
    assertEquals("e", read().proxies());
  }

  @Test
  void anEmptyLineOfTheUsersFileHidesTheDistributions() throws IOException {
    userFile("GOPROXY=\n");
    assertEquals("", read().proxies());
  }

  @Test
  void privateModulesAreAskedForNowhere() throws IOException {
    userFile("GOPRIVATE=corp.example.com\n");
    assertEquals("corp.example.com", read().noProxies());
    assertEquals("corp.example.com", read().noChecksumDatabase());
    variables.put("GONOPROXY", "none");
    assertEquals("none", read().noProxies());
    assertEquals("corp.example.com", read().noChecksumDatabase());
  }

  @Test
  void withoutGoNothingIsConfigured() throws IOException {
    variables.put("PATH", "relative:" + home);
    assertEquals("", read().proxies());
    assertNull(read().root());
  }

  @Test
  void theRootIsNamedByTheUsersFileThenTheEnvironmentThenThePath() throws IOException {
    variables.put("GOROOT", temporary.resolve("x/../named").toString());
    assertEquals(temporary.resolve("named"), read().root());
    userFile("GOROOT=" + temporary.resolve("filed") + "\n");
    assertEquals(temporary.resolve("filed"), read().root());
  }

  @Test
  void aLinkOnPathLeadsToTheRoot() throws IOException {
    Path bin = Files.createDirectories(temporary.toRealPath().resolve("usr/bin"));
    Files.createSymbolicLink(bin.resolve("go"), root.resolve("bin/go"));
    variables.put("PATH", "." + ":" + temporary.resolve("gone") + "::" + bin);
    assertEquals(root, read().root());
    Path cross = Files.createDirectories(root.resolve("bin/plan9_386"));
    Files.copy(root.resolve("bin/go"), cross.resolve("go"));
    assertTrue(cross.resolve("go").toFile().setExecutable(true));
    variables.put("PATH", cross.toString());
    assertEquals(root, read().root());
  }

  @Test
  void theModuleCacheIsWhereGoHasIt() throws IOException {
    variables.put("GOPATH", "/first:/second");
    assertEquals(Path.of("/first/pkg/mod"), read().moduleCache());
    variables.put("GOMODCACHE", "/cache");
    assertEquals(Path.of("/cache"), read().moduleCache());
    variables.put("GOMODCACHE", "cache");
    assertTrue(message(() -> read().moduleCache()).contains("GOMODCACHE is no absolute path"));
    variables.clear();
    assertTrue(message(() -> read().moduleCache()).contains("set GOMODCACHE"));
    variables.put("HOME", root.getParent().toString());
    variables.put("GOROOT", root.getParent().resolve("go").toString());
    assertNull(read().path(), "a GOROOT is no GOPATH");
  }

  private static String message(org.junit.jupiter.api.function.Executable action) {
    return String.valueOf(assertThrows(IOException.class, action).getMessage());
  }

  @Test
  void theUsersDirectoriesAreThoseOfTheSystem() {
    Map<String, String> all =
        Map.of("HOME", "/h", "AppData", "/a", "LocalAppData", "/l", "USERPROFILE", "/u");
    Environment mac = new Environment(all, Platform.MAC);
    assertEquals(Path.of("/h/Library/Application Support"), mac.configurations());
    assertEquals(Path.of("/h/Library/Caches"), mac.caches());
    Environment windows =
        new Environment(
            Map.of("APPDATA", "/a", "LOCALAPPDATA", "/l", "UserProfile", "/u"), Platform.WINDOWS);
    assertEquals(Path.of("/a"), windows.configurations());
    assertEquals(Path.of("/l"), windows.caches());
    assertEquals(Path.of("/u"), windows.home());
    assertEquals("", windows.get("GOPROXY"));
    Environment unix = new Environment(all, Platform.UNIX);
    assertEquals(Path.of("/h/.config"), unix.configurations());
    assertEquals(Path.of("/h/.cache"), unix.caches());
    Environment xdg =
        new Environment(
            Map.of("HOME", "/h", "XDG_CONFIG_HOME", "rel", "XDG_CACHE_HOME", "/x"), Platform.UNIX);
    assertNull(xdg.configurations(), "relative");
    assertEquals(Path.of("/x"), xdg.caches());
    assertNull(new Environment(Map.of(), Platform.UNIX).caches());
  }

  @Test
  void linesThatGoPassesOverArePassedOver() {
    String text = "# GOPROXY=no\n\nGOPROXY\n=x\ngoproxy=x\n GOPROXY=x\nA=1=2\r\nB= \"b\" \nC=";
    assertEquals(
        Map.of("A", "1=2\r", "B", " \"b\" ", "C", ""),
        GoEnvFile.parse(text.getBytes(StandardCharsets.UTF_8)));
    assertEquals(Map.of(), GoEnvFile.parse(new byte[0]));
  }

  @Test
  void aFileThatCannotBeReadIsNotPassedOver() throws IOException {
    Path file = temporary.resolve("large");
    Files.write(file, new byte[Limits.GO_ENV + 1]);
    variables.put("GOENV", file.toString());
    assertTrue(message(this::read).contains("more than the 1048576 bytes"));
    variables.put("GOENV", temporary.toString());
    assertTrue(message(this::read).contains("can't be read"));
    variables.put("GOENV", temporary.resolve("gone").toString());
    assertEquals("a,direct", read().proxies());
  }

  /** Holds what is read here against what the go command itself says. */
  @Test
  void theGoCommandSaysTheSame() throws Exception {
    Path real = GoOnPath.find("", new Environment(System.getenv(), Platform.ofThisMachine()));
    assumeTrue(real != null, "no go on PATH");
    userFile("GOPRIVATE=p\nGOFLAGS=-mod=mod\nGOPROXY=https://u:p@a.example|off\n\nGOMODCACHE=/c\n");
    variables.put("GONOSUMDB", "n");
    variables.put("PATH", real.resolve("bin").toString());
    GoEnvironment here = read();
    List<String> names =
        List.of("GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOFLAGS", "GOROOT", "GOMODCACHE");
    ProcessBuilder command = new ProcessBuilder("go", "env");
    command.command().addAll(names);
    command.command().set(0, real.resolve("bin/go").toString());
    command.environment().clear();
    command.environment().putAll(variables);
    Process process = command.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String ours =
        String.join(
            "\n",
            here.proxies(),
            here.checksumDatabase(),
            here.noChecksumDatabase(),
            here.noProxies(),
            here.value("GOFLAGS"),
            String.valueOf(here.root()),
            here.moduleCache() + "\n");
    assertEquals(said, ours);
  }
}
